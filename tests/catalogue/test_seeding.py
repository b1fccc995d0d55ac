import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, Revision

from hub.catalogue.completeness import completeness_of
from hub.catalogue.models import Entry
from hub.catalogue.seeding.service import seed_entries
from hub.catalogue.seeding.texts import LANGUAGES, phrases_of
from hub.catalogue.services.vocabulary_loading import load_default_vocabularies
from search.models import SearchClock, SearchDocument


@pytest.fixture
def default_vocabularies(hub):
    load_default_vocabularies()
    return hub


def test_seeded_entries_are_whole(default_vocabularies):
    default_vocabularies.entry(title="Written by hand")

    seed_entries(60)

    seeded = Entry.objects.filter(source="seed")
    pages = [entry.specific for entry in seeded]
    assert len(pages) == 60
    assert {page.kind for page in pages} == {"practice", "project", "mooc", "resource"}
    assert all(page.get_parent().specific.entry_type == page.kind for page in pages)
    assert all(page.completeness == completeness_of(page) for page in pages)
    assert Page.find_problems() == ([], [], [], [], [])
    for page in pages:
        page.full_clean()


def test_seeded_entries_are_public_and_searchable_as_examples(default_vocabularies):
    seed_entries(30)

    seeded = Entry.objects.visible().filter(source="seed", is_example=True)
    assert seeded.count() == SearchDocument.objects.filter(deleted=False).count() == 30
    assert not Revision.objects.filter(object_id__in=[str(pk) for pk in seeded.values_list("pk", flat=True)]).exists()


def test_batch_is_one_step_of_the_clock(default_vocabularies, monkeypatch):
    monkeypatch.setattr("hub.catalogue.seeding.service.BATCH", 10)
    before = SearchClock.objects.values_list("version", flat=True).first() or 0

    seed_entries(25)

    assert SearchClock.objects.get().version - before == 3


def test_same_seed_gives_the_same_entries_with_new_references(default_vocabularies):
    for seed in (5, 5, 6):
        seed_entries(20, seed=seed)

    found = list(Entry.objects.filter(source="seed").order_by("reference").values_list("title", "summary", "region"))
    assert found[:20] == found[20:40] != found[40:]
    assert Entry.objects.values("reference").distinct().count() == 60


def test_facets_are_skewed_and_texts_in_many_languages(default_vocabularies):
    seed_entries(200)

    languages = [entry.language.code for entry in Entry.objects.select_related("language")]
    assert len(set(languages)) >= 6
    assert languages.count("en") > 2 * languages.count("el")


def test_phrases_of_all_languages_fit_their_templates():
    shapes = {tuple(len(values) for values in vars(phrases_of(language)).values()) for language in LANGUAGES}

    assert shapes == {(14, 10, 10, 10, 4, 14, 8, 8, 12)}


def test_command_seeds(default_vocabularies, capsys):
    call_command("seed_entries", "3")

    assert capsys.readouterr().out == "3 entries written\n"
    assert Entry.objects.count() == 3


def test_command_without_vocabularies_says_what_to_do(hub):
    with pytest.raises(CommandError, match="load_vocabularies"):
        call_command("seed_entries", "3")
