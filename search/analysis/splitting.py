"""Text into words that know where they stood (after Unicode Standard Annex 29)."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import regex

# Scripts written without spaces: pairs of neighbouring letters stand for words.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
# Letters, digits and their marks, with the invisible characters that may stand inside a word.
_PART = r"[\p{L}\p{N}][\p{L}\p{N}\p{M}\u00ad\u200c\u200d\u2060\ufeff]*"
_JOINERS = "'\u2019\u02bc\u00b4\u2010\u2011\\-\u00b7\u05f3\u05f4\uff07"
_WORD = regex.compile(rf"{_PART}(?:[{_JOINERS}]{_PART})*")
_PIECE = regex.compile(_PART)
_RUN = regex.compile(rf"(?:[{_UNSPACED}]\p{{M}}*)+|[^{_UNSPACED}]+")
_LETTER = regex.compile(r"\X")
# Below the first letter of these scripts, nearly every word is a plain one; asking this first saves half of the time.
_FIRST_UNSPACED = "\u0e00"
_NEEDS_RUNS = regex.compile(rf"[{_UNSPACED}]")


class Place(NamedTuple):
    """A piece of the source text."""

    start: int
    end: int


class Word(NamedTuple):
    """A word as written, of one or more pieces: `l’école` has two."""

    text: str
    place: Place
    pieces: tuple[Place, ...]


def split(text: str) -> Iterator[Word]:
    """The words of a text in reading order."""
    for found in _WORD.finditer(text):
        word, start = found.group(), found.start()
        if word.isalnum() and max(word) < _FIRST_UNSPACED:
            place = Place(start, found.end())
            yield Word(word, place, (place,))
            continue
        if _NEEDS_RUNS.search(word):
            yield from _split_unspaced(word, start)
            continue
        pieces = tuple(Place(start + piece.start(), start + piece.end()) for piece in _PIECE.finditer(word))
        yield Word(word, Place(start, found.end()), pieces)


def written_words(text: str) -> list[str]:
    """The words of `split` as written, for those who need no places: most texts have none but plain words."""
    return [word.text for word in split(text)] if _NEEDS_RUNS.search(text) else _WORD.findall(text)


def _split_unspaced(text: str, offset: int) -> Iterator[Word]:
    for run in _RUN.finditer(text):
        start = offset + run.start()
        if not _NEEDS_RUNS.match(run.group()):
            for word in split(run.group()):
                place = Place(start + word.place.start, start + word.place.end)
                yield Word(word.text, place, tuple(Place(start + a, start + b) for a, b in word.pieces))
            continue
        letters = [Place(start + letter.start(), start + letter.end()) for letter in _LETTER.finditer(run.group())]
        for first, second in pairwise(letters) if len(letters) > 1 else [(letters[0],) * 2]:
            place = Place(first.start, second.end)
            yield Word(text[place.start - offset : place.end - offset], place, (place,))
