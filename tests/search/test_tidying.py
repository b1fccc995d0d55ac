"""What publications leave for the worker, in SQLite."""

import pytest
from django.db import connection, transaction
from django_tasks_db.management.commands.db_worker import Worker

from search import reconciling, tidying
from search.engines.text import text_store

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL tidies by itself."),
]
DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "modelsearch", "search"]}}
PUBLICATIONS = 12


@pytest.fixture
def published(hub, settings):
    """A hub in which as many parts wait to be merged as there were publications."""
    settings.TASKS = DATABASE
    tidying.merge_parts()
    before = parts("search_words")
    for number in range(PUBLICATIONS):
        hub.entry(title=f"Welcome class {number}")
    assert parts("search_words") - before >= PUBLICATIONS


def parts(table: str) -> int:
    """How many parts an index has: their number stands before the 37 digits of the page in each row's id."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(DISTINCT id >> 37) FROM {table}_data WHERE id > 10")
        return cursor.fetchone()[0]


def work() -> None:
    """As `db_worker --queue-name '*' --batch`."""
    options = {"queue_names": ["*"], "interval": 0, "batch": True, "backend_name": "default"}
    Worker(**options, startup_delay=False, max_tasks=None, worker_id="w", excluded_queue_names=[]).run()


@pytest.mark.parametrize("table", tidying.TABLES)
def test_a_publication_merges_nothing_on_its_way(db, table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT v FROM {table}_config WHERE k = 'automerge'")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("table", tidying.TABLES)
def test_the_worker_merges_what_publications_left(published, table):
    work()

    assert parts(table) < 8
    assert not reconciling.verify()


def test_merging_stops_in_time_for_other_tasks(published):
    assert (tidying.merge_parts(steps=1), tidying.merge_parts() > 0, tidying.merge_parts()) == (1, True, 0)


def test_nothing_is_merged_inside_of_a_transaction(published):
    before = parts("search_words")

    with transaction.atomic():
        tidying.merge_after_task(None)

    assert parts("search_words") == before


def test_words_are_found_after_merging(published):
    tidying.merge_parts()

    assert len(text_store().read(["welcome"], []).words["welcome"][0][1]) == PUBLICATIONS
