"""What a document is called: the words of its title, and those of its summary and terms."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from django.db.models.expressions import RawSQL

from search.analysis import TERM, term_word
from search.engines.base import Document

#: Stands before the first word of a title, so that titles that begin with what is typed can be asked for.
FIRST = "^"
#: The fields whose words a document is called by.
NAMING = ("title", "summary", "terms")
_KIND = term_word("type", "")
#: So many titles that begin with the words, and so many that have them anywhere, are looked at.
MOST_BEGINNING, MOST_CONTAINING = 20, 40


@dataclass(frozen=True)
class NamesRow:
    """Words separated by spaces. Those of the title come with its first word marked and the type of the entry."""

    id: int
    title: str
    others: str

    @classmethod
    def of(cls, document: Document) -> "NamesRow":
        text = {name: found[0].split() for name, found in document.words.items() if name in NAMING}
        title = text.pop("title", [])
        marked = [FIRST + word for word in title[:1]]
        kinds = [form for form in document.words.get("terms", ("", ""))[1].split() if form.startswith(_KIND)]
        others = sorted({word for words in text.values() for word in words} - set(title))
        return cls(document.id, " ".join(dict.fromkeys([*marked, *title, *kinds])), " ".join(others))


class WordCount(NamedTuple):
    """A word, and how many documents are called by it."""

    word: str
    documents: int


class NameStore(Protocol):
    """Writes inside the caller's transaction. What is looked for are folded words."""

    def write(self, rows: Iterable[NamesRow]) -> None: ...

    def delete(self, ids: Sequence[int]) -> None: ...

    def ids(self) -> set[int]: ...

    def wrong(self, rows: Iterable[NamesRow]) -> list[int]:
        """The ids of those rows that are stored differently."""
        ...

    def titled(self, prefixes: Sequence[str], kind: str = "") -> list[int]:
        """The ids of entries whose title has a word with each prefix; those that begin so, then the newest, first."""
        ...

    def examples(self, words: Collection[str], each: int) -> RawSQL:
        """A subquery: the ids of some entries that have each word in title, summary or terms, the newest first."""
        ...

    def vocabulary(self, limit: int) -> list[WordCount]:
        """The words, the most frequent first."""
        ...


def title_queries(prefixes: Sequence[str], kind: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """What to look for in titles, as (word, whether it may go on): at their beginning, and anywhere."""
    whole = [(term_word("type", kind), False)] if kind else []
    anywhere = [*((prefix, True) for prefix in prefixes), *whole]
    return [(FIRST + prefixes[0], True), *anywhere[1:]], anywhere


def is_word(stored: str) -> bool:
    """Not one of the marks that titles carry."""
    return not stored.startswith((FIRST, TERM))
