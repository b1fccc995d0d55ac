import pytest
from django.db import connection

from hub.catalogue.models import Entry
from search import reconciling
from search.analysis import words_of
from search.models import SearchDocument
from search.names import name_store
from tests.factories import organisation
from tests.search.test_views import HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries(hub):
    return [
        hub.entry(title="Welcome class for refugees", summary="Pupils learn Dutch."),
        hub.entry("mooc", title="A class of one's own", summary="A welcome to mentors."),
        hub.entry(title="École d'accueil", organisation=organisation("De Brug")),
    ]


def titled(*prefixes: str, kind: str = "") -> list[int]:
    return name_store().titled(prefixes, kind)


def examples(words, each: int) -> set[int]:
    return set(Entry.objects.filter(pk__in=name_store().examples(words, each)).values_list("pk", flat=True))


def test_titles_are_found_by_the_beginnings_of_their_words(entries):
    welcome, own, school = (entry.pk for entry in entries)
    assert titled("cla") == [own, welcome]
    assert titled("ref", "wel") == [welcome]
    assert titled("eco") == [school]
    assert titled("dutch") == []


def test_titles_that_begin_with_what_is_typed_come_first(hub, entries):
    later = hub.entry(title="A welcome class").pk
    assert titled("wel") == [entries[0].pk, later]


def test_titles_of_one_type_alone(entries):
    assert titled("cla", kind="mooc") == [entries[1].pk]


def test_marks_of_titles_are_no_words(entries):
    assert [word for word, _n in name_store().vocabulary(100) if not word.isalnum()] == []


def test_no_word_breaks_the_question(entries):
    for words in filter(None, (words_of(text, "en").text[:8] for text in HOSTILE)):
        name_store().titled(words, kind=words[0])
        examples(words, 3)


def test_vocabulary_counts_documents(entries):
    counts = dict(name_store().vocabulary(100))
    assert (counts["class"], counts["welcome"], counts["brug"], counts["dutch"]) == (2, 2, 1, 1)


def test_vocabulary_has_the_most_frequent_words(entries):
    assert {word for word, _n in name_store().vocabulary(2)} <= {"class", "welcome", "a"}


def test_word_leads_to_those_that_are_called_by_it(entries):
    assert examples(["welcome"], 5) == {entries[0].pk, entries[1].pk}
    assert examples(["welcome"], 1) == {entries[1].pk}
    assert examples(["refugees", "brug", "zzz"], 2) == {entries[0].pk, entries[2].pk}


def test_names_go_with_the_document(entries):
    entries[0].unpublish()
    assert titled("ref") == []
    assert "refugees" not in dict(name_store().vocabulary(100))


def test_missing_and_needless_names_are_found_and_repaired(entries):
    document = SearchDocument.objects.get(object_id=entries[1].pk)
    name_store().delete([document.pk])
    assert reconciling.verify().words == [document.pk]
    reconciling.repair(reconciling.verify())
    assert titled("own") == [entries[1].pk]
    type(entries[1]).objects.filter(pk=entries[1].pk).update(live=False)
    SearchDocument.objects.filter(pk=document.pk).update(deleted=True)
    assert reconciling.verify().words == [document.pk]
    reconciling.repair(reconciling.verify())
    assert titled("own") == []


def test_rebuild_makes_names_anew(entries):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_names")
    reconciling.rebuild()
    assert titled("wel") == [entries[0].pk]
