from collections import defaultdict

from search.scoring import FIELD_LENGTHS, FIELD_WEIGHTS, K1, LEVELS, B, impacts
from tests.search.corpus import documents
from tests.search.random_hub import bodies


def as_defined(words: dict[str, list[str]]) -> dict[str, int]:
    """BM25F written down as its definition says."""
    weighted: defaultdict[str, float] = defaultdict(float)
    for name in (name for name in FIELD_WEIGHTS if name in words):
        text, forms = words[name]
        length = 1 - B + B * len(text.split()) / FIELD_LENGTHS[name]
        tokens = text.split() + forms.split()
        for word in dict.fromkeys(tokens):
            weighted[word] += FIELD_WEIGHTS[name] / length * tokens.count(word)
    return {word: max(1, round(LEVELS * value / (K1 + value))) for word, value in weighted.items()}


def test_impacts_are_what_the_definition_says():
    found = [*(words for _body, words in bodies(200)), *(document.words for document in documents(100))]

    assert [impacts(words) for words in found] == [as_defined(words) for words in found]


def test_a_document_without_words_has_no_impacts():
    assert (impacts({}), impacts({"title": ["", ""]})) == ({}, {})
