import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories import user

ROOT = Path(__file__).parents[2]
SETTINGS = ROOT / "hub" / "settings"
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "hub.settings.production",
    "SECRET_KEY": "k" * 30 + "0123456789abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "hub.example.org",
}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO")}
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=clean | environment, capture_output=True, text=True
    )


def variables_read() -> set[str]:
    text = "".join(path.read_text() for path in SETTINGS.glob("*.py"))
    return set(re.findall(r"\benv(?:\.\w+)?\(\s*\"([A-Z_]+)\"", text))


def variables_documented() -> set[str]:
    return set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))


def test_env_example_names_every_variable_the_settings_read():
    assert variables_documented() == variables_read()


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_does_not_start_without_a_secret(missing):
    environment = {key: value for key, value in PRODUCTION.items() if key != missing}

    result = run("manage.py", "check", **environment)

    assert (result.returncode, missing in result.stderr) == (1, True)


def test_production_passes_the_deployment_check(tmp_path):
    environment = PRODUCTION | {"DATABASE_URL": f"sqlite:///{tmp_path / 'hub.sqlite3'}"}

    result = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **environment)

    assert result.returncode == 0, result.stderr


def test_demo_accounts_stop_a_production_site(db, settings):
    from django.core.exceptions import ImproperlyConfigured

    from community.members.checks import refuse_demo_accounts

    user("editor@example.org")
    settings.DEMO_ACCOUNTS = False

    with pytest.raises(ImproperlyConfigured, match=r"editor@example\.org"):
        refuse_demo_accounts()
