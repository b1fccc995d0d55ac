"""One step of the form: its questions with what stands in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from practices.submissions.fields import Field, fields_on, is_required
from practices.submissions.values import text_of


@dataclass
class Cell:
    """A field of a row."""

    id: str
    name: str
    label: str
    value: Any
    widget: str
    choices: tuple = ()
    length: int = 0


@dataclass
class Row:
    number: int | str
    cells: list[Cell]

    @property
    def place(self) -> int | str:
        """As people count."""
        return self.number + 1 if isinstance(self.number, int) else "__p__"


@dataclass
class Box:
    """A question of the form. `theirs` is what somebody else saved in the meantime, in words."""

    field: Field
    kind: str
    value: Any
    errors: list[str] = field(default_factory=list)
    comments: list = field(default_factory=list)
    theirs: str | None = None
    more: bool = False

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def id(self) -> str:
        return f"id_{self.name}"

    @property
    def shape(self):
        return self.field.shape

    @property
    def widget(self) -> str:
        return self.field.shape.widget

    @property
    def required(self) -> bool:
        return is_required(self.kind, self.name)

    @property
    def length(self) -> int:
        return self.shape.max_length

    @property
    def text(self) -> str:
        """What stands in a box of text."""
        if isinstance(self.value, list):
            return "\n".join(str(item) for item in self.value)
        return "" if self.value is None else str(self.value)

    @property
    def used(self) -> int:
        return len(self.text)

    @property
    def described_by(self) -> str:
        parts = {"help": self.field.help, "errors": True, "count": self.counted}
        return " ".join(f"{self.id}-{part}" for part, there in parts.items() if there)

    @property
    def counted(self) -> bool:
        """Whether it has a counter: longer texts of a limited length."""
        return bool(self.length) and self.widget in ("line", "text", "rich")

    @property
    def rows(self) -> list[Row]:
        known = [row for row in self.value if isinstance(row, dict)] if isinstance(self.value, list) else []
        empty = 1 if self.more or not known else 0
        return [self._row(number, row) for number, row in enumerate([*known, *[{}] * empty])]

    @property
    def blank_row(self) -> Row:
        """The pattern of a row, of which scripts make more."""
        return self._row("__n__", {})

    def _row(self, number, values: Mapping[str, Any]) -> Row:
        cells = [
            Cell(
                id=f"{self.id}-{number}-{key}",
                name=f"{self.name}-{number}-{key}",
                label=self.shape.labels[key],
                value=values.get(key) or "",
                widget=shape.widget,
                choices=getattr(shape, "choices", ()),
                length=shape.max_length,
            )
            for key, shape in self.shape.columns.items()
        ]
        return Row(number, cells)


class StepForm:
    """The questions of a step with the values of `data`; what is wrong with them is said beside them."""

    def __init__(self, kind: str, step: str, data: Mapping[str, Any], *, more: str = "", comments: Iterable = ()):
        self.kind, self.step = kind, step
        self.boxes = [Box(item, kind, _value(item, data)) for item in fields_on(kind, step)]
        for box in self.boxes:
            box.errors = box.shape.check(box.value) if box.name in data else []
            box.more = box.name == more
            box.comments = [comment for comment in comments if comment.field == box.name]

    @property
    def wrong(self) -> list[Box]:
        return [box for box in self.boxes if box.errors]

    @property
    def clashes(self) -> list[Box]:
        return [box for box in self.boxes if box.theirs is not None]

    def show_theirs(self, names: Iterable[str], data: Mapping[str, Any]) -> None:
        """Put beside these questions what somebody else saved."""
        for box in self.boxes:
            if box.name in names:
                box.theirs = text_of(self.kind, box.name, data.get(box.name))

    def box(self, name: str) -> Box:
        return next(box for box in self.boxes if box.name == name)


def _value(item: Field, data: Mapping[str, Any]) -> Any:
    return data[item.name] if item.name in data else item.shape.read(QueryDict(), item.name)


def read_fields(fields: Iterable[Field], post: QueryDict) -> dict[str, Any]:
    """What was sent, but for fields of which the person chose to take what somebody else wrote."""
    return {item.name: item.shape.read(post, item.name) for item in fields if post.get(f"keep-{item.name}") != "theirs"}


def changed_rows(data: dict[str, Any], act: str) -> tuple[dict[str, Any], str]:
    """After a button of a list: `add:links`, `remove:links:2` or `up:steps:1`. Also names the list that gets a row."""
    verb, _colon, rest = act.partition(":")
    name, _colon, place = rest.partition(":")
    rows = data.get(name)
    if not isinstance(rows, list) or (place and not place.isdecimal()) or len(place) > 3:
        return data, ""
    if verb == "add":
        return data, name
    number = int(place or 0)
    if verb == "remove" and number < len(rows):
        rows = [row for at, row in enumerate(rows) if at != number]
    elif verb == "up" and 0 < number < len(rows):
        rows = [*rows[: number - 1], rows[number], rows[number - 1], *rows[number + 1 :]]
    return {**data, name: rows}, ""
