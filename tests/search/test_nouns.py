"""What is counted has its name in every language, in the form that goes with the number."""

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils import translation

from search.models import FinderPage
from search.nouns import counted

# A page that is made asks for its content type, and only some of the tests before it have had it read.
pytestmark = pytest.mark.django_db

LOCALE = settings.ROOT / "hub" / "locale"


def finder(entry_type: str = "mooc", noun: str = "", **translated: str) -> FinderPage:
    words = [("words", {"language": code, "title": "T", "noun": text}) for code, text in translated.items()]
    return FinderPage(title="T", entry_type=entry_type, noun=noun, translations=words)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["No practices", "1 practice", "2 practices", "11 practices"]),
        ("nl", ["Geen praktijken", "1 praktijk", "2 praktijken", "11 praktijken"]),
        ("ar", ["لا ممارسات", "1 ممارسة", "2 ممارستان", "11 ممارسة"]),
    ],
)
def test_kind_names_what_is_counted(language, expected):
    with translation.override(language):
        assert [counted(total, finder("practice")) for total in (0, 1, 2, 11)] == expected


@pytest.mark.parametrize("kind", ["", "practice", "project", "mooc", "resource"])
@pytest.mark.parametrize("language", ["nl", "ar"])
def test_kind_is_translated(kind, language):
    with translation.override("en"):
        own = [counted(total, finder(kind)) for total in (0, 1, 2, 5)]
    with translation.override(language):
        assert set(own) & {counted(total, finder(kind)) for total in (0, 1, 2, 5)} <= {"1 project", "1 MOOC"}


def test_without_a_finder_entries_are_counted():
    assert [counted(total) for total in (0, 1, 1200)] == ["No entries", "1 entry", "1,200 entries"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["1 course", "2 courses", "5 courses", "11 courses", "100 courses"]),
        ("nl", ["1 cursus", "2 cursussen", "5 cursussen", "11 cursussen", "100 cursussen"]),
        ("ar", ["1 واحدة", "2 اثنتان", "5 قليل", "11 كثير", "100 غيرها"]),
    ],
)
def test_noun_of_editors_has_the_form_of_the_number(language, expected):
    courses = finder(noun="course | courses", nl="cursus|cursussen", ar="صفر | واحدة | اثنتان | قليل | كثير | غيرها")
    with translation.override(language):
        assert [counted(total, courses) for total in (1, 2, 5, 11, 100)] == expected


def test_one_form_goes_with_several():
    assert [counted(total, finder(noun="courses")) for total in (0, 1, 2)] == ["No MOOCs", "1 MOOC", "2 courses"]


def test_noun_that_nobody_translated_is_not_read_in_another_language():
    with translation.override("nl"):
        assert counted(2, finder(noun="course | courses")) == "2 MOOC’s"
        assert counted(2, finder(noun="course | courses", nl="")) == "2 MOOC’s"


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_translators_number_the_plural_forms_in_their_order(language):
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalog = read_po(file)
    places = catalog.get("0", context="place of the plural form").string

    assert list(places) == [str(place) for place in range(catalog.num_plurals)]
