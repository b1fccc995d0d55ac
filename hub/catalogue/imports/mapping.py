"""A mapping: which column of somebody else's file is which field of ours. docs/import.md describes its file."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext as _

from hub.catalogue.imports.columns import Cells, Column, as_list
from hub.catalogue.imports.errors import BadValue, MappingError, Problem, RecordRefused
from hub.catalogue.imports.readers import Layout, Row

# Fields that are objects or lists of objects, with the part without which there is nothing.
OBJECTS = {"organisation": "name"}
LISTS = {"links": "url", "partners": "name", "sessions": "start", "steps": "title"}


@dataclass(frozen=True)
class Condition:
    """Something true of a row, such as `{column: type, is: project}`. One item of a list is enough."""

    column: str
    values: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    filled: bool | None = None
    matches: re.Pattern | None = None

    def holds(self, cells: Cells) -> bool:
        texts = [str(item).strip() for item in as_list(cells.get(self.column))]
        words = {text.casefold() for text in texts if text} or {""}
        return (
            (not self.values or bool(words & self.values))
            and not words & self.excluded
            and (self.filled is None or any(texts) == self.filled)
            and (self.matches is None or any(map(self.matches.search, texts)))
        )


@dataclass(frozen=True)
class Section:
    """A row with a value in `column` alone is a heading; rows below have it in a column called `name`."""

    column: str
    name: str

    def heading(self, cells: Cells) -> str:
        filled = [name for name, cell in cells.items() if cell not in (None, "")]
        return str(cells[self.column]).strip() if filled == [self.column] else ""


@dataclass(frozen=True)
class Part:
    """A field of the record and what fills it: one column, or columns by part for each object of a list."""

    key: str
    column: Column | None = None
    objects: tuple[Mapping[str, Column], ...] = ()
    is_list: bool = False

    def value(self, cells: Cells) -> Any:
        if self.column:
            found = as_list(self.column.value(cells))
            return found if self.is_list else next(iter(found), None)
        needed = OBJECTS.get(self.key) or LISTS[self.key]
        made = [_object(self.key, columns, cells) for columns in self.objects]
        made = [item for item in made if item.get(needed)]
        return made if self.key in LISTS else next(iter(made), None)

    @property
    def sources(self) -> set[str]:
        columns = [self.column] if self.column else [column for item in self.objects for column in item.values()]
        return {name for column in columns for name in column.sources}


def _object(key: str, columns: Mapping[str, Column], cells: Cells) -> dict[str, Any]:
    found = {}
    for name, column in columns.items():
        try:
            found[name] = column.value(cells)
        except BadValue as error:
            raise BadValue(problems=error.at(f".{name}")) from None
    return {name: value for name, value in found.items() if value not in (None, "", [])}


@dataclass(frozen=True)
class Case:
    """Other parts for the rows for which all conditions hold."""

    when: tuple[Condition, ...]
    parts: Mapping[str, Part]


@dataclass(frozen=True)
class FieldMapping:
    """How a file is read and what its rows become."""

    layout: Layout
    parts: Mapping[str, Part]
    cases: tuple[Case, ...] = ()
    filters: tuple[Condition, ...] = ()
    section: Section | None = None
    # The rows are records already; parts only add to them.
    records: bool = False

    def candidates(self, rows: Iterable[Row]) -> Iterator[tuple[Row, bool]]:
        """Each row below its heading, and whether it is meant to become an entry."""
        heading = ""
        for row in rows:
            if not self.section:
                yield row, self._wanted(row.cells)
                continue
            found = self.section.heading(row.cells)
            heading = found or heading
            cells = {**row.cells, self.section.name: heading}
            yield Row(row.line, cells, row.problem), not found and self._wanted(cells)

    def _wanted(self, cells: Cells) -> bool:
        return all(condition.holds(cells) for condition in self.filters)

    def record(self, row: Row) -> dict[str, Any]:
        """The record of a row. Raises `RecordRefused`."""
        if row.problem:
            raise RecordRefused([Problem("", row.problem)])
        parts = dict(self.parts)
        for case in self.cases:
            if all(condition.holds(row.cells) for condition in case.when):
                parts |= case.parts
        record = dict(row.cells) if self.records else {}
        problems: list[Problem] = []
        for key, part in parts.items():
            try:
                record[key] = part.value(row.cells)
            except BadValue as error:
                problems += error.at(key)
        if problems:
            raise RecordRefused(problems)
        return record

    def check_columns(self, rows: Iterable[Row]) -> None:
        """Raises `MappingError` when the mapping names a column that the file does not have."""
        present = {name for row in rows for name in row.cells}
        present |= {self.section.name} if self.section else set()
        missing = sorted(self._sources() - present)
        if missing:
            raise MappingError(_no_column(name, present) for name in missing)

    def _sources(self) -> set[str]:
        parts = [*self.parts.values(), *(part for case in self.cases for part in case.parts.values())]
        conditions = [*self.filters, *(condition for case in self.cases for condition in case.when)]
        names = {name for part in parts for name in part.sources} | {condition.column for condition in conditions}
        return names | ({self.section.column} if self.section else set())


def _no_column(name: str, present: set[str]) -> str:
    near = get_close_matches(name, present, 1)
    if near:
        return _("The file has no column “{name}”. Do you mean “{near}”?").format(name=name, near=near[0])
    return _("The file has no column “{name}”, but {names}.").format(name=name, names=", ".join(sorted(present)))
