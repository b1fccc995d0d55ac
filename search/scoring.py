"""How much a word in a document is worth. Every number of the ranking is in this file.

A word's impact is BM25 over weighted fields (BM25F) against fixed field lengths, so it depends on the
document alone: it is computed once, stored with the word as one of fifteen levels, and is the same on
every database. Rarity joins when a question is asked.
"""

from collections import Counter, defaultdict
from math import ceil, log

FIELD_WEIGHTS = {"title": 5.0, "terms": 3.0, "hidden": 3.0, "summary": 2.0, "links": 1.0, "body": 1.0}
FIELD_LENGTHS = {"title": 9, "terms": 12, "hidden": 10, "summary": 40, "links": 15, "body": 250}
K1 = 1.2
B = 0.6
LEVELS = 15

#: What a stored word is worth to the word typed, in hundredths.
EXACT, STEM, LABEL = 100, 70, 60
#: What an editor's synonym is worth, and each of its own forms in proportion.
SYNONYM = 80
#: A phrase has no level of its own; see `Form.phrase`.
PHRASE_LEVEL = 7

#: Short questions ask for all their words, long ones for a part of them; see `Question.enough` for the rest.
ALL_WORDS = 3
PART_OF_WORDS = 0.3
ENOUGH = 5

_SCALE = 20


def impacts(words: dict[str, list[str]]) -> dict[str, int]:
    """The level, 1 to 15, of every word of a document."""
    weighted: defaultdict[str, float] = defaultdict(float)
    # Always in this order, so that a sum is rounded the same whatever order a database gives the fields in.
    for name in (name for name in FIELD_WEIGHTS if name in words):
        text, forms = words[name]
        found = text.split()
        length = 1 - B + B * len(found) / FIELD_LENGTHS[name]
        factor = FIELD_WEIGHTS[name] / length
        for word, count in Counter(found + forms.split()).items():
            weighted[word] += factor * count
    return {word: max(1, round(LEVELS * value / (K1 + value))) for word, value in weighted.items()}


def rarity(found: int, total: int) -> float:
    """Inverse document frequency: what it says about a document that it has a word `found` of `total` have."""
    return log(1 + (total - found + 0.5) / (found + 0.5))


def points(rarity_of_word: float, weight: int, level: int) -> int:
    """What a word adds to the score of a document: a whole number, so that sums are the same everywhere."""
    return round(_SCALE * rarity_of_word * weight / 100 * level / LEVELS)


def words_required(count: int) -> int:
    """How many words of a question a document must have."""
    return count if count <= ALL_WORDS else max(ALL_WORDS, ceil(count * PART_OF_WORDS))
