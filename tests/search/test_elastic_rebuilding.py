import random
import time
from dataclasses import replace
from io import StringIO
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from search import clock, engines
from search.engines.base import EngineError, Question
from search.engines.elastic import ElasticEngine, following, writing
from search.engines.elastic.cluster import Cluster
from search.engines.elastic.following import NeedsRebuild, follow_once, steps
from search.engines.elastic.indices import our_indices, serving
from search.engines.elastic.rebuilding import differences, rebuild, repair, rollback, settle
from search.models import SearchDocument
from tests.search.faulty_proxy import FaultyProxy
from tests.search.random_hub import bodies, save, store
from tests.search.test_elastic_faults import following as follower
from tests.search.test_elastic_faults import seconds_until


def total(cluster) -> int:
    cluster.patient.indices.refresh(index=cluster.alias())
    return cluster.totals([Question()], cluster.alias())[0]


def serving_names(cluster) -> list[str]:
    return [index.name for index in our_indices(cluster) if cluster.alias() in index.aliases]


def test_following_writes_what_changed_and_takes_out_what_left(cluster):
    rows = store(30)
    rebuild(cluster)
    for row in rows[:4]:
        row.deleted, row.body, row.words = True, {}, {}
    save(rows[:4])
    store_more(3)

    written = follow_once(cluster)

    assert (written, total(cluster), follow_once(cluster)) == (7, 29, 0)
    assert settle(cluster, serving(cluster, cluster.alias()), full=True) == []


def store_more(count: int) -> list[SearchDocument]:
    first = 1 + SearchDocument.objects.order_by("-object_id")[0].object_id
    found = bodies(count, seed=f"more {first}")
    rows = [SearchDocument(kind="entry", object_id=first + n, body=b, words=w) for n, (b, w) in enumerate(found)]
    return save(rows)


def test_an_older_state_never_overwrites_a_newer(cluster):
    (row, *_rest) = store(5)
    rebuild(cluster)
    name, old = serving(cluster, cluster.alias()), following.documents_in_order(0)
    old = [document for document in old if document.id == row.pk]
    row.deleted = True
    save([row])
    follow_once(cluster)

    writing.write(cluster, name, old)

    assert total(cluster) == 4


def test_a_batch_never_ends_within_a_version(db, monkeypatch):
    store(25)
    store_more(3)
    monkeypatch.setattr(following, "BATCH", 10)

    found = [(version, len(documents)) for version, documents in steps(0)]

    assert found == [(1, 25), (2, 3)]


