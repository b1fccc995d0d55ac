import re
from pathlib import Path

import pytest

from hub.catalogue.covers import COLUMNS, DYES, MOTIFS, ROWS, SIDE, Cell, cells, cover, sector_of, weave

PATH = re.compile(r'<path class="(\w)" d="([^"]+)"/>')


def drawing(reference: str, kind: str) -> list[tuple[str, str]]:
    return PATH.findall(cover(reference, kind))


def test_cover_is_the_same_for_the_same_reference():
    assert cover("GP-000214", "practice", "families") == cover("GP-000214", "practice", "families")


def test_cover_of_known_reference_never_changes():
    # Printed pages and shared pictures show covers, so the rule is fixed.
    assert drawing("GP-000042", "resource")[2] == ("c", "M100 40A20 20 0 0 1 120 60A20 20 0 0 1 100 40z")


def test_covers_of_two_references_differ():
    assert drawing("GP-000001", "practice") != drawing("GP-000002", "practice")


def test_kinds_have_motifs_of_their_own():
    assert len({str(drawing("GP-000001", kind)) for kind in MOTIFS}) == len(MOTIFS)


def test_unknown_kind_is_woven():
    assert drawing("GP-000001", "topic") == drawing("GP-000001", "practice")


@pytest.mark.parametrize("kind", MOTIFS)
def test_one_patch_differs(kind):
    for number in range(40):
        odd = [path for dye, path in drawing(f"GP-{number:06d}", kind) if dye == "c"]
        assert len(odd) == 1


def test_cells_mirror_the_upper_left_quarter():
    cloth = {(cell.x // SIDE, cell.y // SIDE): cell for cell in cells(bytes(range(32)))}

    assert len(cloth) == COLUMNS * ROWS
    for (column, row), cell in cloth.items():
        beside = cloth[COLUMNS - 1 - column, row]
        below = cloth[column, ROWS - 1 - row]
        assert (beside.turn, beside.shade) == (cell.turn ^ 1, cell.shade)
        assert (below.turn, below.shade) == (3 - cell.turn, cell.shade)


def test_weave_lays_one_band_on_top():
    assert [dye for dye, _ in weave(Cell(0, 0, 0, 0))] == ["b", "a"]
    assert [dye for dye, _ in weave(Cell(0, 0, 1, 0))] == ["a", "b"]


def test_cell_corners_go_clockwise():
    assert [Cell(20, 40, 0, 0).corner(number) for number in range(5)] == [
        (20, 40),
        (40, 40),
        (40, 60),
        (20, 60),
        (20, 40),
    ]


@pytest.mark.parametrize(("sector", "dye"), DYES.items())
def test_sector_gives_the_dyes(sector, dye):
    assert f'class="cover cover--{dye}"' in cover("GP-000001", "mooc", sector)


def test_unknown_sector_keeps_the_default_dyes():
    assert 'class="cover"' in cover("GP-000001", "mooc", '"><script>')


def test_shape_gives_a_class():
    assert 'class="cover cover--square cover--early"' in cover("GP-000001", "mooc", "early-childhood", "square")


def test_cover_is_decoration():
    assert 'aria-hidden="true"' in cover("GP-000001", "practice")


def test_entry_of_several_sectors_wears_one_of_them_whatever_their_order():
    sectors = ["schools", "families", "health"]

    assert {sector_of(f"GP-{number:06d}", sectors) for number in range(30)} == set(sectors)
    assert sector_of("GP-000001", sectors) == sector_of("GP-000001", sectors[::-1])


def test_entry_without_sector_wears_the_default():
    assert sector_of("GP-000001", []) == ""


def test_stylesheet_knows_every_dye():
    css = Path(__file__).parents[2].joinpath("static/css/components/cover.css").read_text()

    assert set(DYES.values()) <= set(re.findall(r"\.cover--(\w+)", css))
