"""What is kept beside documents for the next rebuild."""

from contextlib import contextmanager, nullcontext

import pytest
from django.db import connection, transaction

from search import queries, reconciling
from search.engines.base import Question
from search.engines.elastic import mapping, reading
from search.engines.elastic.following import follow_once
from search.engines.elastic.indices import serving
from search.engines.elastic.reading import documents_in_order
from search.engines.elastic.ready import _store, made_actions, prepare, ready_actions, wrongly_kept
from search.engines.elastic.rebuilding import differences, rebuild, repair
from search.engines.elastic.rows import parts
from search.models import SearchDocument
from tests.search.random_hub import save, store


def kept() -> dict[int, str]:
    return dict(SearchDocument.objects.exclude(ready="").values_list("pk", "ready"))


def sent(size: int = 500) -> list:
    return [found for actions in ready_actions(size) for found in actions]


def by_id(actions) -> dict:
    return {head["index"]["_id"]: (head, line) for head, line in actions}


@pytest.mark.django_db
def test_what_is_kept_is_what_a_follower_would_send():
    store(30)
    followed = by_id(made_actions(queries.all_documents()))
    SearchDocument.objects.update(ready="")

    first, again = by_id(sent()), by_id(sent(7))

    assert (first, again) == (followed, followed)
    assert kept() == {document.id: parts(document) for document in queries.all_documents()}


@pytest.mark.django_db
def test_a_second_rebuild_reads_no_words(django_assert_num_queries):
    store(30)
    sent()

    with django_assert_num_queries(2) as asked:
        sent()

    assert "words" not in asked.captured_queries[0]["sql"]


@pytest.mark.django_db
def test_a_change_lets_go_of_what_was_kept():
    rows = store(5)
    sent()
    rows[0].deleted, rows[0].body, rows[0].words = True, {}, {}
    rows[1].language = "nl"
    save(rows[:2])

    assert sorted(kept()) == sorted(row.pk for row in rows[2:])
    assert len(sent()) == 4
    assert kept()[rows[1].pk] == parts(*queries.documents_with([rows[1].pk]))


@pytest.mark.django_db
def test_another_layout_makes_everything_anew(monkeypatch):
    store(5)
    sent()
    before = kept()
    monkeypatch.setattr(mapping, "LAYOUT", mapping.LAYOUT + 1)
    mapping.schema.cache_clear()
    try:
        lines = [line for _head, line in sent()]
        after = kept()
    finally:
        monkeypatch.undo()
        mapping.schema.cache_clear()

    assert len(lines) == 5
    assert {text.partition("\n")[2] for text in after.values()} == {text.partition("\n")[2] for text in before.values()}
    assert not set(after.values()) & set(before.values())


@pytest.mark.django_db
def test_what_was_changed_meanwhile_is_not_kept():
    rows = store(3)
    made = {row.pk: f"of version {row.version}" for row in rows}
    versions = {row.pk: row.version for row in rows}
    save(rows[:1])

    _store(versions, made)

    assert kept() == {row.pk: made[row.pk] for row in rows[1:]}


@pytest.mark.django_db(transaction=True)
def test_what_somebody_is_changing_is_neither_waited_for_nor_kept():
    rows = store(3)
    # SQLite has no locks of rows: its writers wait for each other.
    locks = connection.features.has_select_for_update

    with locked(rows[0].pk) if locks else nullcontext():
        found = len(sent())

    assert (found, sorted(kept())) == (3, sorted(row.pk for row in rows[int(locks) :]))


@contextmanager
def locked(pk: int):
    other = connection.copy()
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM search_searchdocument WHERE id = %s FOR UPDATE", [pk])
        yield
    finally:
        other.rollback()
        other.close()


@pytest.mark.django_db
def test_the_embedded_engine_keeps_nothing(hub):
    hub.entry(title="Welcome class")
    with transaction.atomic():
        reconciling.rebuild()

    assert kept() == {}


@pytest.mark.django_db
def test_what_is_kept_wrongly_is_named():
    rows = store(4)
    sent()
    SearchDocument.objects.filter(pk=rows[0].pk).update(ready=kept()[rows[1].pk])
    SearchDocument.objects.filter(pk=rows[2].pk).update(ready="for another release")

    assert wrongly_kept(list(queries.all_documents())) == {rows[0].pk}


def test_verify_and_repair_look_at_what_is_kept(cluster):
    rows = store(12)
    rebuild(cluster)
    name = serving(cluster, cluster.alias())
    SearchDocument.objects.filter(pk=rows[3].pk).update(ready=kept()[rows[4].pk])

    found = differences(cluster, name, full=True)
    repaired = repair(cluster)

    assert found == [f"missing or different: entry-{rows[3].object_id}"]
    assert (repaired, differences(cluster, name, full=True)) == (1, [])


@pytest.mark.django_db
def test_preparing_leaves_a_rebuild_nothing_to_make(django_assert_num_queries):
    rows = store(30)
    SearchDocument.objects.filter(pk=rows[0].pk).update(ready="for another release")

    looked_at = list(prepare(12))

    assert looked_at == [12, 12, 6]
    assert kept() == {document.id: parts(document) for document in queries.all_documents()}
    with django_assert_num_queries(2):
        sent()


@pytest.mark.django_db
def test_changes_are_read_in_portions_in_the_order_of_the_clock(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(reading, "PORTION", 4)
    rows = store(10)
    save(rows[2:5])

    with django_assert_num_queries(4):
        found = [document.id for document in documents_in_order(0)]

    assert found == [row.pk for row in (*rows[:2], *rows[5:], *rows[2:5])]


def test_what_is_followed_is_kept_for_a_rebuild(cluster):
    rows = store(12)
    rebuild(cluster)
    rows[0].deleted, rows[0].body, rows[0].words = True, {}, {}
    rows[1].language = "nl"
    save(rows[:2])

    follow_once(cluster)

    here = [document for document in queries.all_documents() if not document.deleted]
    assert kept() == {document.id: parts(document) for document in here}


def test_a_rebuild_from_what_is_kept_answers_the_same(cluster):
    rows = store(40)
    question = Question(counted=("country", "type"), sort="title", limit=40)
    answers = []
    for _ in range(2):
        rebuild(cluster)
        answers.append(cluster.search(question, cluster.alias()))

    assert answers[0] == answers[1]
    assert answers[0].total == len(rows) == len(kept())
