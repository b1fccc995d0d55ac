"""How a field of a draft is typed, kept and checked.

What was typed is kept even when it is wrong, so that nobody loses a text: then `check` says in words what to mend, and
the entry is written without that field.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

#: More than this of one text or one list is cut, whatever the field allows.
MAX_KEPT = 20_000
MAX_CHOSEN = 80
MAX_TAGS = 30

Words = list[str]


@dataclass(frozen=True)
class Shape:
    """`read` takes the value from a form, `check` says what is wrong with it."""

    widget: ClassVar[str] = "line"
    #: Whether the field is one element that a label can point to.
    grouped: ClassVar[bool] = False
    max_length: int = 0

    def read(self, post: QueryDict, name: str) -> Any:
        return _plain(post.get(name, "")).strip()

    def check(self, value: Any) -> Words:
        if not isinstance(value, str):
            return [_("This is not a text.")]
        return _too_long(value, self.max_length)

    def is_empty(self, value: Any) -> bool:
        return value in (None, "", [])


@dataclass(frozen=True)
class Line(Shape):
    """One line of text."""

    def read(self, post: QueryDict, name: str) -> str:
        return " ".join(super().read(post, name).split())


@dataclass(frozen=True)
class Text(Shape):
    widget: ClassVar[str] = "text"


@dataclass(frozen=True)
class Rich(Text):
    """Text with lists, bold and links, written as Markdown."""

    widget: ClassVar[str] = "rich"


@dataclass(frozen=True)
class Number(Shape):
    widget: ClassVar[str] = "number"
    low: int = 0
    high: int = 2_000_000_000
    decimals: int = 0

    def read(self, post: QueryDict, name: str) -> Any:
        text = super().read(post, name)[:40]
        if not text:
            return None
        try:
            number = Decimal(text.replace(",", ".") if self.decimals else text.replace(" ", ""))
            return self._kept(number) if number.is_finite() else text
        except InvalidOperation:
            return text

    def _kept(self, number: Decimal) -> Any:
        if abs(number) >= 10**15:
            return str(number)
        if self.decimals:
            return str(number.quantize(Decimal(1).scaleb(-self.decimals)))
        return int(number) if number == int(number) else str(number)

    def check(self, value: Any) -> Words:
        if value is None:
            return []
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            return [_("Write a number in digits.")]
        if isinstance(value, bool) or not number.is_finite() or (not self.decimals and number != int(number)):
            return [_("Write a number in digits.")]
        if not self.low <= number <= self.high:
            return [_("Choose a number from {low} to {high}.").format(low=self.low, high=self.high)]
        return []


@dataclass(frozen=True)
class Day(Shape):
    widget: ClassVar[str] = "date"

    def read(self, post: QueryDict, name: str) -> Any:
        return super().read(post, name)[:40] or None

    def check(self, value: Any) -> Words:
        return [] if value is None or _is_day(value) else [_("Write the day as year-month-day, such as 2026-03-31.")]


@dataclass(frozen=True)
class YesNo(Shape):
    """Yes, no, or not said."""

    widget: ClassVar[str] = "yesno"
    grouped: ClassVar[bool] = True

    def read(self, post: QueryDict, name: str) -> bool | None:
        return {"yes": True, "no": False}.get(post.get(name, ""))

    def check(self, value: Any) -> Words:
        return [] if value in (None, True, False) else [_("Choose from the list.")]


@dataclass(frozen=True)
class Tick(Shape):
    widget: ClassVar[str] = "tick"

    def read(self, post: QueryDict, name: str) -> bool:
        return post.get(name) == "yes"

    def check(self, value: Any) -> Words:
        return [] if isinstance(value, bool) else [_("Choose from the list.")]


@dataclass(frozen=True)
class Choice(Shape):
    """One of a closed list; `optional` lists may be left out."""

    widget: ClassVar[str] = "select"
    choices: tuple[tuple[str, Any], ...] = ()
    optional: bool = True

    def read(self, post: QueryDict, name: str) -> str:
        return super().read(post, name)[:40]

    def check(self, value: Any) -> Words:
        known = {key for key, _label in self.choices}
        return [] if value in known or (self.optional and value == "") else [_("Choose from the list.")]


@dataclass(frozen=True)
class Choices(Shape):
    """Several of a closed list, in its order."""

    widget: ClassVar[str] = "options"
    grouped: ClassVar[bool] = True
    choices: tuple[tuple[str, Any], ...] = ()

    def read(self, post: QueryDict, name: str) -> list[str]:
        chosen = set(post.getlist(name))
        return [key for key, _label in self.choices if key in chosen]

    def check(self, value: Any) -> Words:
        known = {key for key, _label in self.choices}
        return [] if isinstance(value, list) and all(item in known for item in value) else [_("Choose from the list.")]


@dataclass(frozen=True)
class Term(Shape):
    """One term of a vocabulary, by its code. Whether there is such a term is for the entry to find out."""

    widget: ClassVar[str] = "select"
    vocabulary: str = ""

    def read(self, post: QueryDict, name: str) -> str | None:
        return super().read(post, name)[:64] or None

    def check(self, value: Any) -> Words:
        return [] if value is None or isinstance(value, str) else [_("Choose from the list.")]


@dataclass(frozen=True)
class Terms(Shape):
    """Several terms, by code in alphabetical order."""

    widget: ClassVar[str] = "terms"
    grouped: ClassVar[bool] = True
    vocabulary: str = ""

    def read(self, post: QueryDict, name: str) -> list[str]:
        return sorted({_plain(code)[:64] for code in post.getlist(name) if code})[:MAX_CHOSEN]

    def check(self, value: Any) -> Words:
        return [] if _is_texts(value) else [_("Choose from the list.")]


@dataclass(frozen=True)
class Names(Shape):
    """Several names, one a line."""

    widget: ClassVar[str] = "names"
    most: int = MAX_TAGS

    def read(self, post: QueryDict, name: str) -> list[str]:
        lines = re.split(r"[\n,;]" if self.max_length <= 60 else r"\n", _plain(post.get(name, ""))[:MAX_KEPT])
        return list(dict.fromkeys(filter(None, (" ".join(line.split()) for line in lines))))[: 2 * self.most]

    def check(self, value: Any) -> Words:
        if not _is_texts(value):
            return [_("This is not a text.")]
        words = [word for item in value for word in _too_long(item, self.max_length)][:1]
        return words + ([_("Name {number} at most.").format(number=self.most)] if len(value) > self.most else [])


@dataclass(frozen=True)
class Rows(Shape):
    """Rows of the same columns. A row without a word is left out."""

    widget: ClassVar[str] = "rows"
    grouped: ClassVar[bool] = True
    columns: Mapping[str, Shape] = field(default_factory=dict)
    labels: Mapping[str, Any] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    #: Columns that are never empty, and so do not make a row.
    given: tuple[str, ...] = ()
    most: int = 20

    def read(self, post: QueryDict, name: str) -> list[dict[str, Any]]:
        rows = []
        for number in self._numbers(post, name):
            row = {key: shape.read(post, f"{name}-{number}-{key}") or "" for key, shape in self.columns.items()}
            if any(value for key, value in row.items() if key not in self.given):
                rows.append(row)
        return rows

    def _numbers(self, post: QueryDict, name: str) -> list[int]:
        """The rows that were sent. Scripts add and take away, so that numbers may be left out."""
        found = {match[1] for key in post if (match := re.fullmatch(rf"{name}-(\d{{1,4}})-\w{{1,40}}", key))}
        return sorted(int(number) for number in found)[: 2 * self.most]

    def check(self, value: Any) -> Words:
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            return [_("This is not a list.")]
        words = [word for number, row in enumerate(value, 1) for word in self._check_row(number, row)]
        return words + ([_("Name {number} at most.").format(number=self.most)] if len(value) > self.most else [])

    def _check_row(self, number: int, row: dict[str, Any]) -> Words:
        words = []
        for key, shape in self.columns.items():
            value = row.get(key) or ""
            found = [_("Fill this in.")] if not value and key in self.required else shape.check(value) if value else []
            words += [f"{number}. {self.labels[key]}: {word}" for word in found]
        return words


@dataclass(frozen=True)
class Address(Line):
    """The address of a page."""

    def check(self, value: Any) -> Words:
        words = super().check(value)
        if words:
            return words
        try:
            URLValidator(schemes=["http", "https"])(value)
        except ValidationError:
            return [_("Write the whole address, beginning with https://")]
        return []


def _plain(text: str) -> str:
    """Without the signs that no database keeps, lines ended by one sign."""
    return str(text)[:MAX_KEPT].replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _too_long(text: str, most: int) -> Words:
    over = len(text) - most
    if over <= 0:
        return []
    return [ngettext("Shorten this by {over} character.", "Shorten this by {over} characters.", over).format(over=over)]


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_day(value: Any) -> bool:
    try:
        return bool(date.fromisoformat(str(value))) and len(str(value)) == 10
    except ValueError:
        return False
