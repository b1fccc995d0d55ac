"""The versions of a post, each with what it changed, word by word."""

import re
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from community.forum.models import Post
from community.forum.presentation import name_of

_PIECES = re.compile(r"\s+|\w+|[^\w\s]")
#: Beyond this, whole lines are compared: comparing words costs the square of their number.
MAX_PIECES = 4_000


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
    """The edits of a post, the latest first."""
    revisions = list(post.revisions.select_related("editor"))
    bodies = [*(revision.body for revision in revisions), post.body]
    steps = [
        Step(name_of(revision.editor), revision.replaced_at, differences(bodies[place], bodies[place + 1]))
        for place, revision in enumerate(revisions)
    ]
    return steps[::-1]


def differences(old: str, new: str) -> list[Piece]:
    before, after = _PIECES.findall(old), _PIECES.findall(new)
    if max(len(before), len(after)) > MAX_PIECES:
        before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    pieces: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("".join(before[a:b]), "same"))
            continue
        pieces += [Piece("".join(before[a:b]), "removed")] if b > a else []
        pieces += [Piece("".join(after[c:d]), "added")] if d > c else []
    return pieces
