"""The versions of a post, each with what it changed, word by word."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import groupby
from operator import attrgetter

from community.forum.models import Post
from community.forum.presentation import name_of

_PIECES = re.compile(r"\s+|\w+|[^\w\s]")
#: Pieces, and pairs of equal ones, between which two texts are compared: it costs the square of the first, and the
#: second many times over. Beyond it whole lines are compared, or nothing: everybody may look at a history.
MAX_PIECES, MAX_PAIRS = 800, 10_000
#: So many of the latest edits are shown.
MAX_STEPS = 20


@dataclass(frozen=True)
class Piece:
    text: str
    kind: str  # "same", "added" or "removed"


@dataclass(frozen=True)
class Step:
    """One edit: who, when, and what changed."""

    name: str
    moment: datetime
    pieces: list[Piece]


def history_of(post: Post) -> list[Step]:
    """The latest edits of a post, the last one first."""
    revisions = list(post.revisions.select_related("editor").order_by("-replaced_at", "-pk")[:MAX_STEPS])[::-1]
    bodies = [*(revision.body for revision in revisions), post.body]
    steps = [
        Step(name_of(revision.editor), revision.replaced_at, differences(bodies[place], bodies[place + 1]))
        for place, revision in enumerate(revisions)
    ]
    return steps[::-1]


def differences(old: str, new: str) -> list[Piece]:
    """Both texts as one: what stayed, what was removed, what was added."""
    pieces: list[Piece] = []
    for cut in (_PIECES.findall, _lines):
        before, after = cut(old), cut(new)
        start, end = _same_around(before, after)
        before_middle, after_middle = before[start : len(before) - end], after[start : len(after) - end]
        if _is_small(before_middle, after_middle):
            pieces = _compared(before_middle, after_middle)
            break
    else:
        pieces = _replaced(before_middle, after_middle)
    around = ("".join(before[:start]), "".join(before[len(before) - end :]))
    return _joined([Piece(around[0], "same"), *pieces, Piece(around[1], "same")])


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _same_around(before: list[str], after: list[str]) -> tuple[int, int]:
    """How many pieces the two begin with, and end with, that are the same."""
    most = min(len(before), len(after))
    start = next((place for place in range(most) if before[place] != after[place]), most)
    most -= start
    end = next((place for place in range(most) if before[-1 - place] != after[-1 - place]), most)
    return start, end


def _is_small(before: list[str], after: list[str]) -> bool:
    counts = Counter(before)
    pairs = sum(counts[piece] * number for piece, number in Counter(after).items() if not piece.isspace())
    return max(len(before), len(after)) <= MAX_PIECES and pairs <= MAX_PAIRS


def _compared(before: list[str], after: list[str]) -> list[Piece]:
    pieces: list[Piece] = []
    # A blank begins no match: there is one beside every word.
    for kind, a, b, c, d in SequenceMatcher(str.isspace, before, after, autojunk=False).get_opcodes():
        same = kind == "equal"
        pieces += [Piece("".join(before[a:b]), "same")] if same else _replaced(before[a:b], after[c:d])
    return pieces


def _replaced(before: list[str], after: list[str]) -> list[Piece]:
    return [Piece("".join(before), "removed"), Piece("".join(after), "added")]


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Without pieces that say nothing, and one for several of a kind."""
    kept = [piece for piece in pieces if piece.text]
    groups = [(kind, list(group)) for kind, group in groupby(kept, attrgetter("kind"))]
    return [Piece("".join(piece.text for piece in group), kind) for kind, group in groups]
