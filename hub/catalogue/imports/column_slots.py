"""Places of an entry that one value of a record fills: how to read it, see what is there, and put it.

Two values of a slot are equal exactly when the page need not change.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.fields import StreamField

from hub.catalogue.imports.errors import BadValue, Problem
from hub.catalogue.imports.organisations import organisation_of
from hub.catalogue.imports.terms import KINDS, term_of, terms_of
from hub.catalogue.imports.texts import without_editor_keys
from hub.catalogue.imports.values import EMPTY, column_value, list_of
from hub.catalogue.models import Entry


@dataclass(frozen=True)
class Slot:
    """`key` in the record, `name` on the page."""

    key: str
    name: str

    #: Kept in tables of its own, not in columns of the page.
    apart: ClassVar[bool] = True
    nothing: ClassVar[Collection] = ()

    def read(self, raw: object, page: Entry) -> Any:
        raise NotImplementedError

    def current(self, page: Entry) -> Any:
        return getattr(page, self.name)

    def put(self, page: Entry, value: Any) -> None:
        setattr(page, self.name, value)


@dataclass(frozen=True)
class Column(Slot):
    field: models.Field

    apart: ClassVar[bool] = False

    def read(self, raw: object, page: Entry) -> Any:
        return column_value(self.field, raw)


class RichText(Column):
    def current(self, page: Entry) -> str:
        return without_editor_keys(super().current(page))


class Stream(Column):
    """Steps and the like; the ids of blocks are no content."""

    field: StreamField

    def read(self, raw: object, page: Entry) -> list[dict]:
        items = [] if raw in EMPTY else column_value(self.field, raw)
        self._check(items)
        return items

    def _check(self, items: list[dict]) -> None:
        [block] = self.field.stream_block.child_blocks.values()
        problems = []
        for place, item in enumerate(items, start=1):
            for name, child in block.child_blocks.items():
                try:
                    child.clean(item[name])
                except ValidationError as error:
                    problems.append(Problem(f"[{place}].{name}", " ".join(error.messages), item[name]))
        if problems:
            raise BadValue(problems=problems)

    def current(self, page: Entry) -> list[dict]:
        return [dict(child.value) for child in getattr(page, self.name)]

    def put(self, page: Entry, value: list[dict]) -> None:
        [name] = self.field.stream_block.child_blocks
        setattr(page, self.name, [(name, item) for item in value])


class OneTerm(Column):
    def read(self, raw: object, page: Entry) -> int | None:
        if raw in EMPTY:
            return None
        return term_of(KINDS[self.field.related_model], raw, lambda: [self.current(page)]).pk

    def current(self, page: Entry) -> int | None:
        return getattr(page, self.field.attname)

    def put(self, page: Entry, value: int | None) -> None:
        setattr(page, self.field.attname, value)


class OneOrganisation(OneTerm):
    def read(self, raw: object, page: Entry) -> int | None:
        return None if raw in EMPTY else organisation_of(raw).pk


class ManyTerms(Column):
    apart = True

    def read(self, raw: object, page: Entry) -> set[int]:
        codes = [raw] if isinstance(raw, str) and raw else list_of(raw)
        return terms_of(KINDS[self.field.related_model], codes, lambda: self.current(page))

    def current(self, page: Entry) -> set[int]:
        return {row.pk for row in getattr(page, self.name).all()}

    def put(self, page: Entry, value: set[int]) -> None:
        setattr(page, self.name, list(self._terms().filter(pk__in=value)) if value else [])

    def _terms(self) -> models.Manager:
        return cast(type[models.Model], self.field.related_model)._default_manager


class ManyOrganisations(ManyTerms):
    def read(self, raw: object, page: Entry) -> set[int]:
        keys: set[int] = set()
        problems: list[Problem] = []
        for place, item in enumerate(list_of(raw), start=1):
            try:
                keys.add(organisation_of(item).pk)
            except BadValue as error:
                problems += error.at(f"[{place}]")
        if problems:
            raise BadValue(problems=problems)
        return keys
