from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from search.analysis import query_words
from search.highlight import cut, marks, parts


def forms(text: str, *languages: str) -> set[str]:
    return {form for word in query_words(text, languages) for form in (*word.exact, *word.stems)}


def marked(text: str, language: str, asked: str) -> list[str]:
    return [part for part, found in parts(text, language, forms(asked, language)) if found]


def test_words_and_their_other_forms_are_marked():
    text = "Refugees help a refugee; refusal is another word."
    assert marked(text, "en", "refugees") == ["Refugees", "refugee"]


def test_accents_and_case_do_not_matter():
    assert marked("L’ÉCOLE d’accueil", "fr", "ecole") == ["ÉCOLE"]


def test_hyphenated_word_is_marked_whole_when_typed_as_one():
    assert marked("A second-language class", "en", "secondlanguage") == ["second-language"]


def test_arabic_is_marked_without_its_article():
    assert marked("تعليم اللاجئين في المدرسة", "ar", "لاجئين") == ["اللاجئين"]


def test_nothing_asked_marks_nothing():
    assert parts("Some text", "en", ()) == (("Some text", False),)


@given(st.text(max_size=100), st.text(max_size=20))
def test_parts_are_the_text(text, asked):
    found = forms(asked, "en")
    assert "".join(part for part, _marked in parts(text, "en", found)) == text
    places = marks(text, "en", found)
    assert all(left.end <= right.start for left, right in pairwise(places))
    assert cut(text, places) == cut(text, list(places))
