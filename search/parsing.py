"""What somebody typed, taken apart: words, "quoted phrases", and what a minus excludes."""

from dataclasses import dataclass

import regex

MAX_LENGTH = 512
MAX_TERMS = 40

_QUOTE = '"\u201c\u201d\u201e\u00ab\u00bb\u201f\uff02'
_PART = regex.compile(
    rf"(?P<minus>(?<!\S)[-\u2212])?(?:[{_QUOTE}](?P<phrase>[^{_QUOTE}]*)[{_QUOTE}]|(?P<word>[^\s{_QUOTE}]+))"
)
_INVISIBLE = "\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_UNWANTED = regex.compile(rf"[\p{{Cc}}\p{{Cs}}\p{{Co}}\p{{Cn}}\p{{Zl}}\p{{Zp}}{_INVISIBLE}]")


@dataclass(frozen=True)
class Part:
    """One thing typed."""

    text: str
    quoted: bool = False
    excluded: bool = False

    def __str__(self) -> str:
        text = f'"{self.text}"' if self.quoted else self.text
        return f"-{text}" if self.excluded else text


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
