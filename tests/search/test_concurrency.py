"""Four processes publish at once: no error, nothing lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse

from search import clock, reconciling
from search.models import SearchDocument

pytestmark = pytest.mark.django_db(transaction=True)
PROCESSES = 4
EACH = 40
ROOT = Path(__file__).resolve().parents[2]


def address_of_database() -> str:
    """The database of this test, for another process."""
    options = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{options['NAME']}"
    place = f"{options['HOST'] or '127.0.0.1'}:{options['PORT'] or 5432}"
    return f"postgres://{options['USER']}:{options['PASSWORD']}@{place}/{options['NAME']}"


def start(pks: list[int]) -> subprocess.Popen:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "hub.settings.test",
        "DATABASE_URL": address_of_database(),
        "DATABASE_CONN_MAX_AGE": "0",
    }
    command = [sys.executable, "-m", "tests.search.publisher", *map(str, pks)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)


def test_four_processes_publish_at_once(hub, client):
    kinds = ("practice", "project", "mooc", "resource")
    pks = [hub.entry(kinds[n % 4], title=f"Draft {n}", live=False).pk for n in range(PROCESSES * EACH)]
    running = [start(pks[number::PROCESSES]) for number in range(PROCESSES)]
    errors = [process.communicate(timeout=300)[1] for process in running]
    assert [process.returncode for process in running] == [0] * PROCESSES, errors
    assert not reconciling.verify()
    assert client.get(reverse("search"), {"format": "json"}).json()["total"] == PROCESSES * EACH
    versions = list(SearchDocument.objects.values_list("version", flat=True))
    assert sorted(versions) == list(range(1, clock.read().version + 1))
