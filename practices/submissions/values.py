"""Draft data in words: what a field is called, and what stands in it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalManyToManyField

from hub.catalogue.choices import LinkRole, RelationKind
from hub.catalogue.models import HubDocument, HubImage
from hub.catalogue.presentation.words import day, moment
from hub.catalogue.types import entry_types
from hub.catalogue.vocabulary import label_of as label_of_term
from practices.submissions.fields import field_of

Data = Mapping[str, Any]


def saved_at(when: datetime) -> str:
    """What stands beside a form that is saved while somebody writes. The hour alone is one of today."""
    local = timezone.localtime(when)
    if local.date() == timezone.localdate():
        return _("Saved at {time}").format(time=time_format(local, "TIME_FORMAT"))
    return _("Saved on {moment}").format(moment=moment(when))


def label_of(kind: str, name: str) -> str:
    """What the form calls a field. A name that no field has stays as it is."""
    field = field_of(kind, name)
    return str(field.label) if field else name


def text_of(kind: str, name: str, value: Any) -> str:
    """The value of a field as plain text in the language in use; a list has a line for each of its values."""
    if value in (None, "", []):
        return ""
    if name == "cover":
        return _titles(HubImage, [value])
    if name == "files":
        return _titles(HubDocument, [row.get("document") for row in value])
    if name in _ROW_TEXTS:
        return "\n".join(_ROW_TEXTS[name](row) for row in value)
    field = entry_types()[kind]._meta.get_field(name)
    if isinstance(field, ParentalManyToManyField):
        return "\n".join(label_of_term(field.related_model, code) for code in value)
    if isinstance(value, list):
        return "\n".join(_chosen(getattr(field, "choices_class", None), item) for item in value)
    if isinstance(field, models.ForeignKey):
        return label_of_term(field.related_model, value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(field, models.DateField):
        return day_of(value)
    return str(dict(field.flatchoices).get(value, value))


def _chosen(choices, value: Any) -> str:
    return str(choices(value).label) if choices and value in choices.values else str(value)


def _titles(model: type[models.Model], pks: list[int]) -> str:
    """What pictures and files are called, in their order; one that is gone has no name."""
    names = dict(model._default_manager.filter(pk__in=pks).values_list("pk", "title"))
    return "\n".join(names.get(pk, "–") for pk in pks)


def _link(row: Data) -> str:
    role = row.get("role", "")
    parts = [_chosen(LinkRole, role), row.get("label", ""), row.get("url", "")]
    return " · ".join(part for part in parts if part)


def _step(row: Data) -> str:
    return "\n".join(filter(None, [row.get("title", ""), row.get("text", "")]))


def _session(row: Data) -> str:
    start, end, until = (day_of(row.get(key)) for key in ("start", "end", "enrolment_until"))
    period = " – ".join(filter(None, [start, end]))
    return f"{period} ({_('enrolment until')} {until})" if until else period


def day_of(value: Any) -> str:
    """A date as the draft keeps it, or what stands in its place."""
    try:
        return day(date.fromisoformat(str(value))) if value else ""
    except ValueError:
        return str(value)


def _relation(row: Data) -> str:
    return f"{_chosen(RelationKind, row.get('kind', ''))} {row.get('target', '')}"


_ROW_TEXTS = {
    "links": _link,
    "steps": _step,
    "sessions": _session,
    "tags": str,
    "partners": str,
    "relations": _relation,
}
