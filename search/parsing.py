"""What somebody typed, taken apart: words, "quoted phrases", and what a minus excludes."""

from dataclasses import dataclass

import regex

MAX_LENGTH = 512
MAX_TERMS = 40

_PART = regex.compile(r"""(?P<minus>(?<!\S)[-−])? (?: ["“”„«»‟＂] (?P<phrase>[^"“”„«»‟＂]*) ["“”„«»‟＂] | (?P<word>[^\s"“”„«»‟＂]+) )""", regex.X)
_UNWANTED = regex.compile(r"[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True)
class Part:
    """One thing typed."""

    text: str
    quoted: bool = False
    excluded: bool = False

    def __str__(self) -> str:
        return f"{'-' if self.excluded else ''}{self.quoted and chr(34) + self.text + chr(34) or self.text}"


def tidy(text: str) -> str:
    """The text without characters that no word has, with single spaces, not too long."""
    text = _UNWANTED.sub(" ", text[: MAX_LENGTH * 2])
    return " ".join(text.split())[:MAX_LENGTH].strip()


def parse(text: str) -> tuple[Part, ...]:
    """The parts of a tidy text. A quote that does not close is no quote."""
    parts = []
    for found in _PART.finditer(text):
        quoted = found["phrase"] is not None
        content = (found["phrase"] if quoted else found["word"]).strip()
        if content:
            parts.append(Part(content, quoted, bool(found["minus"])))
    return tuple(parts[:MAX_TERMS])


def without(text: str, part: Part) -> str:
    """The text with one of its parts left out."""
    kept = list(parse(text))
    kept.remove(part)
    return " ".join(map(str, kept))
