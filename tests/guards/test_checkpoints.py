"""Who writes the log of SQLite back. See docs/decisions/0038."""

import subprocess
import sys

import pytest

from hub.checkpoints import LAST_RESORT
from tests.guards.test_settings import PRODUCTION, ROOT

LIMIT = "from django.db import connection as c; print(c.cursor().execute('PRAGMA wal_autocheckpoint').fetchone()[0])"


@pytest.mark.parametrize(
    ("process", "limit"), [("import hub.wsgi", LAST_RESORT), ("import django; django.setup()", 1000)]
)
def test_who_answers_visitors_leaves_the_log_to_others(tmp_path, process, limit):
    environment = PRODUCTION | {"DATABASE_URL": f"sqlite:///{tmp_path / 'hub.sqlite3'}"}
    command = [sys.executable, "-c", f"{process}; {LIMIT}"]

    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

    assert result.stdout.strip() == str(limit), result.stderr
