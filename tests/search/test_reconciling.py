import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from search import clock, reconciling
from search.engines.text import text_store
from search.models import SearchClock, SearchDocument

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries(hub):
    return [hub.entry(title=f"Entry {number}") for number in range(3)]


def test_index_that_follows_is_right(entries):
    assert not reconciling.verify()


def test_changed_document_is_found_and_repaired(entries):
    SearchDocument.objects.filter(object_id=entries[0].pk).update(body={})
    differences = reconciling.verify()
    assert (differences.entries, differences.words) == ([entries[0].pk], [])
    reconciling.repair(differences)
    assert not reconciling.verify()


def test_missing_document_is_found_and_repaired(entries):
    SearchDocument.objects.filter(object_id=entries[0].pk).delete()
    differences = reconciling.verify()
    assert (differences.entries, len(differences.words)) == ([entries[0].pk], 1)
    reconciling.repair(differences)
    assert not reconciling.verify()


def test_needless_document_is_found_and_repaired(entries):
    type(entries[0]).objects.filter(pk=entries[0].pk).update(live=False)
    reconciling.repair(reconciling.verify())
    assert SearchDocument.objects.get(object_id=entries[0].pk).deleted


def test_missing_words_are_found_and_repaired(entries):
    document = SearchDocument.objects.get(object_id=entries[1].pk)
    text_store().delete([document.pk])
    assert reconciling.verify().words == [document.pk]
    reconciling.repair(reconciling.verify())
    assert not reconciling.verify()


def test_changed_words_are_found(entries):
    document = SearchDocument.objects.get(object_id=entries[1].pk)
    words = {"title": ["others", "~others"]}
    from search.engines.text.base import WordsRow

    text_store().write([WordsRow.of(document.pk, words)])
    assert reconciling.verify().words == [document.pk]


def test_rebuild_makes_everything_anew(entries):
    SearchDocument.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_words")
    before = clock.read()
    call_command("search_index", "rebuild")
    assert not reconciling.verify()
    assert clock.read().epoch != before.epoch


def test_verify_fails_when_something_differs(entries):
    SearchDocument.objects.filter(object_id=entries[0].pk).update(body={})
    with pytest.raises(CommandError, match="repair"):
        call_command("search_index", "verify")


def test_status_names_another_analysis(entries, capsys):
    call_command("search_index", "status")
    assert "documents: 3" in capsys.readouterr().out
    SearchClock.objects.update(analysis=999)
    with pytest.raises(CommandError, match="rebuild"):
        call_command("search_index", "status")


@pytest.mark.django_db(transaction=True)
def test_flush_leaves_no_words(hub):
    hub.entry(title="Gone")
    call_command("flush", interactive=False, verbosity=0)

    assert reconciling.strays() == set()
