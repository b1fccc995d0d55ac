"""The cover of an entry that has no picture: a patch of cloth that depends on its reference alone.

The kind chooses the motif, the sector the dyes; colours stay in the stylesheet, so that light, dark
and print each have their own.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SIDE, COLUMNS, ROWS = 20, 6, 4
WIDTH, HEIGHT = SIDE * COLUMNS, SIDE * ROWS

#: Sector code → dyes. Sectors that are not named here keep the default dyes.
DYES = {
    "early-childhood": "early",
    "vocational": "vocational",
    "higher-education": "language",
    "adult-learning": "adult",
    "youth-work": "youth",
    "employment": "work",
    "health": "wellbeing",
    "families": "family",
    "housing": "housing",
}


class Cell(NamedTuple):
    """One square of the cloth: its place, and how the motif lies in it."""

    x: int
    y: int
    turn: int
    shade: int

    def corner(self, number: int) -> tuple[int, int]:
        """The corners, clockwise from the upper left."""
        right, low = ((0, 0), (1, 0), (1, 1), (0, 1))[number % 4]
        return self.x + SIDE * right, self.y + SIDE * low

    def inward(self) -> tuple[int, int]:
        """The direction from the corner `turn` into the square."""
        return ((1, 1), (-1, 1), (-1, -1), (1, -1))[self.turn]


#: What a motif gives: the dye (a or b) and the path, the main piece first.
Pieces = list[tuple[str, str]]


def weave(cell: Cell) -> Pieces:
    """Two bands cross; one of them lies on top."""
    x, y, turn, shade = cell
    if (turn + shade) % 2:
        return [
            ("a", f"M{x} {y + 4}h20v12h-20z"),
            ("b", f"M{x + 4} {y}h12v3h-12zM{x + 4} {y + 17}h12v3h-12z"),
        ]
    return [
        ("b", f"M{x + 4} {y}h12v20h-12z"),
        ("a", f"M{x} {y + 4}h3v12h-3zM{x + 17} {y + 4}h3v12h-3z"),
    ]


def patch(cell: Cell) -> Pieces:
    """A square cut on the diagonal."""
    first, second, third, fourth = (cell.corner(cell.turn + step) for step in range(4))
    halves = [("a", _triangle(first, second, third)), ("b", _triangle(first, fourth, third))]
    return halves if cell.shade == 1 else halves[:1]


def scallop(cell: Cell) -> Pieces:
    """Quarter rings around a corner, one inside the other."""
    return [("a", _ring(cell, 20, 14)), ("b", _ring(cell, 11, 5 if cell.shade else 0.1))]


def petal(cell: Cell) -> Pieces:
    """A leaf from corner to corner, as cut from folded paper."""
    (ax, ay), (bx, by) = cell.corner(cell.turn % 2), cell.corner(cell.turn % 2 + 2)
    leaf = f"M{ax} {ay}A20 20 0 0 1 {bx} {by}A20 20 0 0 1 {ax} {ay}z"
    return [("a" if cell.shade else "b", leaf)]


MOTIFS: dict[str, Callable[[Cell], Pieces]] = {
    "practice": weave,
    "project": patch,
    "mooc": scallop,
    "resource": petal,
}


def sector_of(reference: str, sectors: Sequence[str]) -> str:
    """The sector whose dyes an entry of several sectors wears; one of them, always the same."""
    known = sorted(sectors)
    return known[sha256(reference.encode()).digest()[29] % len(known)] if known else ""


def cover(reference: str, kind: str, sector: str = "", shape: str = "") -> SafeString:
    """The cover as SVG. `shape` is empty (3:2), `square` or `wide`."""
    classes = ["cover", f"cover--{shape}" if shape else "", f"cover--{DYES[sector]}" if sector in DYES else ""]
    return format_html(
        '<svg class="{}" viewBox="0 0 {} {}" preserveAspectRatio="xMidYMid slice" aria-hidden="true"'
        ' focusable="false"><rect class="ground" width="{}" height="{}"/>{}</svg>',
        " ".join(filter(None, classes)),
        *(WIDTH, HEIGHT) * 2,
        mark_safe(_cloth(reference, kind)),  # paths of numbers only
    )


@lru_cache(maxsize=2048)
def _cloth(reference: str, kind: str) -> str:
    motif = MOTIFS.get(kind, weave)
    seed = sha256(reference.encode()).digest()
    odd = (seed[30] % COLUMNS * SIDE, seed[31] % ROWS * SIDE)
    paths: dict[str, list[str]] = {"a": [], "b": [], "c": []}
    for cell in cells(seed):
        (dye, main), *rest = motif(cell)
        # Weavers leave one patch that differs.
        paths["c" if (cell.x, cell.y) == odd else dye].append(main)
        for dye, path in rest:
            paths[dye].append(path)
    return "".join(f'<path class="{dye}" d="{"".join(found)}"/>' for dye, found in paths.items() if found)


def cells(seed: bytes) -> Iterator[Cell]:
    """The upper left quarter comes from the seed; the rest mirrors it, like folded cloth."""
    for row in range(ROWS):
        for column in range(COLUMNS):
            right, low = column >= COLUMNS // 2, row >= ROWS // 2
            source_x = COLUMNS - 1 - column if right else column
            source_y = ROWS - 1 - row if low else row
            byte = seed[source_y * (COLUMNS // 2) + source_x]
            turn = byte % 4
            turn = turn ^ 1 if right else turn
            turn = 3 - turn if low else turn
            yield Cell(column * SIDE, row * SIDE, turn, (byte >> 4) % 3)


def _triangle(*points: tuple[int, int]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in points) + "z"


def _ring(cell: Cell, outer: float, inner: float) -> str:
    (x, y), (right, down) = cell.corner(cell.turn), cell.inward()
    sweep = int(right * down > 0)
    return (
        f"M{x + right * outer} {y}A{outer} {outer} 0 0 {sweep} {x} {y + down * outer}V{y + down * inner}"
        f"A{inner} {inner} 0 0 {1 - sweep} {x + right * inner} {y}z"
    )
