"""Comparing texts that were written to make comparing slow."""

import random
from time import process_time

import pytest

from community.forum.differences import MAX_STEPS, Piece, differences, history_of
from community.forum.models import PostRevision
from tests.forum import makers

_chance = random.Random(7)
HOSTILE = {
    "two words in any order": tuple("".join(_chance.choice("ab") + " " for _ in range(1990)) for _text in "12"),
    "one line again and again": ("a\n" * 16_000, "b" + "a\n" * 15_000),
    "every other word": (" ".join(map(str, range(4000))), " ".join(map(str, range(0, 4000, 2)))),
    "nothing but blanks": (" \t" * 8_000, "\t " * 8_000),
}


@pytest.mark.parametrize(("old", "new"), HOSTILE.values(), ids=HOSTILE)
def test_no_text_is_slow_to_compare(old, new):
    began = process_time()
    pieces = differences(old, new)

    assert process_time() - began < 1
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new


def test_words_are_compared():
    assert differences("We start on Monday, at nine", "We start on Friday, at nine") == [
        Piece("We start on ", "same"),
        Piece("Monday", "removed"),
        Piece("Friday", "added"),
        Piece(", at nine", "same"),
    ]


def test_lines_are_compared_where_there_are_many_words():
    text = "".join(f"Line {number} of a long text about reading.\n" for number in range(200))
    changed = text.replace("Line 3 of", "Line three of").replace("Line 150 of", "Line last of")

    kinds = [(piece.kind, piece.text.count("\n")) for piece in differences(text, changed)]
    assert kinds == [
        ("same", 3), ("removed", 1), ("added", 1), ("same", 146), ("removed", 1), ("added", 1), ("same", 49),
    ]  # fmt: skip


def test_a_history_ends_with_the_latest_edits(db):
    post = makers.reply(makers.topic(), body="The last text")
    for number in range(MAX_STEPS + 5):
        PostRevision.objects.create(post=post, body=f"Text {number}", editor=post.author)

    steps = history_of(post)

    assert (len(steps), steps[0].pieces[-1].text, steps[-1].pieces[-1].text) == (MAX_STEPS, "The last text", "6")
