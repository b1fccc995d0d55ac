"""Words by the pairs of neighbouring letters they have, as bitmaps: what may be spelt alike is found at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pyroaring import BitMap

from search.engines.embedded.answering import at_least

_EDGE = "\x02"
_NOWHERE = BitMap()


class Pairs:
    """An index of a list of words. What it finds are places in the list."""

    def __init__(self, words: Sequence[str]) -> None:
        pairs: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        lengths: defaultdict[int, list[int]] = defaultdict(list)
        for place, word in enumerate(words):
            lengths[len(word)].append(place)
            for pair in _pairs_of(word):
                pairs[pair].append(place)
        self._pairs = {pair: BitMap(places) for pair, places in pairs.items()}
        self._lengths = {length: BitMap(places) for length, places in lengths.items()}

    def sharing(self, word: str, *, but: int, longer: int, limit: int) -> Iterable[int]:
        """The first words that have all pairs of this one `but` so many, and are at most so much longer or shorter."""
        sets = [self._pairs.get(pair, _NOWHERE) for pair in _pairs_of(word)]
        lengths = range(len(word) - longer, len(word) + longer + 1)
        among = BitMap.union(_NOWHERE, *(self._lengths[n] for n in lengths if n in self._lengths))
        return at_least(max(1, len(sets) - but), [having & among for having in sets])[:limit]


def _pairs_of(word: str) -> Iterator[tuple[str, str]]:
    """Each pair once, the edges of the word among them."""
    return iter(dict.fromkeys(pairwise(f"{_EDGE}{word}{_EDGE}")))
