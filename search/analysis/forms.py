"""The words under which texts are stored and looked for, the same on every engine.

`school` is the word itself, `~school` a stem, `t_sector_schools` a term of a vocabulary. No text can
produce the prefixes, because splitting removes them.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from search.analysis.compounds import part_stems, parts, stems_of_part
from search.analysis.folding import fold, spelt_out
from search.analysis.splitting import Place, Word, split, written_words
from search.analysis.stemming import stem, stems

STEM = "~"
TERM = "t_"


class FieldWords(NamedTuple):
    """The words of one text: in order, for phrases; and what else each of them is found by."""

    text: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


class QueryWord(NamedTuple):
    """What somebody typed, and the words that mean it."""

    typed: str
    exact: tuple[str, ...]
    stems: tuple[str, ...]


def term_word(facet: str, code: str) -> str:
    return f"{TERM}{facet}_{code}"


def words_of(text: str, language: str) -> FieldWords:
    """The words of a text in this language."""
    words: list[str] = []
    forms: list[str] = []
    for written in written_words(text):
        exact, more = _word_forms(written, language)
        words += exact
        forms += more
    return FieldWords(tuple(words), tuple(forms))


def query_words(text: str, languages: Iterable[str]) -> list[QueryWord]:
    """The words of a question, with the stems they have in these languages."""
    languages = tuple(languages)
    found = []
    for word in split(text):
        pieces = [piece for piece in pieces_of(word) if fold(piece)]
        joined = fold("".join(pieces)) if len(pieces) > 1 else ""
        for piece in _meaningful(pieces):
            found += _compound(piece, joined, languages) or [_query_word(piece, joined, languages)]
    return found


def phrase_words(text: str) -> tuple[str, ...]:
    """The words of a quoted phrase, as they stand in a text."""
    return tuple(filter(None, (fold(piece) for word in split(text) for piece in pieces_of(word))))


def places(text: str, language: str) -> Iterator[tuple[Place, frozenset[str]]]:
    """Where each word stands, and all it is found by."""
    for word in split(text):
        if len(word.pieces) > 1:
            joined = "".join(pieces_of(word))
            yield word.place, frozenset((fold(joined), STEM + stem(joined, language)))
        for place in word.pieces:
            yield place, _known_by(text[place.start : place.end], language)


def pieces_of(word: Word) -> list[str]:
    start = word.place.start
    return [word.text[piece.start - start : piece.end - start] for piece in word.pieces]


@lru_cache(maxsize=200_000)
def _word_forms(text: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The pieces of one written word, and its stems, joined form and spelling without umlauts."""
    pieces = [piece for word in split(text) for piece in pieces_of(word) if fold(piece)]
    joined = ["".join(pieces)] if len(pieces) > 1 else []
    more = [STEM + stem(written, language) for written in pieces + joined]
    more += [fold(written) for written in joined]
    more += filter(None, (spelt_out(piece) for piece in pieces))
    more += [STEM + part for piece in pieces for part in part_stems(piece, language)]
    return tuple(fold(piece) for piece in pieces), tuple(more)


@lru_cache(maxsize=50_000)
def _known_by(text: str, language: str) -> frozenset[str]:
    exact, more = _word_forms(text, language)
    return frozenset((*exact, *more))


def _query_word(piece: str, joined: str, languages: tuple[str, ...]) -> QueryWord:
    exact = dict.fromkeys(filter(None, (fold(piece), joined, spelt_out(piece))))
    return QueryWord(piece, tuple(exact), tuple(STEM + found for found in stems(piece, languages)))


def _compound(piece: str, joined: str, languages: tuple[str, ...]) -> list[QueryWord]:
    """A word made of others is asked for like these: `Sprachkurs` finds a course of language too."""
    for language in languages:
        if found := parts(piece, language):
            whole = _query_word(piece, joined, languages)
            stems_of = ((part, (STEM + known for known in stems_of_part(part, language))) for part in found)
            return [
                QueryWord(piece, (part, *whole.exact), tuple(dict.fromkeys((*whole.stems, *known))))
                for part, known in stems_of
            ]
    return []


def _meaningful(pieces: list[str]) -> list[str]:
    """Without the single letters of an elision or possessive: `l’école`, `children’s`."""
    longer = [piece for piece in pieces if len(piece) > 1]
    return longer or pieces
