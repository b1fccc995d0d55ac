"""Whatever happens to Elasticsearch: the same numbers, at once, and back again by itself."""

import time
from contextlib import contextmanager
from dataclasses import replace
from threading import Event, Thread

import pytest
from django.db import connection

from search import clock
from search.engines.base import Question
from search.engines.elastic import ElasticEngine
from search.engines.elastic.cluster import Cluster
from search.engines.elastic.following import follow
from search.engines.elastic.indices import serving, swap
from search.engines.elastic.rebuilding import rebuild
from search.engines.embedded import EmbeddedEngine
from search.models import SearchDocument
from tests.search.faulty_proxy import SLOW, FaultyProxy
from tests.search.random_hub import questions, save, store

#: Longer than in production, so that a busy machine is not taken for a fault; shorter than the proxy is slow.
TIMEOUT = 3.0
FAULTS = ("refused", "silent", "slow", "429", "500", "503", "truncated", "no elasticsearch")


@pytest.fixture
def proxy(elasticsearch_url):
    proxy = FaultyProxy(elasticsearch_url)
    yield proxy
    proxy.fault = ""
    proxy.stop()


@pytest.fixture
def direct(transactional_db, cluster) -> Cluster:
    """An index with documents that everybody sees."""
    store(120)
    rebuild(cluster)
    return cluster


@pytest.fixture
def engine(direct, proxy):
    """The engine as the hub uses it, behind the proxy, with the embedded engine ready."""
    engine = ElasticEngine(replace(direct.config, urls=(proxy.url,), timeout=TIMEOUT))
    engine.embedded.totals(questions(1))
    seconds_until(lambda: engine.search(questions(1)[0]) and engine.breaker.closed)
    yield engine
    engine.breaker.stop()


@contextmanager
def following(cluster: Cluster):
    """A follower, as `search_index follow` is one."""
    stopped = Event()

    def run() -> None:
        try:
            follow(cluster, rebuild=lambda: rebuild(cluster), stopped=stopped.is_set)
        finally:
            connection.close()

    thread = Thread(target=run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join(20)


def same_numbers(engine: ElasticEngine, count: int = 25) -> bool:
    truth = EmbeddedEngine()
    asked = questions(count, seed="faults")
    return all(
        (one.total, one.counts) == (other.total, other.counts)
        for one, other in ((engine.search(question), truth.search(question)) for question in asked)
    )


def seconds_until(happened, most: float = 60.0) -> float:
    """Fails when it does not happen. How long it took says little on a busy machine."""
    started = time.monotonic()
    while not happened():
        assert time.monotonic() - started < most, "It did not happen."
        time.sleep(0.05)
    return time.monotonic() - started


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_answered_around_and_ends_by_itself(engine, proxy, fault):
    proxy.fault = fault
    started = time.monotonic()
    engine.search(questions(1)[0])
    first = time.monotonic() - started
    alike = same_numbers(engine)
    name_meanwhile = engine.name
    proxy.fault = ""

    seconds_until(lambda: engine.breaker.closed)

    assert (alike, name_meanwhile, engine.name) == (True, "embedded", "elasticsearch")
    assert first < SLOW


def test_a_deleted_index_is_built_again(engine, direct):
    direct.patient.indices.delete(index=serving(direct, direct.alias()))

    alike, name = same_numbers(engine), engine.name
    with following(direct):
        seconds_until(lambda: engine.breaker.closed)

    assert (alike, name, engine.name) == (True, "embedded", "elasticsearch")


def test_an_index_with_another_mapping_is_not_believed(engine, direct):
    alias, good = direct.alias(), serving(direct, direct.alias())
    wrong = f"{alias}-zzz"
    direct.patient.indices.create(index=wrong, mappings={"properties": {"kind": {"type": "text"}}})
    swap(direct, alias, wrong)

    alike, name = same_numbers(engine), engine.name
    swap(direct, alias, good)
    seconds_until(lambda: engine.breaker.closed)

    assert (alike, name, engine.name) == (True, "embedded", "elasticsearch")


def test_a_red_index_is_not_believed(engine, direct):
    alias, good = direct.alias(), serving(direct, direct.alias())
    red = f"{alias}-zzz"
    nowhere = {"index": {"routing.allocation.require._name": "nowhere"}}
    direct.patient.indices.create(index=red, settings=nowhere, wait_for_active_shards=0)
    swap(direct, alias, red)

    alike, name = same_numbers(engine), engine.name
    swap(direct, alias, good)
    seconds_until(lambda: engine.breaker.closed)

    assert (alike, name, engine.name) == (True, "embedded", "elasticsearch")


def test_an_index_that_takes_no_writes_is_left_when_it_falls_behind(engine, direct):
    index = serving(direct, direct.alias())
    direct.patient.indices.put_settings(index=index, settings={"index": {"blocks": {"read_only": True}}})
    with following(direct):
        row = change_one()
        seconds_until(lambda: engine.search(questions(1)[0]) and not engine.breaker.closed)
        alike, name, reason = same_numbers(engine), engine.name, engine.breaker.reason
        direct.patient.indices.put_settings(index=index, settings={"index": {"blocks": {"read_only": False}}})
        seconds_until(lambda: engine.breaker.closed)

    assert (alike, name, "not followed" in reason or "behind" in reason) == (True, "embedded", True)
    assert engine.cluster.cursor(direct.alias()).version >= row.version


def test_what_the_index_lacks_is_in_the_answer_before_it_is_given_up(engine, direct):
    before = engine.search(Question(sort="newest", limit=1)).ids
    row = change_one()

    seconds_until(lambda: engine.search(Question(sort="newest", limit=1)).ids == (row.object_id,))

    assert (before == (row.object_id,), engine.breaker.closed) == (False, True)


def test_another_epoch_is_never_answered_from_the_old_index(engine, direct):
    clock.begin_epoch()

    assert (same_numbers(engine), engine.name) == (True, "embedded")


def change_one() -> SearchDocument:
    row = SearchDocument.objects.order_by("pk")[0]
    row.body = row.body | {"newest": 1_900_000_000}
    return save([row])[0]
