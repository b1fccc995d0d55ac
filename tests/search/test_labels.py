import pytest

from hub.catalogue.services.vocabularies import save_term
from search.analysis import query_words
from search.labels import terms_of, terms_together
from tests.factories import term

pytestmark = pytest.mark.django_db


def terms(word: str) -> list[tuple[str, str]]:
    return terms_of(query_words(word, ("de", "en", "nl"))[0])


def test_word_of_a_label_in_any_language_stands_for_the_term(db):
    term("target-group", "refugee-children", "Refugee children", nl="Vluchtelingenkinderen", el="Παιδιά πρόσφυγες")
    expected = [("target-group", "refugee-children")]
    assert [terms(word) for word in ("refugees", "πρόσφυγες", "children")] == [expected] * 3


def test_first_part_of_a_compound_stands_for_the_term(db):
    term("target-group", "refugee-children", "Refugee children", nl="Vluchtelingenkinderen", de="Flüchtlingskinder")
    expected = [("target-group", "refugee-children")]
    assert [terms(word) for word in ("vluchtelingen", "Flüchtlinge")] == [expected] * 2
    assert terms("vlucht") == expected
    assert terms("vluch") == []


def test_word_of_many_labels_stands_for_the_one_it_names_alone(db):
    for number in range(8):
        term("language", f"ar{number}", f"Arabic of place {number}")
    term("language", "ar", "Arabic")
    assert terms("arabic") == [("language", "ar")]


def test_word_that_names_a_term_stands_for_no_longer_label(db):
    save_term(term("target-group", "women-girls", "Women and girls"), labels={}, also={"en": "mothers"})
    term("theme", "mother-tongue", "Mother tongue")
    assert terms("mothers") == [("target-group", "women-girls")]


def test_word_of_many_labels_stands_for_none(db):
    for number in range(8):
        term("sector", f"s{number}", f"Education {number}")
    assert terms("education") == []


def test_merged_term_is_found_as_the_other(db):
    gone = term("theme", "old", "Ancient theme")
    gone.replaced_by = term("theme", "new", "Modern theme")
    gone.save()
    assert terms("ancient") == []


def test_what_else_a_term_is_called_stands_for_it(db):
    theme = term("theme", "second-language", "Second language learning")
    save_term(theme, labels={}, also={"nl": "taalles; Nederlands leren", "fr": "cours de langue"})
    expected = [("theme", "second-language")]
    assert [terms(word) for word in ("Taallessen", "leren", "cours")] == [expected, [], []]
    words = query_words("samen nederlands leren", ("nl",))
    assert terms_together(words) == [[], expected, expected]
    assert terms_together(words[:2]) == [[], []]
