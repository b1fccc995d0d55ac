"""Places of an entry that rows of other tables fill: keywords, links, sessions, relations."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey

from hub.catalogue.choices import RelationKind
from hub.catalogue.imports.column_slots import Slot
from hub.catalogue.imports.errors import BadValue, Problem
from hub.catalogue.imports.texts import clean_text
from hub.catalogue.imports.values import column_value, list_of
from hub.catalogue.models import Entry, EntryRelation


class Tags(Slot):
    nothing: ClassVar[Collection] = {}

    def read(self, raw: object, page: Entry) -> dict[str, str]:
        words = [clean_text(item) for item in ([raw] if isinstance(raw, str) else list_of(raw))]
        too_long = [word for word in words if len(word) > 100]
        if too_long:
            raise BadValue(_("A keyword has at most 100 characters."), too_long[0])
        return {word.casefold(): word for word in words if word}

    def current(self, page: Entry) -> dict[str, str]:
        return {tag.name.casefold(): tag.name for tag in page.tags.all()}

    def put(self, page: Entry, value: dict[str, str]) -> None:
        page.tags.set(list(value.values()))


@dataclass(frozen=True)
class Rows(Slot):
    """Child rows, such as links: a list of objects in the record."""

    model: type[models.Model]

    @property
    def fields(self) -> list[models.Field]:
        skipped = ("id", "sort_order")
        fields = self.model._meta.concrete_fields
        return [field for field in fields if field.name not in skipped and not isinstance(field, ParentalKey)]

    def read(self, raw: object, page: Entry) -> list[tuple]:
        rows, problems = [], []
        for place, item in enumerate(list_of(raw), start=1):
            try:
                rows.append(self._row(item))
            except BadValue as error:
                problems += error.at(f"[{place}]")
        if problems:
            raise BadValue(problems=problems)
        return rows

    def _row(self, item: object) -> tuple:
        names = {field.name for field in self.fields}
        if not isinstance(item, dict) or set(item) - names:
            raise BadValue(_("This may have {names}, nothing else.").format(names=", ".join(sorted(names))), item)
        values = {}
        for field in self.fields:
            try:
                values[field.name] = column_value(field, item.get(field.name))
            except BadValue as error:
                raise BadValue(problems=error.at(f".{field.name}")) from None
        self._check(values)
        return tuple(values.values())

    def _check(self, values: dict) -> None:
        row = self.model(**values)
        try:
            row.clean_fields(exclude=[field.name for field in self.model._meta.fields if field not in self.fields])
            row.clean()
        except ValidationError as error:
            raise BadValue(problems=problems_in(error, row, ".")) from None

    def current(self, page: Entry) -> list[tuple]:
        rows = getattr(page, self.name).all()
        return [tuple(getattr(row, field.name) for field in self.fields) for row in rows]

    def put(self, page: Entry, value: list[tuple]) -> None:
        names = [field.name for field in self.fields]
        rows = [self.model(sort_order=place, **dict(zip(names, row, strict=True))) for place, row in enumerate(value)]
        setattr(page, self.name, rows)


class Relations(Slot):
    """Relations to entries of the same source, by their identifier there, or to any entry by its reference."""

    def read(self, raw: object, page: Entry) -> set[tuple[str, int]]:
        found, _missing = self.resolve(raw, page)
        return found

    def resolve(self, raw: object, page: Entry) -> tuple[set[tuple[str, int]], list[Problem]]:
        """What can be linked now, and what leads nowhere."""
        found, missing = set(), []
        for place, item in enumerate(list_of(raw), start=1):
            kind, to = (item.get("kind"), item.get("to")) if isinstance(item, dict) else (None, None)
            if kind not in RelationKind.values or not isinstance(to, str):
                raise BadValue(_("A relation has a kind and an identifier under “to”."), item)
            target = self._target(page.source, to)
            if not target:
                missing.append(Problem(f"{self.key}[{place}]", _("No entry has this identifier."), to))
            elif target == page.pk:
                raise BadValue(_("An entry cannot be related to itself."), to)
            else:
                found.add((kind, target))
        return found, missing

    def _target(self, source: str, to: str) -> int | None:
        entries = Entry.objects.values_list("pk", flat=True)
        return entries.filter(source=source, source_id=to).first() or entries.filter(reference=to).first()

    def current(self, page: Entry) -> set[tuple[str, int]]:
        return {(row.kind, row.target_id) for row in page.relations.all()}

    def put(self, page: Entry, value: set[tuple[str, int]]) -> None:
        rows = enumerate(sorted(value))
        page.relations = [EntryRelation(sort_order=place, kind=kind, target_id=to) for place, (kind, to) in rows]


def problems_in(error: ValidationError, instance: models.Model, prefix: str = "") -> list[Problem]:
    """The messages of a failed validation, field by field."""
    return [
        Problem(f"{prefix}{field}" if field != "__all__" else "", message, getattr(instance, field, None))
        for field, messages in _messages(error)
        for message in messages
    ]


def _messages(error: ValidationError) -> Iterable[tuple[str, list[str]]]:
    return error.message_dict.items() if hasattr(error, "error_dict") else [("__all__", error.messages)]
