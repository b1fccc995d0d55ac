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
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField

from community.members.models import Organisation
from hub.catalogue.models import VOCABULARIES, Entry, EntryLink, EntryRelation, Term
from hub.catalogue.rules import check_entry
from hub.catalogue.types import entry_types
from practices.submissions.fields import field_names, is_required, wrong_values
from practices.submissions.media import media_of, write_media
from practices.submissions.models import Submission
from practices.submissions.texts import Link, links_in, to_html, to_markdown


def data_of(page: Entry) -> dict[str, Any]:
    """The draft data of a page."""
    return {name: _read(page, name) for name in field_names(page.kind)} | media_of(page)


def write_data(page: Entry, data: dict[str, Any], case: Submission) -> None:
    """Put draft data on a page in memory.

    What the page says already is not touched, so that the formatting of editors stays. What cannot be read and terms
    that are not there any more are left out. New keywords are made in the database.
    """
    _write_fields(page, data, field_names(page.kind))
    write_media(page, data, case)
    page.organisation = case.organisation


def sketch_of(case: Submission, data: dict[str, Any]) -> Entry:
    """The entry as it would be, made in memory only: nothing is written to the database, not even keywords."""
    page = entry_types()[case.entry_kind](slug="draft", path="0001", depth=1)
    page.reference, page.title = case.entry.reference, ""
    _write_fields(page, data, [name for name in field_names(page.kind) if name != "tags"])
    write_media(page, data, case)
    page.organisation = case.organisation
    return page


def published_sketch(case: Submission, data: dict[str, Any]) -> Entry:
    """The entry of the case with the draft on it, in memory: as its page would look."""
    page = case.entry.specific
    _write_fields(page, data, [name for name in field_names(page.kind) if name != "tags"])
    write_media(page, data, case)
    page.organisation = case.organisation
    return page


def problems_of(case: Submission, data: dict[str, Any]) -> dict[str, list[str]]:
    """What must be mended before the draft can be submitted, by field; empty when nothing."""
    problems = wrong_values(case.entry_kind, data) | unknown_values(case.entry_kind, data)
    page = sketch_of(case, data)
    for name in field_names(page.kind):
        if name not in problems and is_required(page.kind, name) and _is_empty(getattr(page, name)):
            problems[name] = [_("This is needed.")]
    for name, words in _problems_of_page(page).items():
        problems.setdefault(name, words)
    return problems


def unknown_values(kind: str, data: dict[str, Any]) -> dict[str, list[str]]:
    """Names and references that lead to nothing on this hub."""
    found = {}
    names = data.get("partners") or []
    missing = [name for name in names if name not in _organisations(names)]
    if missing:
        found["partners"] = [_("Not on this hub: {names}.").format(names=", ".join(missing))]
    references = [row.get("target", "") for row in data.get("relations") or []]
    missing = [reference for reference in references if reference and reference.upper() not in _entries(references)]
    if missing:
        found["relations"] = [_("There is no entry {names}.").format(names=", ".join(missing))]
    return found


def _problems_of_page(page: Entry) -> dict[str, list[str]]:
    """What the entry itself says about its values, and about two of them together."""
    problems: dict[str, list[str]] = {}
    asked = {field.name for field in page._meta.get_fields()} & set(field_names(page.kind))
    empty = {name for name in asked if is_required(page.kind, name) and _is_empty(getattr(page, name))}
    others = {field.name for field in page._meta.get_fields()} - asked | empty
    for check in (lambda: page.clean_fields(exclude=others), lambda: check_entry(page), lambda: _check_sessions(page)):
        try:
            check()
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                problems.setdefault(name, []).extend(messages)
    return problems


def _check_sessions(page: Entry) -> None:
    for number, run in enumerate(page.sessions.all() if "sessions" in field_names(page.kind) else [], 1):
        try:
            run.clean()
        except ValidationError as error:
            raise ValidationError({"sessions": [f"{number}. {word}" for word in error.messages]}) from error


def _is_empty(value: Any) -> bool:
    return not value.all() if hasattr(value, "all") else value in (None, "", [])


def _write_fields(page: Entry, data: dict[str, Any], names: Iterable[str]) -> None:
    wrong, links = wrong_values(page.kind, data), _links_of(page)
    for name in names:
        if name in data and name not in wrong and data[name] != _read(page, name):
            _write(page, name, data[name], links)