def test_an_interrupted_follower_goes_on_where_it_was(cluster, monkeypatch):
    store(5)
    rebuild(cluster)
    store_more(3)
    monkeypatch.setattr(following, "write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        follow_once(cluster)
    monkeypatch.undo()

    assert (follow_once(cluster), total(cluster)) == (3, 8)


def interrupted(*arguments):
    writing.write(*arguments)
    raise KeyboardInterrupt


def test_a_new_epoch_needs_another_index(cluster):
    store(5)
    rebuild(cluster)
    clock.begin_epoch()

    with pytest.raises(NeedsRebuild):
        follow_once(cluster)


def test_rollback_brings_the_index_before_up_to_date(cluster):
    store(5)
    before = rebuild(cluster)
    after = rebuild(cluster)
    store_more(2)

    name = rollback(cluster)

    assert (name, serving_names(cluster), total(cluster)) == (before, [before], 7)
    assert (rollback(cluster), total(cluster)) == (after, 7)


def test_without_an_index_before_there_is_no_way_back(cluster):
    store(2)
    rebuild(cluster)

    with pytest.raises(EngineError, match="no earlier index"):
        rollback(cluster)


def test_only_one_index_before_is_kept(cluster):
    store(2)
    names = [rebuild(cluster) for _ in range(3)]

    assert [index.name for index in our_indices(cluster)] == names[:0:-1]


def test_verify_names_what_differs_and_repair_mends_it(cluster):
    rows = store(12)
    rebuild(cluster)
    name = serving(cluster, cluster.alias())
    cluster.patient.delete(index=name, id=f"entry-{rows[3].object_id}")
    SearchDocument.objects.filter(pk=rows[5].pk).update(language="nl")

    found = differences(cluster, name, full=True)
    repaired = repair(cluster)

    assert found == [
        "11 instead of 12 documents of the kind “entry”",
        f"missing or different: entry-{rows[3].object_id}, entry-{rows[5].object_id}",
    ]
    assert (repaired, differences(cluster, name, full=True)) == (2, [])


def test_a_cluster_with_too_much_to_do_is_waited_for(cluster, monkeypatch):
    monkeypatch.setattr(writing, "FIRST_WAIT", 0.05)
    proxy = FaultyProxy(cluster.config.urls[0])
    proxy.fault = "busy twice"
    store(5)

    rebuild(Cluster(replace(cluster.config, urls=(proxy.url,))))
    proxy.stop()

    assert (proxy.busy > 2, total(cluster)) == (True, 5)


def test_a_failed_rebuild_leaves_nothing_behind_and_everything_in_place(cluster):
    rows = store(3)
    name = rebuild(cluster)
    rows[0].body = {"newest": "no number"}
    save(rows[:1])

    with pytest.raises(EngineError, match="was refused"):
        rebuild(cluster)

    assert [index.name for index in our_indices(cluster)] == [name]


def test_writing_to_a_lost_index_does_not_make_one(cluster):
    store(3)
    name = rebuild(cluster)
    cluster.patient.indices.delete(index=name)

    with pytest.raises(EngineError, match="is not an alias"):
        writing.write(cluster, name, following.documents_in_order(0))

    assert our_indices(cluster) == []


# ---------------------------------------------------------------------- While others write


def test_two_hundred_writes_during_a_rebuild_are_neither_lost_nor_doubled(transactional_db, cluster):
    store(600)
    rebuild(cluster)
    writer = Thread(target=write_at_random, args=(200,))

    with follower(cluster):
        writer.start()
        names = [rebuild(cluster)]
        while writer.is_alive():
            names.append(rebuild(cluster))
        seconds_until(lambda: cluster.cursor(cluster.alias()) == clock.read())

    cluster.patient.indices.refresh(index=names[-1])
    found = cluster.ids(Question(), 5000, cluster.alias())
    here = SearchDocument.objects.filter(deleted=False).values_list("object_id", flat=True)
    assert sorted(found) == sorted(here)
    assert differences(cluster, names[-1], full=True) == []
    assert serving_names(cluster) == [names[-1]]


def write_at_random(count: int) -> None:
    rng = random.Random(7)
    try:
        for _ in range(count):
            row = rng.choice(list(SearchDocument.objects.order_by("?")[:1]))
            kind = rng.random()
            if kind < 0.3:
                row.deleted, row.body, row.words = True, {}, {}
            elif kind < 0.5:
                store_more(1)
                continue
            else:
                row.deleted, (row.body, row.words) = False, next(bodies(1, seed=str(rng.random())))
            save([row])
    finally:
        connection.close()


def test_a_publication_is_found_within_two_seconds(transactional_db, cluster):
    store(20)
    rebuild(cluster)
    with follower(cluster):
        waits = [seconds_until_one_more_is_found(cluster) for _attempt in range(3)]

    assert min(waits) < 2


def seconds_until_one_more_is_found(cluster) -> float:
    before = cluster.totals([Question()], cluster.alias())[0]
    store_more(1)
    return seconds_until(lambda: cluster.totals([Question()], cluster.alias())[0] > before)


def test_the_follower_builds_the_first_index_itself(transactional_db, cluster):
    store(5)

    with follower(cluster):
        seconds_until(lambda: serving(cluster, cluster.alias()))

    assert total(cluster) == 5


def test_a_rebuild_that_begins_by_itself_leaves_time_to_others(cluster, monkeypatch):
    store(30)
    monkeypatch.setattr(writing, "GENTLE_BATCH", 10)
    rests: list[float] = []
    monkeypatch.setattr(writing.time, "sleep", rests.append)

    started = time.monotonic()
    name = rebuild(cluster, gently=True)
    took = time.monotonic() - started

    assert (len(rests), total(cluster), serving_names(cluster)) == (3, 30, [name])
    assert 0 < sum(rests) < took
    assert max(rests) <= writing.LONGEST_REST


# ---------------------------------------------------------------------- The command


@pytest.fixture
def elasticsearch(cluster, settings):
    settings.SEARCH_ENGINE = "elasticsearch"
    engines._build.cache_clear()
    yield cluster
    engines.get_engine().breaker.stop()
    engines._build.cache_clear()


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("search_index", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_command_builds_shows_checks_and_goes_back(elasticsearch, hub):
    hub.entry(title="Welcome class")

    built, built_again = run("rebuild"), run("rebuild", "--index-only")
    status, verified, back = run("status"), run("verify"), run("rollback")

    name = serving(elasticsearch, elasticsearch.alias())
    assert (f"The index {name} answers now." in built, "answers now" in built_again) == (True, True)
    assert ("documents in the index: 1" in status, "engine: elasticsearch" in status) == (True, True)
    assert verified.splitlines()[0] == "entries with a wrong document: 0 []"
    assert back == f"The index {name} answers now.\n"


def test_the_command_prepares_what_a_rebuild_sends(elasticsearch, hub):
    hub.entry(title="Welcome class")

    said = run("prepare")

    assert said == "Prepared: a rebuild of the index copies what it sends.\n"
    assert SearchDocument.objects.exclude(ready="").count() == 1
    assert our_indices(elasticsearch) == []


def test_the_command_says_that_there_is_no_index(elasticsearch, hub):
    hub.entry()

    with pytest.raises(CommandError, match="there is no index of this release and epoch"):
        run("status")


def test_only_an_index_outside_the_database_is_followed(db):
    with pytest.raises(CommandError, match="nothing to follow"):
        run("follow")


def test_searches_go_to_the_index(elasticsearch, hub):
    entry = hub.entry(title="Welcome class")
    run("rebuild")
    engine = engines.get_engine()

    found = engine.search(Question())

    assert (found.ids, isinstance(engine, ElasticEngine)) == ((entry.pk,), True)
    assert engine.answered == {"elasticsearch": 1, "embedded": 0}
