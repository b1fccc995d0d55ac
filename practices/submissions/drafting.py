"""A draft as the form keeps it, and the page it becomes.

Draft data is a JSON object by field name: texts as text (rich text as Markdown), terms by code, dates as ISO, rows as
lists of objects. Whatever a draft does not name stays as it is on the page.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField

from hub.catalogue.models import VOCABULARIES, Entry, EntryLink, Term
from hub.catalogue.rules import check_entry, missing_to_publish
from hub.catalogue.types import entry_types
from practices.submissions.media import media_of, write_media
from practices.submissions.models import Submission
from practices.submissions.texts import to_html, to_markdown

#: What organisations fill in, by type, in the order of the page.
SHARED = (
    "title summary plain_summary language sectors target_groups audiences countries region usable_elsewhere "
    "usable_elsewhere_note themes subjects education_levels content_languages age_from age_to start end lifecycle "
    "funding_programmes grant_number evaluation evaluation_method people_reached results licence free_of_charge "
    "login_required accessibility_notes links tags"
)
OWN = {
    "practice": "context approach steps people time_band time_note cost_band cost_note group_band difficulty materials "
    "lessons transfer",
    "project": "acronym objectives description coordinator budget",
    "mooc": "description provider platform always_open sessions hours_per_week weeks pace certificate price "
    "language_level purposes mode",
    "resource": "description resource_type minutes materials",
}


def field_names(kind: str) -> list[str]:
    return [*SHARED.split(), *OWN[kind].split()]


def data_of(page: Entry) -> dict[str, Any]:
    """The draft data of a page."""
    return {name: _read(page, name) for name in field_names(page.kind)} | media_of(page)


def write_data(page: Entry, data: dict[str, Any], case: Submission) -> None:
    """Put draft data on a page in memory. Terms that are not there any more are left out."""
    for name in field_names(page.kind):
        if name in data:
            _write(page, name, data[name])
    write_media(page, data, case)
    page.organisation = case.organisation


def problems_of(case: Submission, data: dict[str, Any]) -> dict[str, list[str]]:
    """What must be mended before the draft can be submitted, by field; empty when nothing."""
    page = entry_types()[case.entry_kind](slug="draft", path="0001", depth=1)
    write_data(page, data, case)
    problems: dict[str, list[str]] = {}
    for check in (page.clean_fields, lambda: check_entry(page)):
        try:
            check() if check is not page.clean_fields else page.clean_fields(exclude=_not_asked(page))
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                problems.setdefault(name, []).extend(messages)
    for label in missing_to_publish(page):
        problems.setdefault("", []).append(label)
    return problems


def _not_asked(page: Entry) -> set[str]:
    asked = set(field_names(page.kind))
    return {field.name for field in page._meta.get_fields() if field.name not in asked}


def _read(page: Entry, name: str) -> Any:
    if name == "links":
        return [{"url": link.url, "label": link.label, "role": link.role} for link in page.links.all()]
    if name == "tags":
        return [tag.name for tag in page.tags.all()]
    if name == "steps":
        return [{"title": step.value["title"], "text": step.value["text"]} for step in page.steps]
    if name == "sessions":
        return [
            {key: day.isoformat() if (day := getattr(run, key)) else "" for key in ("start", "end", "enrolment_until")}
            for run in page.sessions.all()
        ]
    field = page._meta.get_field(name)
    if isinstance(field, ParentalManyToManyField):
        return [term.code for term in getattr(page, name).all()]
    value = getattr(page, name)
    if isinstance(field, RichTextField):
        return to_markdown(value)
    if isinstance(value, Term):
        return value.code
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _write(page: Entry, name: str, value: Any) -> None:
    if name == "links":
        page.links = [EntryLink(**row, sort_order=place) for place, row in enumerate(value or [])]
    elif name == "tags":
        page.tags.set(value or [])
    elif name == "steps":
        page.steps = [("step", {"title": row["title"], "text": row["text"]}) for row in value or []]
    elif name == "sessions":
        model = page._meta.get_field("sessions").related_model
        page.sessions = [
            model(**{key: day or None for key, day in row.items()}, sort_order=place)
            for place, row in enumerate(value or [])
        ]
    else:
        _write_field(page, name, value)


def _write_field(page: Entry, name: str, value: Any) -> None:
    field = page._meta.get_field(name)
    if isinstance(field, ParentalManyToManyField):
        setattr(page, name, _terms(field, value or []))
    elif isinstance(field, models.ForeignKey):
        setattr(page, name, next(iter(_terms(field, [value])), None) if value else None)
    elif isinstance(field, RichTextField):
        setattr(page, name, to_html(value or ""))
    else:
        setattr(page, name, field.to_python(value) if value not in ("", None) else _nothing(field))


def _terms(field, codes: Iterable[str]) -> list[Term]:
    model = field.related_model
    assert model in VOCABULARIES.values(), field
    found = {term.code: term for term in model.objects.filter(code__in=list(codes), active=True)}
    return [found[code] for code in codes if code in found]


def _nothing(field) -> Any:
    return None if field.null else field.get_default()
