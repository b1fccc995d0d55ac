"""Scores of all documents at once, as numbers written in bitmaps.

Bitmap `n` holds the documents whose score has binary digit `n`. Adding what a word is worth is a
carry over ten bitmaps, and the best documents are found digit by digit from the top, so that ranking
fifty thousand documents takes no longer than ranking fifty.
"""

from collections.abc import Iterable, Mapping

from pyroaring import BitMap


class Scores:
    def __init__(self) -> None:
        self.digits: list[BitMap] = []

    def add(self, points: Mapping[int, BitMap]) -> None:
        """Add to each document what it gets; every document in one bitmap at most."""
        carry, digits = BitMap(), _digits(points)
        for place, added in enumerate(digits):
            carry = self._add_digit(place, added, carry)
        self._carry(len(digits), carry)

    def favour(self, documents: BitMap, halvings: int) -> None:
        """Add to the score of these documents its 2 to the power of `halvings`th part, rounded down."""
        carry = BitMap()
        for place, added in enumerate([digit & documents for digit in self.digits[halvings:]]):
            carry = self._add_digit(place, added, carry)
        self._carry(max(0, len(self.digits) - halvings), carry)

    def best(self, documents: BitMap, count: int) -> tuple[BitMap, BitMap]:
        """Fewer than `count` documents that are among the best for sure, and those that tie for the rest."""
        sure, tied = BitMap(), documents
        for digit in reversed(self.digits):
            high = tied & digit
            if len(sure) + len(high) > count:
                tied = high
            else:
                sure |= high
                tied = tied - digit
            if len(sure) == count:
                return sure, BitMap()
        return sure, tied

    def of(self, document: int) -> int:
        return sum(1 << place for place, digit in enumerate(self.digits) if document in digit)

    def _carry(self, place: int, carry: BitMap) -> None:
        while carry:
            carry = self._add_digit(place, BitMap(), carry)
            place += 1

    def _add_digit(self, place: int, added: BitMap, carry: BitMap) -> BitMap:
        if place == len(self.digits):
            self.digits.append(BitMap())
        old = self.digits[place]
        half = old ^ added
        self.digits[place] = half ^ carry
        return (old & added) | (half & carry)


def _digits(points: Mapping[int, BitMap]) -> list[BitMap]:
    length = max(points, default=0).bit_length()
    return [
        BitMap.union(BitMap(), *(found for n, found in points.items() if n >> place & 1)) for place in range(length)
    ]


def best_of_each(worths: Iterable[tuple[int, BitMap]], documents: BitMap) -> dict[int, BitMap]:
    """For each document the most it is given; nothing for those that get nothing."""
    most: dict[int, BitMap] = {}
    left = documents
    for worth, found in sorted(worths, key=lambda pair: -pair[0]):
        if worth <= 0 or not left:
            break
        taken = left & found
        if taken:
            most[worth] = most[worth] | taken if worth in most else taken
            left = left - taken
    return most
