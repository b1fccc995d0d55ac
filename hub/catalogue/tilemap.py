"""Europe as a map of equal squares: the place of each country, and how dark its square is."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count, takewhile
from typing import Protocol

SIDE = 40

#: Country code → column and row, so that neighbours lie near each other.
TILES: dict[str, tuple[int, int]] = {
    "is": (0, 0), "no": (4, 0), "se": (5, 0), "fi": (6, 0),
    "ee": (6, 1),
    "ie": (0, 2), "gb": (1, 2), "dk": (4, 2), "lv": (6, 2),
    "nl": (3, 3), "de": (4, 3), "pl": (5, 3), "lt": (6, 3),
    "be": (2, 4), "lu": (3, 4), "cz": (4, 4), "sk": (5, 4), "ua": (6, 4),
    "fr": (2, 5), "ch": (3, 5), "at": (4, 5), "hu": (5, 5), "ro": (6, 5), "md": (7, 5),
    "pt": (0, 6), "es": (1, 6), "it": (3, 6), "si": (4, 6), "hr": (5, 6), "rs": (6, 6), "bg": (7, 6),
    "ba": (5, 7), "xk": (6, 7), "mk": (7, 7), "ge": (9, 7),
    "me": (5, 8), "al": (6, 8), "gr": (7, 8), "tr": (8, 8),
    "mt": (3, 9), "cy": (8, 9),
}  # fmt: skip

#: Where each of the five tints starts, for a hub of a few dozen entries a country.
STEPS = (1, 5, 10, 20, 40)


class Counted(Protocol):
    """A country with the number of its entries."""

    code: str
    label: str
    count: int
    url: str


@dataclass(frozen=True)
class Tile:
    """One square: `level` 0 is empty, 5 the darkest."""

    code: str
    label: str
    count: int
    url: str  # empty for a country without entries
    level: int
    column: int
    row: int

    @property
    def x(self) -> int:
        return self.column * SIDE + 1

    @property
    def y(self) -> int:
        return self.row * SIDE + 1

    @property
    def middle(self) -> int:
        return self.column * SIDE + SIDE // 2

    @property
    def name_line(self) -> int:
        return self.row * SIDE + 18

    @property
    def number_line(self) -> int:
        return self.row * SIDE + 32


@dataclass(frozen=True)
class Tint:
    """A line of the key: from `first` to `last`, or more than `first` if there is no last."""

    level: int
    first: int
    last: int | None


def steps_for(highest: int) -> tuple[int, ...]:
    """Where the tints start: all but the first grow with the fullest country by 2, 5, 10, 20 …"""
    factors = (leading * 10**power for power in count() for leading in (1, 2, 5))
    factor = max(takewhile(lambda factor: STEPS[-1] * factor <= highest, factors), default=1)
    return (STEPS[0], *(step * factor for step in STEPS[1:]))


def key(highest: int) -> list[Tint]:
    """The lines that explain the tints."""
    starts = steps_for(highest)
    ends = [start - 1 for start in starts[1:]] + [None]
    return [Tint(level, first, last) for level, (first, last) in enumerate(zip(starts, ends, strict=True), 1)]


def tiles(countries: Iterable[Counted]) -> list[Tile]:
    """All squares of the map in reading order, filled in for `countries`; some countries are not on it."""
    known = [country for country in countries if country.code in TILES]
    starts = steps_for(max((country.count for country in known), default=0))
    found = [
        Tile(
            country.code,
            country.label,
            country.count,
            country.url,
            sum(country.count >= start for start in starts),
            *TILES[country.code],
        )
        for country in known
    ]
    empty = TILES.keys() - {tile.code for tile in found}
    found += [Tile(code, "", 0, "", 0, *TILES[code]) for code in empty]
    return sorted(found, key=lambda tile: (tile.row, tile.column))
