"""How much a word in a document is worth. Every number of the ranking is in this file.

A word's impact is BM25 over weighted fields (BM25F) against fixed field lengths, so it depends on the
document alone: it is computed once, stored with the word as one of fifteen levels, and is the same on
every database. Rarity joins when a question is asked.
"""

from collections import Counter
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
    """The level, 1 to 15, of every word of a document. All of a rebuild's documents pass here, so it loops in C."""
    # Always in this order, so that a sum is rounded the same whatever order a database gives the fields in.
    fields = [_counted(name, words[name]) for name in FIELD_WEIGHTS if name in words]
    if not fields:
        return {}
    weighted: dict[str, float] = {}
    *short, (weight, counts) = fields
    for weight_of_field, counts_of_field in short:
        for word, count in counts_of_field.items():
            weighted[word] = weighted.get(word, 0.0) + weight_of_field * count
    # Most words stand in the text alone, and there only the number of times tells one from another.
    levels = {count: _level(weight * count) for count in set(counts.values())}
    found = dict(zip(counts, map(levels.__getitem__, counts.values()), strict=True))
    for word, value in weighted.items():
        found[word] = _level(value + weight * counts.get(word, 0))
    return found


def _counted(name: str, field: list[str]) -> tuple[float, Counter[str]]:
    """What a word of this field counts, and how often each word and form is in it."""
    text, forms = field
    found = text.split()
    length = 1 - B + B * len(found) / FIELD_LENGTHS[name]
    return FIELD_WEIGHTS[name] / length, Counter(found + forms.split())


def _level(value: float) -> int:
    return max(1, round(LEVELS * value / (K1 + value)))


def rarity(found: int, total: int) -> float:
    """Inverse document frequency: what it says about a document that it has a word `found` of `total` have."""
    return log(1 + (total - found + 0.5) / (found + 0.5))


def points(rarity_of_word: float, weight: int, level: int) -> int:
    """What a word adds to the score of a document: a whole number, so that sums are the same everywhere."""
    return round(_SCALE * rarity_of_word * weight / 100 * level / LEVELS)


def words_required(count: int) -> int:
    """How many words of a question a document must have."""
    return count if count <= ALL_WORDS else max(ALL_WORDS, ceil(count * PART_OF_WORDS))
