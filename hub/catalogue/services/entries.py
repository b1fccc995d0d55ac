"""What editors do to an entry besides writing it. Each is one transaction together with what hangs on it."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from hub.catalogue.models import Entry, ProblemReport
from hub.catalogue.publication import changing
from hub.catalogue.rules import was_public

WITHDRAWAL = ("withdrawn_at", "withdrawn_by", "withdrawn_reason")
VERIFICATION = ("last_verified_at", "verified_by", "verify_due_at")


class EntryActionRefused(Exception):
    """The entry is not in the state this needs."""


class AlreadyWithdrawn(EntryActionRefused):
    """The entry is withdrawn; its first reason stays."""


class NotWithdrawn(EntryActionRefused):
    """Only a withdrawn entry can be restored."""


class ReasonMissing(EntryActionRefused):
    """Readers of the address are told why an entry is gone, so there must be a reason."""


class NeverPublic(EntryActionRefused):
    """What was never public has no readers to tell why it is gone; such a draft is deleted."""


class StillWithdrawn(EntryActionRefused):
    """A withdrawn entry is restored before it is verified."""


def withdraw_entry(entry: Entry, *, reason: str, user) -> Entry:
    """Take an entry off the hub for good; its address then says why."""
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    with changing():
        page = _locked(entry)
        if page.is_withdrawn:
            raise AlreadyWithdrawn
        if not was_public(page):
            raise NeverPublic
        page.withdrawn_at, page.withdrawn_by, page.withdrawn_reason = timezone.now(), user, reason
        page.save(update_fields=WITHDRAWAL, clean=False)
        page.revisions.update(approved_go_live_at=None)
        page.unpublish(user=user, log_action=False)
        log(instance=page, action="catalogue.withdraw", user=user, data={"reason": reason})
    return page


def restore_entry(entry: Entry, *, user) -> Entry:
    """Make a withdrawn entry a draft again; somebody looks at it before it is published."""
    with changing():
        page = _locked(entry)
        if not page.is_withdrawn:
            raise NotWithdrawn
        page.withdrawn_at, page.withdrawn_by, page.withdrawn_reason = None, None, ""
        page.save(update_fields=WITHDRAWAL, clean=False)
        log(instance=page, action="catalogue.restore", user=user)
    return page


def give_back_entry(entry: Entry, *, user) -> Entry:
    """Show a withdrawn entry again as readers last saw it. A draft that was newer is still there."""
    with changing():
        page = restore_entry(entry, user=user)
        draft = page.latest_revision
        newer = draft and page.last_published_at and draft.created_at > page.last_published_at
        page.save_revision(user=user, clean=False, log_action=False).publish(user=user, skip_permission_checks=True)
        if newer:
            draft.as_object().save_revision(user=user, clean=False, log_action=False)
    return page


def verify_entry(entry: Entry, *, user, day: date | None = None) -> Entry:
    """Note that the entry was checked on `day` and is true. It is due again a year later.

    A draft that waits on a live entry gets the note too, but is not published by it.
    """
    with changing():
        page = _locked(entry)
        if page.is_withdrawn:
            raise StillWithdrawn
        day = day or timezone.localdate()
        publish = page.live and not page.has_unpublished_changes
        _note_verification(page, user, day)
        page.save(update_fields=(*VERIFICATION, "completeness"), clean=False)
        if publish or page.latest_revision_id:
            draft = page.get_latest_revision_as_object()
            _note_verification(draft, user, day)
            revision = draft.save_revision(user=user, clean=False)
            if publish:
                revision.publish(user=user, log_action=False)
        log(instance=page, action="catalogue.verify", user=user, data={"day": day.isoformat()})
    return page


def _note_verification(page: Entry, user, day: date) -> None:
    page.last_verified_at, page.verified_by, page.verify_due_at = day, user, in_a_year(day)


def in_a_year(day: date) -> date:
    """The same day of the next year; for 29 February, the last of the month."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def handle_report(report: ProblemReport, *, user) -> ProblemReport:
    """Note that somebody dealt with a report. The first who did stays noted."""
    open_reports(ProblemReport.objects.filter(pk=report.pk)).update(handled_at=timezone.now(), handled_by=user)
    report.refresh_from_db()
    return report


def open_reports(reports: QuerySet[ProblemReport] | None = None) -> QuerySet[ProblemReport]:
    """Those nobody has dealt with."""
    reports = ProblemReport.objects.all() if reports is None else reports
    return reports.filter(handled_at__isnull=True)


def _locked(entry: Entry) -> Entry:
    """The entry as the database has it, whole, with its row locked until the transaction ends."""
    return Entry.objects.select_for_update().get(pk=entry.pk).specific
