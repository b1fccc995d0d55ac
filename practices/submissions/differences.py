"""What differs between two versions of an entry, word by word."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from practices.submissions.drafting import field_names
from practices.submissions.revisions import MEDIA
from practices.submissions.values import label_of, text_of

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_SENTENCES = re.compile(r".+?(?:[.!?]+\s+|\n+|\Z)", re.DOTALL)
#: Comparing costs the square of the number of pieces. Longer texts are compared by sentences first.
MAX_PIECES = 1_500
#: What stayed the same is shortened in its middle when it is longer than this.
_LONG = 400
_SHOWN = 160


@dataclass(frozen=True)
class Part:
    """A piece of text that is the `same`, `added` or `removed`."""

    text: str
    kind: str


@dataclass(frozen=True)
class FieldChange:
    name: str
    label: str
    parts: list[Part]


def differences(before: Mapping[str, Any], after: Mapping[str, Any], kind: str) -> list[FieldChange]:
    """The fields that differ, in the order of the form. Both sides are draft data of an entry of this kind."""
    changes = []
    for name in [*field_names(kind), *MEDIA]:
        if before.get(name) == after.get(name):
            continue
        old, new = (text_of(kind, name, data.get(name)) for data in (before, after))
        if old != new:
            changes.append(FieldChange(name, label_of(kind, name), [_shortened(part) for part in parts_of(old, new)]))
    return changes


def parts_of(old: str, new: str) -> list[Part]:
    """Both texts as one, in which what was removed stands before what was added."""
    parts: list[Part] = []
    for part in _compared(old, new):
        if parts and parts[-1].kind == part.kind:
            parts[-1] = Part(parts[-1].text + part.text, part.kind)
        else:
            parts.append(part)
    return parts


def _compared(old: str, new: str) -> Iterator[Part]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) <= MAX_PIECES:
        yield from _steps(before, after)
        return
    before, after = _SENTENCES.findall(old), _SENTENCES.findall(new)
    if max(len(before), len(after)) > MAX_PIECES:
        yield from _replaced(old, new)
        return
    for equal, a, b in _blocks(before, after):
        words = max(len(_WORDS.findall(a)), len(_WORDS.findall(b)))
        yield from [Part(a, "same")] if equal else _replaced(a, b) if words > MAX_PIECES else _compared(a, b)


def _steps(before: list[str], after: list[str]) -> Iterator[Part]:
    """A blank between two words that changed belongs to the change, so that it reads as one."""
    old = new = ""
    for equal, a, b in _blocks(before, after):
        if equal and not (a == " " and (old or new)):
            yield from _replaced(old, new)
            yield Part(a, "same")
            old = new = ""
        else:
            old, new = old + a, new + b
    yield from _replaced(old, new)


def _blocks(before: list[str], after: list[str]) -> Iterator[tuple[bool, str, str]]:
    # With junk detection words that are everywhere begin no match, which keeps the cost far below the square.
    matcher = SequenceMatcher(None, before, after)
    for kind, a, b, c, d in matcher.get_opcodes():
        yield kind == "equal", "".join(before[a:b]), "".join(after[c:d])


def _replaced(old: str, new: str) -> Iterator[Part]:
    if old:
        yield Part(old, "removed")
    if new:
        yield Part(new, "added")


def _shortened(part: Part) -> Part:
    if part.kind != "same" or len(part.text) <= _LONG:
        return part
    start, end = part.text[:_SHOWN].rsplit(" ", 1)[0], part.text[-_SHOWN:].split(" ", 1)[-1]
    return Part(f"{start} … {end}", "same")
