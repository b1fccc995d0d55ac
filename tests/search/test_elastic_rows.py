"""Documents as rows of the index, without a server."""

import json
from collections import Counter
from dataclasses import replace

from search.engines.elastic.rows import LONGEST, TIMES, are_current, by_times, line, parts, shortened
from search.scoring import impacts
from tests.search.corpus import documents

LONG = "x" * 300


def row(document) -> dict:
    return json.loads(line(parts(document)))


def test_a_word_stands_as_often_as_its_level_says():
    (document,) = documents(1)

    assert by_times({"school": 1, "class": 4, "play": 15, "go": 2}) == {1: ["school", "go"], 2: ["class"], 8: ["play"]}
    assert TIMES[1:] == (1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8)
    assert Counter(row(document)["words"].split()) == {w: TIMES[level] for w, level in impacts(document.words).items()}


def test_what_is_kept_has_every_word_once():
    (document,) = documents(1)
    kept = parts(document).split("\n")

    assert are_current(parts(document))
    assert sorted(word for words in kept[2:] for word in words.split()[1:]) == sorted(impacts(document.words))


def test_a_word_that_means_something_in_json_is_sent_as_it_is():
    (document,) = documents(1)
    words = {"title": ['quo"te back\\slash new\x00line', ""]}

    assert set(row(replace(document, words=words))["words"].split()) == set(words["title"][0].split())


def test_a_document_without_words_is_sent():
    (document,) = documents(1)

    assert row(replace(document, words={}))["words"] == ""


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
