"""How the embedded engine follows the clock: across transactions, threads and epochs."""

import threading
from dataclasses import replace

import pytest
from django.db import connection, transaction

from search import clock
from search.engines.base import Question
from search.engines.embedded import MANY_CHANGES, EmbeddedEngine
from search.models import SearchDocument
from search.services import store_documents
from tests.search.corpus import DAY, documents, group, true_answer

pytestmark = pytest.mark.django_db(transaction=True)
EVERYTHING = Question(counted=("sector",), limit=1000, day=DAY)
SCHOOL = Question(groups=(group("school"),), minimum=1, sort="relevance", limit=1000, day=DAY)


def store(made) -> list:
    with transaction.atomic():
        rows = [
            SearchDocument(kind=d.kind, object_id=d.object_id, language=d.language, body=d.body, words=d.words)
            for d in made
        ]
        SearchDocument.objects.bulk_create(rows)
        store_documents(rows)
    return [replace(d, id=row.pk) for d, row in zip(made, rows, strict=True)]


def in_thread(work):
    """Run it with a connection of its own; give back what it returns."""
    result = []

    def run():
        try:
            result.append(work())
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return result[0]


@pytest.fixture
def engine():
    store(documents(20))
    engine = EmbeddedEngine()
    engine.search(SCHOOL)
    return engine


def test_committed_change_is_in_the_next_answer(engine):
    store(documents(5, seed=2, first=100))
    assert engine.search(EVERYTHING).total == 25


def test_words_asked_for_before_follow_changes(engine):
    corpus = documents(20) + documents(10, seed=2, first=100)
    store(corpus[20:])
    assert engine.search(SCHOOL).total == true_answer(corpus, SCHOOL).total


def test_own_change_is_seen_in_its_transaction_and_forgotten_with_it(engine):
    with transaction.atomic():
        store(documents(5, seed=2, first=100))
        assert engine.search(EVERYTHING).total == 25
        transaction.set_rollback(True)
    assert engine.search(EVERYTHING).total == 20


def test_uncommitted_change_is_not_seen_by_others(engine):
    with transaction.atomic():
        store(documents(5, seed=2, first=100))
        engine.search(EVERYTHING)
        assert in_thread(lambda: engine.search(EVERYTHING).total) == 20
    assert in_thread(lambda: engine.search(EVERYTHING).total) == 25


def test_version_used_again_after_a_rollback_is_followed(engine):
    with transaction.atomic():
        store(documents(5, seed=2, first=100))
        engine.search(EVERYTHING)
        transaction.set_rollback(True)
    store(documents(3, seed=4, first=200))
    assert engine.search(EVERYTHING).total == 23


def test_another_epoch_is_loaded_afresh(engine):
    SearchDocument.objects.all().delete()  # as a restore would: without a tick
    with transaction.atomic():
        clock.begin_epoch()
    assert engine.search(EVERYTHING).total == 0


def test_many_changes_are_followed_aside(engine):
    store(documents(MANY_CHANGES + 50, seed=2, first=100))
    assert engine.search(EVERYTHING).total == 20
    engine._behind.join()
    assert engine.search(EVERYTHING).total == MANY_CHANGES + 70


def test_threads_get_true_answers_while_documents_change(engine):
    totals: list[int] = []

    def ask():
        for _ in range(30):
            totals.append(engine.search(SCHOOL).total)
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    corpus = documents(20)
    possible = {true_answer(corpus, SCHOOL).total}
    for seed in range(5):
        corpus += store(documents(3, seed=seed, first=1000 + 10 * seed))
        possible.add(true_answer(corpus, SCHOOL).total)
    for thread in threads:
        thread.join()
    assert (len(totals), set(totals) - possible) == (120, set())
