"""The index follows by tasks of the hub's worker."""

from contextlib import contextmanager
from dataclasses import replace
from threading import Thread

import pytest
from django.db import connection
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from search import clock, engines, tasks
from search.engines.base import Question
from search.engines.elastic import engine as engine_module
from search.engines.elastic.indices import serving
from search.engines.elastic.rebuilding import rebuild
from tests.search.faulty_proxy import FaultyProxy
from tests.search.random_hub import store
from tests.search.test_elastic_faults import seconds_until
from tests.search.test_elastic_rebuilding import seconds_until_one_more_is_found, store_more, total

DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "search"]}}


@pytest.fixture
def elasticsearch(transactional_db, cluster, settings):
    """A hub with Elasticsearch and its tasks in the database."""
    settings.SEARCH_ENGINE, settings.TASKS = "elasticsearch", DATABASE
    engines._build.cache_clear()
    yield cluster
    engines.get_engine().breaker.stop()
    engines._build.cache_clear()


@contextmanager
def worker():
    """As `db_worker --queue-name search --interval 0.5`."""
    options = {"queue_names": ["search"], "interval": 0.5, "batch": False, "backend_name": "default"}
    running = Worker(**options, startup_delay=False, max_tasks=None, worker_id="w", excluded_queue_names=[])

    def run() -> None:
        try:
            running.run()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        running.running = False
        thread.join()


def waiting() -> list[dict]:
    return [row.args_kwargs["args"] for row in DBTaskResult.objects.filter(status="READY")]


def test_a_publication_is_found_within_two_seconds(elasticsearch):
    store(20)
    rebuild(elasticsearch)
    with worker():
        waits = [seconds_until_one_more_is_found(elasticsearch) for _attempt in range(3)]

    assert min(waits) < 2


def test_the_worker_builds_the_first_index(elasticsearch):
    store(5)

    with worker():
        seconds_until(lambda: serving(elasticsearch, elasticsearch.alias()))

    assert total(elasticsearch) == 5


def test_many_publications_are_one_task(elasticsearch):
    for _ in range(3):
        store(2, seed="many") if not waiting() else store_more(1)

    assert waiting() == [[0]]


def test_a_publication_while_a_task_runs_asks_for_another(elasticsearch):
    store(2)
    DBTaskResult.objects.update(status="RUNNING")
    store_more(1)

    assert waiting() == [[0]]


def test_trouble_is_waited_out(elasticsearch, settings):
    store(3)
    rebuild(elasticsearch)
    proxy = FaultyProxy(elasticsearch.config.urls[0])
    proxy.fault = "503"
    engine = engines.get_engine()
    engine.cluster.config = replace(engine.cluster.config, urls=(proxy.url,))
    with worker():
        store_more(1)
        seconds_until(lambda: any(tries > 1 for (tries,) in waiting()))
        proxy.fault = ""
        seconds_until(lambda: elasticsearch.cursor(elasticsearch.alias()) == clock.read())
    proxy.stop()

    assert total(elasticsearch) == 4


def test_what_asked_for_a_task_may_be_lost(elasticsearch, monkeypatch):
    monkeypatch.setattr(engine_module, "PATIENCE", 0.5)
    store(3)
    rebuild(elasticsearch)
    store_more(1)
    DBTaskResult.objects.all().delete()

    seconds_until(lambda: engines.get_engine().search(Question()) and waiting())

    assert waiting() == [[0]]


def test_the_embedded_engine_needs_no_task(transactional_db, settings):
    settings.TASKS = DATABASE
    store(2)

    assert waiting() == []
    assert tasks.follow_soon() is None
