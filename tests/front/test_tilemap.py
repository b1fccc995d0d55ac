from types import SimpleNamespace

import pytest

from hub.catalogue.tilemap import TILES, Tint, key, steps_for, tiles


def country(code: str, count: int) -> SimpleNamespace:
    return SimpleNamespace(code=code, label=code.upper(), count=count, url=f"/countries/{code}/")


def test_no_two_countries_share_a_square():
    assert len(set(TILES.values())) == len(TILES)


@pytest.mark.parametrize(
    ("highest", "steps"),
    [
        (0, (1, 5, 10, 20, 40)),
        (79, (1, 5, 10, 20, 40)),
        (80, (1, 10, 20, 40, 80)),
        (200, (1, 25, 50, 100, 200)),
        (5000, (1, 500, 1000, 2000, 4000)),
    ],
)
def test_steps_grow_with_the_fullest_country(highest, steps):
    assert steps_for(highest) == steps


def test_key_leaves_no_gap():
    assert key(10) == [Tint(1, 1, 4), Tint(2, 5, 9), Tint(3, 10, 19), Tint(4, 20, 39), Tint(5, 40, None)]


def test_tiles_are_tinted_by_their_count():
    found = tiles([country("be", 0), country("nl", 1), country("de", 40), country("fr", 19)])

    assert {tile.code: tile.level for tile in found if tile.url} == {"be": 0, "nl": 1, "de": 5, "fr": 3}


def test_tiles_leave_out_countries_that_are_not_on_the_map():
    assert "jo" not in {tile.code for tile in tiles([country("jo", 3)])}


def test_countries_without_entries_are_empty_squares():
    found = {tile.code: tile for tile in tiles([country("be", 3)])}

    assert found.keys() == TILES.keys()
    assert (found["mt"].url, found["mt"].count, found["mt"].level) == ("", 0, 0)


def test_tiles_come_in_reading_order():
    found = [tile.code for tile in tiles([])]

    assert (found[:3], found[-1]) == (["is", "no", "se"], "cy")


def test_tile_knows_where_its_texts_stand():
    (tile,) = (tile for tile in tiles([country("no", 12)]) if tile.url)

    assert (tile.x, tile.y, tile.middle, tile.name_line, tile.number_line) == (161, 1, 180, 18, 32)
