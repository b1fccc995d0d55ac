"""Documents as rows of the index, without a server."""

from dataclasses import replace

from search.engines.elastic.rows import LONGEST, TIMES, repeated, row, shortened
from tests.search.corpus import documents

LONG = "x" * 300


def test_a_word_stands_as_often_as_its_level_says():
    assert repeated({"school": 1, "class": 4, "play": 15}).split() == ["school"] + ["class"] * 2 + ["play"] * 8
    assert TIMES[1:] == (1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8)


def test_a_word_that_is_too_long_for_the_analyzer_is_shortened_wherever_it_stands():
    (document,) = documents(1)
    words = document.words | {"title": [f"welcome {LONG}", ""]}

    found = row(replace(document, words=words))

    assert f"welcome {shortened(LONG)}" in found["text"]
    assert {len(word) for word in found["words"].split() if len(word) > 100} == {116}
    assert LONG not in str(found)


def test_words_of_usual_length_are_left_alone():
    (document,) = documents(1)

    assert row(document)["text"] == [text for text, _forms in document.words.values() if text]
    assert shortened("y" * LONGEST) == "y" * LONGEST
