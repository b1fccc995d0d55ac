import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from search.scoring import impacts
from search.weights import LEVELS

PHRASE_GAP = "\u241e"  # Stands between the fields of a document, so that no phrase runs over their border.


@dataclass(frozen=True)
class WordsRow:
    """The words of one document: with their levels, and in order."""

    id: int
    postings: tuple[str, ...]
    text: tuple[str, ...]

    @classmethod
    def of(cls, document_id: int, words: dict[str, list[str]]) -> "WordsRow":
        text: list[str] = []
        # In the order of their names: PostgreSQL gives the fields back in another order than it was given.
        for _name, (field_text, _forms) in sorted(words.items()):
            text += [*field_text.split(), PHRASE_GAP]
        return cls(document_id, tuple(posting(*found) for found in sorted(impacts(words).items())), tuple(text[:-1]))


@dataclass
class Found:
    """The ids of documents by word and level, and by phrase, as of one version of the clock."""

    version: int
    words: dict[str, list[tuple[int, Sequence[int]]]] = field(default_factory=dict)
    phrases: dict[tuple[str, ...], Sequence[int]] = field(default_factory=dict)


class TextStore(Protocol):
    """Writes inside the caller's transaction; reads everything a question needs in one query."""

    def write(self, rows: Iterable[WordsRow]) -> None: ...

    def delete(self, ids: Sequence[int]) -> None: ...

    def ids(self) -> set[int]: ...

    def wrong(self, rows: Iterable[WordsRow]) -> list[int]:
        """The ids of those rows that are stored differently."""
        ...

    def read(self, words: Sequence[str], phrases: Sequence[tuple[str, ...]]) -> Found: ...


def posting(word: str, level: int) -> str:
    return f"{word}^{level:x}"


def collect(
    version: int, joined: Iterable[tuple[int, str | None]], words: Sequence[str], phrases: Sequence[tuple[str, ...]]
) -> Found:
    """Sort out an answer: `joined` has the ids, separated by commas, of each lookup and then each phrase."""
    asked = lookups(words)
    found = Found(version, {word: [] for word in words}, dict.fromkeys(phrases, ()))
    for place, text in sorted(joined):
        ids = json.loads(f"[{text or ''}]")
        if place >= len(asked):
            found.phrases[phrases[place - len(asked)]] = ids
        elif ids:
            word, level = asked[place]
            found.words[word].append((level, ids))
    return found


def lookups(words: Sequence[str]) -> list[tuple[str, int]]:
    """Every word at every level, the highest first."""
    return [(word, level) for word in words for level in range(LEVELS, 0, -1)]