def _links_of(page: Entry) -> set[Link]:
    """The links by number that editors have put into the texts of a page. Its authors may move them."""
    texts = [getattr(page, field.name) for field in page._meta.concrete_fields if isinstance(field, RichTextField)]
    return set().union(*map(links_in, texts))


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
    if name == "partners":
        return [partner.name for partner in page.partners.all()]
    if name == "relations":
        return [{"kind": row.kind, "target": row.target.reference} for row in page.relations.all()]
    field = page._meta.get_field(name)
    if isinstance(field, ParentalManyToManyField):
        return sorted(term.code for term in getattr(page, name).all())
    value = getattr(page, name)
    if isinstance(field, RichTextField):
        return to_markdown(value)
    if isinstance(value, Term):
        return value.code
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _write(page: Entry, name: str, value: Any, links: set[Link]) -> None:
    if name in _ROW_WRITERS:
        _ROW_WRITERS[name](page, value or [])
    else:
        _write_field(page, name, value, links)


def _write_links(page: Entry, rows: list[dict]) -> None:
    page.links = [EntryLink(**_columns(row, "url", "label", "role"), sort_order=at) for at, row in enumerate(rows)]


def _write_steps(page: Entry, rows: list[dict]) -> None:
    page.steps = [("step", _columns(row, "title", "text")) for row in rows]


def _write_sessions(page: Entry, rows: list[dict]) -> None:
    model = page._meta.get_field("sessions").related_model
    days = [{key: _day(row.get(key)) for key in ("start", "end", "enrolment_until")} for row in rows]
    page.sessions = [model(**row, sort_order=at) for at, row in enumerate(days)]


def _write_relations(page: Entry, rows: list[dict]) -> None:
    """The same relation twice is one; an entry has none to itself."""
    entries = _entries([row.get("target", "") for row in rows])
    pairs = dict.fromkeys((row.get("kind", ""), row.get("target", "").upper()) for row in rows)
    targets = [(kind, entries[reference]) for kind, reference in pairs if reference in entries]
    page.relations = [
        EntryRelation(kind=kind, target=target, sort_order=at)
        for at, (kind, target) in enumerate(targets)
        if target.reference != page.reference
    ]


def _write_partners(page: Entry, names: list[str]) -> None:
    found = _organisations(names)
    page.partners = [found[name] for name in names if name in found]


_ROW_WRITERS = {
    "links": _write_links,
    "steps": _write_steps,
    "sessions": _write_sessions,
    "relations": _write_relations,
    "partners": _write_partners,
    "tags": lambda page, names: page.tags.set(names),
}


def _columns(row: dict, *names: str) -> dict[str, str]:
    return {name: row.get(name) or "" for name in names}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _organisations(names: list[str]) -> dict[str, Organisation]:
    return {row.name: row for row in Organisation.objects.filter(name__in=names)} if names else {}


def _entries(references: list[str]) -> dict[str, Entry]:
    wanted = {reference.upper() for reference in references if reference}
    return {row.reference: row for row in Entry.objects.visible().filter(reference__in=wanted)} if wanted else {}


def _write_field(page: Entry, name: str, value: Any, links: set[Link]) -> None:
    field = page._meta.get_field(name)
    if isinstance(field, ParentalManyToManyField):
        setattr(page, name, _terms(field, value or [], getattr(page, name).all()))
    elif isinstance(field, models.ForeignKey):
        before = [getattr(page, name)] if getattr(page, name) else []
        setattr(page, name, next(iter(_terms(field, [value], before)), None) if value else None)
    elif isinstance(field, RichTextField):
        setattr(page, name, to_html(value or "", links))
    else:
        setattr(page, name, field.to_python(value) if value not in ("", None) else _nothing(field))


def _terms(field, codes: Iterable[str], before: Iterable[Term]) -> list[Term]:
    """The terms in use, and those the entry has although they are retired."""
    model = field.related_model
    assert model in VOCABULARIES.values(), field
    kept = {term.code: term for term in before}
    found = kept | {term.code: term for term in model.objects.filter(code__in=list(codes), active=True)}
    return [found[code] for code in codes if code in found]


def _nothing(field) -> Any:
    return None if field.null else field.get_default()
