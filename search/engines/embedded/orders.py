from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator
from itertools import islice

from pyroaring import BitMap

CHUNK = 1024
#: Above this many changes it is cheaper to go through all than to move one by one.
MANY = 64


class Order:
    """All documents in one order, from which a page of any set of them can be cut.

    The order is kept in chunks with a bitmap each: a chunk that holds nothing of the set costs a
    microsecond, so a page is cheap however large the set is and however deep the page lies.
    """

    def __init__(self, key: Callable[[int], tuple]) -> None:
        self.key = key
        self.ids: list[int] = []
        self._chunks: list[BitMap] = []

    def remove(self, gone: Collection[int]) -> None:
        """Take documents out while their keys are still known."""
        self._chunks = []
        if len(gone) > MANY:
            self.ids = [pk for pk in self.ids if pk not in gone]
            return
        for pk in gone:
            del self.ids[bisect_left(self.ids, self.key(pk), key=self.key)]

    def add(self, come: Collection[int]) -> None:
        self._chunks = []
        if len(come) > MANY:
            self.ids = sorted([*self.ids, *come], key=self.key)
            return
        for pk in come:
            self.ids.insert(bisect_left(self.ids, self.key(pk), key=self.key), pk)

    def cut(self, wanted: BitMap, offset: int, limit: int) -> list[int]:
        """The documents of the set from place `offset` on."""
        return list(islice(self._from(wanted, offset), limit))

    def _from(self, wanted: BitMap, offset: int) -> Iterator[int]:
        if not self._chunks:
            self._chunks = [BitMap(self.ids[start : start + CHUNK]) for start in range(0, len(self.ids), CHUNK)]
        for start, chunk in zip(range(0, len(self.ids), CHUNK), self._chunks, strict=True):
            found = len(wanted) if len(self._chunks) == 1 else wanted.intersection_cardinality(chunk)
            if offset >= found:
                offset -= found
                continue
            here = wanted & chunk
            yield from islice((pk for pk in self.ids[start : start + CHUNK] if pk in here), offset, None)
            offset = 0
