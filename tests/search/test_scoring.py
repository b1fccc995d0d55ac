from collections import defaultdict

from search.scoring import enough, fewer_and_fewer, impacts, words_required
from search.weights import FIELDS, K1, LEVELS, B
from tests.search.corpus import documents
from tests.search.random_hub import bodies


def as_defined(words: dict[str, list[str]]) -> dict[str, int]:
    """BM25F written down as its definition says."""
    weighted: defaultdict[str, float] = defaultdict(float)
    for name in (name for name in FIELDS if name in words):
        text, forms = words[name]
        length = 1 - B + B * len(text.split()) / FIELDS[name].length
        tokens = text.split() + forms.split()
        for word in dict.fromkeys(tokens):
            weighted[word] += FIELDS[name].weight / length * tokens.count(word)
    return {word: max(1, round(LEVELS * value / (K1 + value))) for word, value in weighted.items()}


def test_impacts_are_what_the_definition_says():
    found = [*(words for _body, words in bodies(200)), *(document.words for document in documents(100))]

    assert [impacts(words) for words in found] == [as_defined(words) for words in found]


def test_a_document_without_words_has_no_impacts():
    assert (impacts({}), impacts({"title": ["", ""]})) == ({}, {})


def test_short_questions_narrow_down_and_long_ones_describe():
    asked = [(words_required(count), enough(count)) for count in (0, 1, 3, 4, 10, 20)]
    assert asked == [(0, 20), (1, 20), (3, 20), (3, 400), (3, 400), (6, 400)]


def test_a_question_asks_for_fewer_words_in_few_steps():
    assert [fewer_and_fewer(minimum) for minimum in (0, 1, 2, 3, 12)] == [[0], [1], [2, 1], [3, 2, 1], [12, 6, 3, 2, 1]]
