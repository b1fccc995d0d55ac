"""Which key of a record fills which place of an entry."""

from django.db import models
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import get_all_child_relations
from wagtail.fields import RichTextField, StreamField

from hub.catalogue.imports.column_slots import (
    Column,
    ManyOrganisations,
    ManyTerms,
    OneOrganisation,
    OneTerm,
    RichText,
    Slot,
    Stream,
)
from hub.catalogue.imports.organisations import organisation_model
from hub.catalogue.imports.row_slots import Relations, Rows, Tags
from hub.catalogue.models import Entry

SHARED = (
    "title", "summary", "plain_summary", "language", "source_url", "sectors", "target_groups", "audiences",
    "countries", "region", "latitude", "longitude", "usable_elsewhere", "usable_elsewhere_note", "themes",
    "subjects", "education_levels", "content_languages", "tags", "search_keywords", "organisation", "partners",
    "start", "end", "lifecycle", "funding_programmes", "grant_number", "age_from", "age_to", "evaluation",
    "evaluation_method", "people_reached", "results", "licence", "free_of_charge", "login_required",
    "accessibility_notes", "links", "relations", "verified", "example", "featured",
)  # fmt: skip
FIELD_NAMES = {"verified": "last_verified_at", "example": "is_example"}

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
