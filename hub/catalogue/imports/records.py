"""The one way from a record to a page with its revision, its search document and its redirects."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from hub.catalogue.imports.column_slots import ManyTerms, Slot
from hub.catalogue.imports.errors import BadValue, Problem, RecordRefused, required
from hub.catalogue.imports.row_slots import Relations, problems_in
from hub.catalogue.imports.slots import slots_of
from hub.catalogue.imports.texts import clean_text
from hub.catalogue.models import Entry
from hub.catalogue.publication import changing
from hub.catalogue.rules import check_entry
from hub.catalogue.types import NoFinder, entry_types, finder_for

IDENTITY = ("type", "source", "source_id")
# Said by a record about how it is shown. Anything but "live" keeps it a draft; withdrawing is an act of its own.
PRESENTATION = ("status", "withdrawn_reason")
Values = Mapping[Slot, Any]


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


def write_record(
    record: Mapping[str, Any], *, user: AbstractBaseUser | None = None, publish: bool = True
) -> tuple[Entry, Outcome]:
    """Write a record to the entry of its source and identifier there, made when there is none.

    A key the record does not have leaves its field alone; an empty value empties it. Locked fields stay.
    Relations to entries that are not there yet are left to `link_record`.
    Raises `RecordRefused` with all problems; then nothing is changed.
    """
    with changing():
        page = _find(record)
        values = _read(record, page)
        changed = {slot: value for slot, value in values.items() if slot.current(page) != value}
        if page.pk and not changed:
            return page, Outcome.UNCHANGED
        live = publish and record.get("status", "live") == "live"
        if page.pk:
            return _update(page, changed, user, live), Outcome.UPDATED
        return _create(page, changed, user, live), Outcome.CREATED


def link_record(
    record: Mapping[str, Any], *, user: AbstractBaseUser | None = None, publish: bool = True
) -> list[Problem]:
    """Second pass, when all records are written: set the relations. Returns those that lead nowhere."""
    if not record.get("relations"):
        return []
    missing: list[Problem] = []
    with changing():
        page = _find(record)
        if page.pk and "relations" not in page.locked_fields:
            _found, missing = _relations(page).resolve(record["relations"], page)
            keys = (*IDENTITY, "relations")
            write_record({key: record[key] for key in keys}, user=user, publish=publish)
    return missing


def link_relations(
    records: Iterable[Mapping[str, Any]], *, user: AbstractBaseUser | None = None, publish: bool = True
) -> list[Problem]:
    return [problem for record in records for problem in link_record(record, user=user, publish=publish)]


def _relations(page: Entry) -> Relations:
    return cast(Relations, slots_of(type(page))["relations"])


# ---------------------------------------------------------------- Find


def _find(record: Mapping[str, Any]) -> Entry:
    """The entry as last saved, or a new one."""
    model = entry_types().get(str(record.get("type")))
    if not model:
        raise RecordRefused([Problem("type", _("There is no such type."), record.get("type"))])
    source, source_id = _identity(record)
    found = model.objects.filter(source=source, source_id=source_id).first()
    if not found:
        if Entry.objects.filter(source=source, source_id=source_id).exists():
            raise RecordRefused([Problem("type", _("The entry of this identifier has another type."), record["type"])])
        return model(source=source, source_id=source_id)
    return found.get_latest_revision_as_object() if _is_being_edited(found) else found


def _identity(record: Mapping[str, Any]) -> tuple[str, str]:
    problems, values = [], []
    for key in ("source", "source_id"):
        try:
            values.append(Entry._meta.get_field(key).clean(clean_text(record.get(key)), None))
        except BadValue as error:
            problems += error.at(key)
        except ValidationError as error:
            problems.append(Problem(key, " ".join(error.messages), record.get(key)))
        else:
            problems += [] if values[-1] else [Problem(key, required())]
    if problems:
        raise RecordRefused(problems)
    return values[0], values[1]


def _is_being_edited(page: Entry) -> bool:
    """Whether the newest version is not the one visitors see."""
    return not page.live or page.has_unpublished_changes


# ---------------------------------------------------------------- Read and check


def _read(record: Mapping[str, Any], page: Entry) -> dict[Slot, Any]:
    """The values of a record by their place on the page, without locked fields."""
    slots = slots_of(type(page))
    values: dict[Slot, Any] = {}
    problems = [
        Problem(str(key), _("A record of this type has no such field."), raw)
        for key, raw in record.items()
        if key not in slots and key not in (*IDENTITY, *PRESENTATION)
    ]
    for key, slot in slots.items():
        if key not in record or {key, slot.name} & set(page.locked_fields):
            continue
        try:
            values[slot] = slot.read(record[key], page)
        except BadValue as error:
            problems += error.at(key)
    if problems:
        raise RecordRefused(problems)
    return values


def _check(page: Entry) -> None:
    """What the form of the admin checks, too: required choices, lengths, rules between fields."""
    problems = _problems_of(page, lambda: page.clean_fields(exclude=_not_checked(page)))
    problems += _problems_of(page, lambda: check_entry(page))
    if problems:
        raise RecordRefused(problems)


def _check_choices(page: Entry, values: Values) -> None:
    """The required lists, which no column holds."""
    slots = (slot for slot in slots_of(type(page)).values() if isinstance(slot, ManyTerms) and not slot.field.blank)
    empty = [slot for slot in slots if not (values[slot] if slot in values else page.pk and slot.current(page))]
    if empty:
        raise RecordRefused(Problem(slot.key, required()) for slot in empty)


def _not_checked(page: Entry) -> set[str]:
    """Fields of the tree, which Wagtail fills, and keys of rows that were just looked up."""
    tree = {field.name for field in Page._meta.fields if field.name != "title"}
    found = (field for field in page._meta.fields if isinstance(field, models.ForeignKey))
    return tree | {"reference"} | {field.name for field in found if getattr(page, field.attname)}


def _problems_of(page: Entry, check: Callable[[], None]) -> list[Problem]:
    try:
        check()
    except ValidationError as error:
        keys = {slot.name: slot.key for slot in slots_of(type(page)).values()}
        return [
            Problem(keys.get(problem.field, problem.field), problem.message, problem.value)
            for problem in problems_in(error, page)
        ]
    return []


# ---------------------------------------------------------------- Write


def _create(page: Entry, values: Values, user: AbstractBaseUser | None, live: bool) -> Entry:
    _put(page, {slot: value for slot, value in values.items() if not (slot.apart and live)})
    _refuse_all(lambda: _check_choices(page, values), lambda: _check(page))
    page.live, page.owner, page.imported_at = False, user, timezone.now()
    _refuse_if_invalid(page, lambda: _finder(page).add_child(instance=page))
    if live:
        # Publishing writes what stands in other tables; written before, it would be written and read twice.
        apart = {slot: values.get(slot, slot.nothing) for slot in slots_of(type(page)).values() if slot.apart}
        _put(page, apart)
    return _save(page, user, live)


def _update(page: Entry, values: Values, user: AbstractBaseUser | None, live: bool) -> Entry:
    """Changes what was last saved. Goes live only if that was live: an editor's unfinished draft stays a draft."""
    lock = page.get_lock()
    if lock and (user is None or lock.for_user(user)):
        raise RecordRefused([Problem("", _("Somebody has locked this entry."), page.reference)])
    _put(page, values)
    _refuse_all(lambda: _check_choices(page, values), lambda: _check(page))
    page.imported_at = timezone.now()
    Entry.objects.filter(pk=page.pk).update(imported_at=page.imported_at)
    return _save(page, user, live and not _is_being_edited(page))


def _put(page: Entry, values: Values) -> None:
    for slot, value in values.items():
        slot.put(page, value)


def _finder(page: Entry) -> Page:
    try:
        return finder_for(page.kind)
    except NoFinder as error:
        raise RecordRefused([Problem("type", str(error), page.kind)]) from None


def _save(page: Entry, user: AbstractBaseUser | None, live: bool) -> Entry:
    # Publishing validates all again, so only a draft needs it here.
    revision = _refuse_if_invalid(page, lambda: page.save_revision(user=user, clean=not live))
    if live:
        _refuse_if_invalid(page, lambda: revision.publish(user=user))
        page.refresh_from_db(fields=["live", "has_unpublished_changes", "live_revision"])
    return page


def _refuse_if_invalid(page: Entry, write: Callable[[], Any]) -> Any:
    try:
        return write()
    except ValidationError as error:
        raise RecordRefused(problems_in(error, page)) from None


def _refuse_all(*checks: Callable[[], None]) -> None:
    """Run every check, then refuse with the problems of all."""
    problems: list[Problem] = []
    for check in checks:
        try:
            check()
        except RecordRefused as error:
            problems += error.problems
    if problems:
        raise RecordRefused(problems)
