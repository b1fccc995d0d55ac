"""Words that look like another one: a list of words with an index of the pairs of letters they have."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from search.engines.embedded.pairs import Pairs
from search.names import WordCount

#: From so many letters on a word may differ in one place, and in two.
ONE_CHANGE, TWO_CHANGES = 4, 6
LONGEST = 40
#: So many pairs of letters are unlike after one and after two changes.
LOST = {1: 3, 2: 4}
#: So many words that may be alike are compared letter by letter, the most frequent first.
MOST_COMPARED = 1500


class Alike(NamedTuple):
    """A word like another one, so that the likeliest to be meant sorts first."""

    changes: int
    begins_otherwise: bool
    rarity: int
    word: str


class Lexicon:
    """Words and how frequent they are; the most frequent first, so that a low place means a frequent word."""

    def __init__(self, words: Iterable[WordCount]) -> None:
        self.counts: dict[str, int] = {}
        for word, documents in words:
            if len(word) <= LONGEST and not word.isdecimal():
                self.counts.setdefault(word, documents)
        self.words = list(self.counts)
        self.pairs = Pairs(self.words)

    def alike(self, word: str) -> Iterator[Alike]:
        """The words that differ from this one in one or two letters; in two only if they begin alike."""
        most = changes_allowed(word)
        for place in self._maybe_alike(word, most):
            found = self.words[place]
            begins_otherwise = found[0] != word[0]
            allowed = min(most, 1) if begins_otherwise else most
            if 0 < (changes := distance(word, found, allowed)) <= allowed:
                yield Alike(changes, begins_otherwise, -self.counts[found], found)

    def _maybe_alike(self, word: str, most: int) -> Iterable[int]:
        return self.pairs.sharing(word, but=LOST[most], longer=most, limit=MOST_COMPARED) if most else ()


def changes_allowed(word: str) -> int:
    """A short word that differs in two letters is another word."""
    if len(word) < ONE_CHANGE or len(word) > LONGEST or any(map(str.isdecimal, word)):
        return 0
    return 1 if len(word) < TWO_CHANGES else 2


def distance(first: str, second: str, most: int) -> int:
    """How many letters to add, leave out, replace or swap with their neighbour; `most + 1` for any more than that."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for place, letter in enumerate(first):
        row, before = _next_row(letter, place, first, second, row, before), row
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _next_row(
    letter: str, place: int, first: str, second: str, above: Sequence[int], before: Sequence[int]
) -> list[int]:
    row = [place + 1]
    for column, other in enumerate(second):
        cost = min(above[column + 1] + 1, row[column] + 1, above[column] + (letter != other))
        if before and column and letter == second[column - 1] and first[place - 1] == other:
            cost = min(cost, before[column - 1] + 1)
        row.append(cost)
    return row
