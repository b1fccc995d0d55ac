from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from pyroaring import BitMap

#: A chunk begins with so many documents, and is cut in two when it has grown to twice as many.
CHUNK = 1024
#: Above this many changes it is cheaper to go through all than to move one by one.
MANY = 64


@dataclass
class Chunk:
    """Documents that follow each other, never none."""

    ids: list[int]
    members: BitMap


class Order:
    """All documents in one order, from which a page of any set of them can be cut.

    The order is kept in chunks with a bitmap each: a chunk that holds nothing of the set costs a
    microsecond, so a page is cheap however large the set is and however deep the page lies; and a document that
    moves changes two chunks, however many there are.
    """

    def __init__(self, key: Callable[[int], tuple]) -> None:
        self.key = key
        self._chunks: list[Chunk] = []

    def remove(self, gone: Collection[int]) -> None:
        """Take documents out while their keys are still known."""
        if len(gone) > MANY:
            self._chunks = _chunks([pk for pk in self._ids() if pk not in gone])
            return
        for pk in gone:
            place, key = self._place(pk)
            chunk = self._chunks[place]
            del chunk.ids[bisect_left(chunk.ids, key, key=self.key)]
            chunk.members.remove(pk)
            if not chunk.ids:
                del self._chunks[place]

    def add(self, come: Collection[int]) -> None:
        if len(come) > MANY or not self._chunks:
            self._chunks = _chunks(sorted([*self._ids(), *come], key=self.key))
            return
        for pk in come:
            place, key = self._place(pk)
            chunk = self._chunks[place]
            chunk.ids.insert(bisect_left(chunk.ids, key, key=self.key), pk)
            chunk.members.add(pk)
            if len(chunk.ids) >= 2 * CHUNK:
                self._chunks[place : place + 1] = _chunks(chunk.ids)

    def cut(self, wanted: BitMap, offset: int, limit: int) -> list[int]:
        """The documents of the set from place `offset` on."""
        return list(islice(self._from(wanted, offset), limit))

    def _from(self, wanted: BitMap, offset: int) -> Iterator[int]:
        for chunk in self._chunks:
            found = len(wanted) if len(self._chunks) == 1 else wanted.intersection_cardinality(chunk.members)
            if offset >= found:
                offset -= found
                continue
            here = wanted & chunk.members
            yield from islice((pk for pk in chunk.ids if pk in here), offset, None)
            offset = 0

    def _ids(self) -> Iterator[int]:
        return chain.from_iterable(chunk.ids for chunk in self._chunks)

    def _place(self, pk: int) -> tuple[int, tuple]:
        """In which chunk a document is or belongs: the first that does not end before it. With its key."""
        key = self.key(pk)
        place = bisect_left(self._chunks, key, key=lambda chunk: self.key(chunk.ids[-1]))
        return min(place, len(self._chunks) - 1), key


def _chunks(ids: Sequence[int]) -> list[Chunk]:
    parts = (list(ids[start : start + CHUNK]) for start in range(0, len(ids), CHUNK))
    return [Chunk(part, BitMap(part)) for part in parts]
