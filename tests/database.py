"""Making the test database is most of a short run's time, so on SQLite it is made once and copied.

The copy is keyed by every migration and package version: whatever changes them makes a new one. The page tree
is in it, because making that for each test was a quarter of a whole run's time.
"""

import fcntl
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from tests.factories import Hub

ROOT = Path(__file__).parents[1]
FOLDER = Path(tempfile.gettempdir())


def make_test_databases(**options) -> list:
    """What `setup_databases` returns, from a copy where there is one."""
    name = Path(connection.creation._get_test_db_name())
    if connection.vendor != "sqlite" or not name.is_absolute():
        return _made(**options)
    template = FOLDER / f"hub-test-template-{_digest()}.sqlite3"
    with _locked(template.with_suffix(".lock")):
        if template.exists():
            shutil.copyfile(template, name)
            return setup_databases(verbosity=0, interactive=False, keepdb=True, **options)
        databases = _made(**options)
        _copy(name, template)
        return databases


def _made(**options) -> list:
    databases = setup_databases(verbosity=0, interactive=False, **options)
    Hub.build()
    return databases


def remove_test_databases(databases: list) -> None:
    """Drop them, with what SQLite leaves beside its file and what tests uploaded."""
    name = str(connection.settings_dict["NAME"])
    teardown_databases(databases, verbosity=0)
    if connection.vendor == "sqlite" and Path(name).is_absolute():
        for rest in (f"{name}-wal", f"{name}-shm"):
            Path(rest).unlink(missing_ok=True)
    for storage in (settings.MEDIA_ROOT, settings.STORAGES["private"]["OPTIONS"]["location"]):
        shutil.rmtree(storage, ignore_errors=True)


def _digest() -> str:
    digest = sha256((ROOT / "requirements" / "base.txt").read_bytes())
    digest.update((ROOT / "tests" / "factories.py").read_bytes())
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        digest.update(config.label.encode())
        for migration in sorted(Path(config.path).glob("migrations/*.py")):
            digest.update(migration.name.encode() + migration.read_bytes())
    return digest.hexdigest()[:16]


def _copy(source: Path, target: Path) -> None:
    """By SQLite itself, so that what is still in the write-ahead log comes along."""
    unfinished = target.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(unfinished)) as there:
        here.backup(there)
    unfinished.rename(target)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
