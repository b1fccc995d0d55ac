"""How much a word in a document is worth. The numbers are in `search.weights`.

A word's impact is BM25 over weighted fields (BM25F) against fixed field lengths, so it depends on the
document alone: it is computed once, stored with the word as one of fifteen levels, and is the same on
every database. Rarity joins when a question is asked.
"""

from collections import Counter
from math import ceil, log

from search.weights import (
    ENOUGH,
    ENOUGH_TO_RANK,
    FIELDS,
    K1,
    LEVELS,
    PART_OF_WORDS,
    SCALE,
    SHORT,
    B,
)


def impacts(words: dict[str, list[str]]) -> dict[str, int]:
    """The level, 1 to 15, of every word of a document. All of a rebuild's documents pass here, so it loops in C."""
    # Always in this order, so that a sum is rounded the same whatever order a database gives the fields in.
    fields = [_counted(name, words[name]) for name in FIELDS if name in words]
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
    length = 1 - B + B * len(found) / FIELDS[name].length
    return FIELDS[name].weight / length, Counter(found + forms.split())


def _level(value: float) -> int:
    return max(1, round(LEVELS * value / (K1 + value)))


def rarity(found: int, total: int) -> float:
    """Inverse document frequency: what it says about a document that it has a word `found` of `total` have."""
    return log(1 + (total - found + 0.5) / (found + 0.5))


def points(rarity_of_word: float, weight: int, level: int) -> int:
    """What a word adds to the score of a document: a whole number, so that sums are the same everywhere."""
    return round(SCALE * rarity_of_word * weight / 100 * level / LEVELS)


def words_required(count: int) -> int:
    """How many words of a question a document must have."""
    return count if count <= SHORT else max(SHORT, ceil(count * PART_OF_WORDS))


def enough(count: int) -> int:
    """With how many documents a question of so many words is content; see `Question.enough`."""
    return ENOUGH if count <= SHORT else ENOUGH_TO_RANK


def fewer_and_fewer(minimum: int) -> list[int]:
    """How many words to ask for, one try after the other: half as many each time, so that few tries will do."""
    tries = [minimum]
    while tries[-1] > 1:
        tries.append(ceil(tries[-1] / 2))
    return tries
