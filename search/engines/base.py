"""What search means: four questions an engine answers and three orders it takes. Plain data, no Django."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from search.scoring import fewer_and_fewer

Choices = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Form:
    """A stored word that means a word of the question; `weight` of 100 is what was typed.

    Words with spaces between them are a phrase: they mean it where they stand in a text in this order.
    """

    word: str
    weight: int = 100

    @property
    def phrase(self) -> tuple[str, ...]:
        return tuple(self.word.split(" ")) if " " in self.word else ()


@dataclass(frozen=True)
class Group:
    """One word of the question: a document matches it by any of its forms."""

    forms: tuple[Form, ...]


@dataclass(frozen=True)
class Favour:
    """Documents with this signal score higher by one part in 2 to the power of `halvings`."""

    signal: str
    halvings: int


@dataclass(frozen=True)
class Question:
    """Which documents, which counts, in which order.

    A document is found when it matches at least `minimum` groups, all `phrases`, none of `excluded`,
    and one value of each facet that `preset` and `choices` name. Counts of a facet ignore its own choice.
    If fewer than `enough` documents match that many groups, whatever is chosen, half as many will do, and
    so on (`tries`): a choice of a facet never changes which words are asked for.
    """

    kind: str = "entry"
    groups: tuple[Group, ...] = ()
    minimum: int = 0
    enough: int = 0
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[Group, ...] = ()
    excluded_phrases: tuple[tuple[str, ...], ...] = ()
    #: Changes the order by score, never what is found.
    favoured: tuple[Favour, ...] = ()
    preset: Choices = field(default_factory=dict)
    choices: Choices = field(default_factory=dict)
    #: Codes of a facet that are left out unless the facet has a choice.
    left_out: Choices = field(default_factory=dict)
    counted: tuple[str, ...] = ()
    sort: str = "newest"
    offset: int = 0
    limit: int = 20
    day: date = field(default_factory=date.today)

    @property
    def tries(self) -> list[int]:
        """How many groups a document must match, and how many if too few documents do."""
        return fewer_and_fewer(self.minimum) if self.enough and self.groups else [self.minimum]


@dataclass(frozen=True)
class Answer:
    """Object ids in order, and numbers."""

    ids: tuple[int, ...]
    total: int
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    scores: tuple[float, ...] = ()
    #: The places of those groups that none of the matching documents has, whatever is chosen. Left out without hits.
    unmatched: tuple[int, ...] = ()


@dataclass(frozen=True)
class Document:
    """A stored search document; a tombstone if `deleted`."""

    id: int
    kind: str
    object_id: int
    version: int
    deleted: bool
    language: str
    body: dict
    words: dict

    @property
    def signals(self) -> tuple[str, ...]:
        """What a question may favour: the language of the text, and what speaks for the document."""
        return (language_signal(self.language), *self.body.get("signals", ()))


@dataclass(frozen=True)
class Cursor:
    """Up to where an engine has followed the clock."""

    epoch: int
    version: int


class EngineError(Exception):
    """Why an engine cannot do what it is asked, for a person to read."""


class SearchEngine(Protocol):
    """An index of search documents."""

    name: str

    def search(self, question: Question) -> Answer: ...

    def ids(self, question: Question, limit: int) -> Sequence[int]: ...

    def totals(self, questions: Sequence[Question]) -> list[int]: ...

    def cursor(self) -> Cursor | None: ...

    def apply(self, documents: Iterable[Document]) -> None: ...

    def rebuild(self, documents: Iterable[Document]) -> None: ...


def language_signal(language: str) -> str:
    return f"language-{language}"


def codes_on(body: dict, day: date) -> dict[str, list[str]]:
    """The facet values of a document on a day: those it always has and those that depend on the day."""
    codes = dict(body.get("facets", {}))
    for facet, steps in body.get("steps", {}).items():
        code = step_on(steps, day)
        if code:
            codes[facet] = [code]
    return codes


def step_on(steps: Iterable[Sequence], day: date) -> str:
    """The code of the last step that has begun."""
    today, current = day.toordinal(), ""
    for begins, code in steps:
        if begins <= today:
            current = code
    return current
