"""Reads and checks the YAML of a mapping. Every mistake is named with its place."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml
from django.db.models import JSONField
from django.utils.translation import gettext as _

from hub.catalogue.imports.column_file import ColumnReader
from hub.catalogue.imports.column_slots import Column as ColumnSlot
from hub.catalogue.imports.column_slots import ManyTerms, Slot
from hub.catalogue.imports.errors import MappingError
from hub.catalogue.imports.mapping import LISTS, OBJECTS, Case, Condition, FieldMapping, Part, Section
from hub.catalogue.imports.readers import READERS, Layout, column_name
from hub.catalogue.imports.records import IDENTITY, PRESENTATION
from hub.catalogue.imports.row_slots import Rows, Tags
from hub.catalogue.imports.slots import slots_of
from hub.catalogue.imports.terms import KINDS
from hub.catalogue.types import entry_types

MAX_BYTES = 1_000_000
LAYOUT = ("format", "encoding", "delimiter", "sheet", "header_row", "first_row", "skip_rows")
TOP = {*LAYOUT, *IDENTITY, "records", "section", "filters", "constants", "columns", "cases"}
CONDITION = {"column", "is", "is_not", "filled", "matches"}


class _Loader(yaml.SafeLoader):
    """YAML without its traps: `no` is Norway, `2016-01-01` and `10:30` are text, keys are not repeated."""

    yaml_implicit_resolvers = {}

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _value in node.value]
        twice = {str(key) for key in keys if keys.count(key) > 1}
        if twice:
            message = _("Line {line}: {names} stands there twice.")
            raise MappingError([message.format(line=node.start_mark.line + 1, names=", ".join(sorted(twice)))])
        return super().construct_mapping(node, deep)


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""])
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^(?:0|-?[1-9][0-9]*)$"), list("-0123456789"))


def load_mapping(path: Path) -> FieldMapping:
    """Raises `MappingError`."""
    if not path.is_file():
        raise MappingError([_("There is no mapping file “{path}”.").format(path=path)])
    if path.stat().st_size > MAX_BYTES:
        raise MappingError([_("The mapping file is larger than {size} bytes.").format(size=MAX_BYTES)])
    try:
        found = yaml.load(path.read_bytes(), _Loader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise MappingError([_("The mapping is not YAML: {error}").format(error=error)]) from None
    return read_mapping(found)


def read_mapping(found: object) -> FieldMapping:
    """The mapping a YAML file describes. Raises `MappingError` with every mistake."""
    if not isinstance(found, dict):
        raise MappingError([_("A mapping file has names with values, such as “type: project”.")])
    return _MappingReader(found).read()


class _MappingReader:
    """Collects mistakes while it reads, so that somebody mends them all at once."""

    def __init__(self, found: dict):
        self.found = found
        self.problems: list[str] = []
        self.slots = _slots(found.get("type"))

    def read(self) -> FieldMapping:
        self._names("", self.found, TOP)
        identity = {key: self.found[key] for key in IDENTITY if key in self.found}
        constants = {key: value for key, value in identity.items() if key != "source_id" and isinstance(value, str)}
        columns = {key: value for key, value in identity.items() if key not in constants}
        parts = self._parts("", constants, columns) | self._level("", self.found)
        mapping = FieldMapping(
            layout=self._layout(),
            parts=parts,
            cases=tuple(self._case(f"cases[{n}]", case) for n, case in self._list("cases", self.found.get("cases"))),
            filters=self._conditions("filters", self.found.get("filters")),
            section=self._section(self.found.get("section")),
            records=self.found.get("records") is True,
        )
        if not mapping.records:
            self.problems += [
                _("“{key}” is missing.").format(key=key) for key in (*IDENTITY, "title") if key not in parts
            ]
        if self.problems:
            raise MappingError(self.problems)
        return mapping

    # ------------------------------------------------------------ Layout

    def _layout(self) -> Layout:
        values = {key: self.found[key] for key in LAYOUT if key in self.found}
        if values.get("format") not in READERS:
            self._problem("format", _("choose one of {names}.").format(names=", ".join(READERS)))
        for key in ("header_row", "first_row"):
            if key in values and not (isinstance(values[key], int) and values[key] > 0):
                self._problem(key, _("give a line number from 1."))
        values["skip_rows"] = tuple(values.get("skip_rows") or ())
        values["delimiter"] = {"tab": "\t"}.get(values.get("delimiter", ","), values.get("delimiter", ","))
        if not isinstance(values["delimiter"], str) or len(values["delimiter"]) != 1:
            self._problem("delimiter", _("give one character, or “tab”."))
        try:
            "".encode(str(values.get("encoding", "utf-8")))
        except LookupError:
            self._problem("encoding", _("“{name}” is unknown.").format(name=values["encoding"]))
        return Layout(**{"format": "", **values})

    def _section(self, found: object) -> Section | None:
        if not found:
            return None
        if not isinstance(found, dict) or set(found) != {"column", "name"}:
            self._problem("section", _("give a column and a name."))
            return None
        return Section(column_name(found["column"]), column_name(found["name"]))

    # ------------------------------------------------------------ Conditions

    def _case(self, where: str, found: object) -> Case:
        if not isinstance(found, dict):
            self._problem(where, _("give “when” and “columns” or “constants”."))
            return Case((), {})
        self._names(where, found, {"when", "columns", "constants"})
        return Case(self._conditions(f"{where}.when", found.get("when")), self._level(f"{where}.", found))

    def _conditions(self, where: str, found: object) -> tuple[Condition, ...]:
        found = [found] if isinstance(found, dict) else found
        return tuple(self._condition(f"{where}[{n}]", item) for n, item in self._list(where, found))

    def _condition(self, where: str, found: object) -> Condition:
        if not isinstance(found, dict) or not isinstance(found.get("column"), str) or len(found) < 2:
            self._problem(where, _("give a column and “is”, “is_not”, “filled” or “matches”."))
            return Condition("")
        self._names(where, found, CONDITION)
        return Condition(
            column_name(found["column"]),
            _words(found.get("is")),
            _words(found.get("is_not")),
            found.get("filled"),
            self._pattern(where, found.get("matches")),
        )

    def _pattern(self, where: str, found: object) -> re.Pattern | None:
        try:
            return re.compile(str(found)) if found is not None else None
        except re.error as error:
            self._problem(where, _("“{pattern}” is no pattern: {error}.").format(pattern=found, error=error))
            return None

    # ------------------------------------------------------------ Fields

    def _level(self, where: str, found: dict) -> dict[str, Part]:
        sections = {}
        for name in ("constants", "columns"):
            sections[name] = found.get(name) or {}
            if not isinstance(sections[name], dict):
                self._problem(where + name, _("give names of fields with values."))
                sections[name] = {}
        return self._parts(where, sections["constants"], sections["columns"])

    def _parts(self, where: str, constants: Mapping[str, Any], columns: Mapping[str, Any]) -> dict[str, Part]:
        for key in sorted(set(constants) & set(columns)):
            self._problem(f"{where}{key}", _("has a constant and a column."))
        specs = {key: ("constants", {"constant": value}) for key, value in constants.items()}
        specs |= {key: ("columns", value) for key, value in columns.items()}
        return {key: self._part(f"{where}{place}.{key}", key, value) for key, (place, value) in specs.items()}

    def _part(self, where: str, key: str, found: Any) -> Part:
        slot = self.slots.get(key)
        if not slot and key not in (*IDENTITY, *PRESENTATION):
            self._problem(where, _("there is no such field."))
            return Part(key)
        if isinstance(found, dict) and "constant" in found and isinstance(found["constant"], dict | list):
            found = found["constant"] if key in OBJECTS | LISTS else found
        if key in OBJECTS and isinstance(found, dict) and set(found) <= {"name", "country", "website"}:
            return Part(key, objects=(self._object(where, found),))
        if key in LISTS and isinstance(found, list):
            return Part(key, objects=tuple(self._object(f"{where}[{n}]", item) for n, item in self._list(where, found)))
        allowed = entry_types() if key == "type" else ()
        column = self._columns(slot, allowed).read(where, found)
        return Part(key, column, is_list=_is_list(slot) or key == "partners")

    def _object(self, where: str, found: object) -> dict[str, Any]:
        if not isinstance(found, dict):
            self._problem(where, _("give the parts with their columns."))
            return {}
        return {
            name: ColumnReader(self.problems, "country" if name == "country" else "").read(f"{where}.{name}", value)
            for name, value in found.items()
        }

    def _columns(self, slot: Slot | None, allowed: Iterable[str]) -> ColumnReader:
        vocabulary, choices = _closed(slot)
        return ColumnReader(self.problems, vocabulary, choices or allowed)

    # ------------------------------------------------------------ Small things

    def _problem(self, where: str, message: str) -> None:
        self.problems.append(f"{where}: {message}" if where else message)

    def _names(self, where: str, found: dict, known: set[str]) -> None:
        for name in sorted(map(str, set(found) - known)):
            self._problem(where, _("“{name}” is unknown.").format(name=name))

    def _list(self, where: str, found: object) -> list[tuple[int, Any]]:
        if found is not None and not isinstance(found, list):
            self._problem(where, _("this must be a list."))
            return []
        return list(enumerate(found or [], start=1))


def _slots(kind: object) -> dict[str, Slot]:
    """The fields of this type, or of all types where a column says the type."""
    models = entry_types()
    kinds = [kind] if isinstance(kind, str) and kind in models else models
    return {key: slot for name in kinds for key, slot in slots_of(models[name]).items()}


def _closed(slot: Slot | None) -> tuple[str, set[str]]:
    """The vocabulary of a field, and the only values it takes, if there are such."""
    if not isinstance(slot, ColumnSlot):
        return "", set()
    vocabulary = KINDS.get(slot.field.related_model, "") if slot.field.is_relation else ""
    return vocabulary, {str(value) for value, _label in slot.field.choices or ()}


def _is_list(slot: Slot | None) -> bool:
    return isinstance(slot, ManyTerms | Tags | Rows) or isinstance(getattr(slot, "field", None), JSONField)


def _words(found: object) -> frozenset[str]:
    items = found if isinstance(found, list) else [] if found is None else [found]
    return frozenset(str(item).strip().casefold() for item in items)
