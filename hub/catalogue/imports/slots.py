"""The places of an entry that a record fills: how to read a value, see what is there, and put it.

Two values of a slot are equal exactly when the page need not change.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import get_all_child_relations
from wagtail.fields import RichTextField, StreamField

from hub.catalogue.choices import RelationKind
from hub.catalogue.imports.errors import BadValue, Problem
from hub.catalogue.imports.organisations import organisation_model, organisation_of
from hub.catalogue.imports.terms import KINDS, term_of, terms_of
from hub.catalogue.imports.texts import clean_text, without_editor_keys
from hub.catalogue.imports.values import EMPTY, column_value, list_of
from hub.catalogue.models import Entry, EntryRelation

# What a record may say about any entry. A key that is not the name of its field stands in `FIELD_NAMES`.
SHARED = (
    "title", "summary", "plain_summary", "language", "source_url", "sectors", "target_groups", "audiences",
    "countries", "region", "latitude", "longitude", "usable_elsewhere", "usable_elsewhere_note", "themes",
    "subjects", "education_levels", "content_languages", "tags", "search_keywords", "organisation", "partners",
    "start", "end", "lifecycle", "funding_programmes", "grant_number", "age_from", "age_to", "evaluation",
    "evaluation_method", "people_reached", "results", "licence", "free_of_charge", "login_required",
    "accessibility_notes", "links", "relations", "verified", "example", "featured",
)  # fmt: skip
FIELD_NAMES = {"verified": "last_verified_at", "example": "is_example"}


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


_found: dict[type[Entry], dict[str, Slot]] = {}


def slots_of(model: type[Entry]) -> dict[str, Slot]:
    """Every key a record of this type may have, besides those that say which entry it is."""
    if model not in _found:
        _found[model] = _find_slots(model)
    return _found[model]


def _find_slots(model: type[Entry]) -> dict[str, Slot]:
    own = [field.name for field in (*model._meta.local_fields, *model._meta.local_many_to_many)]
    rows = {relation.get_accessor_name(): relation for relation in get_all_child_relations(model)}
    own += [name for name, relation in rows.items() if relation.field.related_model is model]
    keys = [*SHARED, *(name for name in own if name != model._meta.pk.name)]
    return {key: _slot(model, key, rows) for key in keys}


def _slot(model: type[Entry], key: str, rows: dict[str, models.ManyToOneRel]) -> Slot:
    name = FIELD_NAMES.get(key, key)
    if key == "tags":
        return Tags(key, name)
    if key == "relations":
        return Relations(key, name)
    if key in rows:
        return Rows(key, name, rows[key].related_model)
    field = model._meta.get_field(name)
    return _column_class(field)(key, name, field)


def _column_class(field: models.Field) -> type[Column]:
    if isinstance(field, ParentalManyToManyField):
        return ManyOrganisations if field.related_model is organisation_model() else ManyTerms
    if isinstance(field, models.ForeignKey):
        return OneOrganisation if field.related_model is organisation_model() else OneTerm
    if isinstance(field, RichTextField):
        return RichText
    return Stream if isinstance(field, StreamField) else Column


def problems_in(error: ValidationError, instance: models.Model, prefix: str = "") -> list[Problem]:
    """The messages of a failed validation, field by field."""
    return [
        Problem(f"{prefix}{field}" if field != "__all__" else "", message, getattr(instance, field, None))
        for field, messages in _messages(error)
        for message in messages
    ]


def _messages(error: ValidationError) -> Iterable[tuple[str, list[str]]]:
    return error.message_dict.items() if hasattr(error, "error_dict") else [("__all__", error.messages)]
