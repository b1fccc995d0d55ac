"""What the daily job does with cases: it reminds, and it removes drafts nobody wants. It never closes a case."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from hub.catalogue.publication import changing
from practices.submissions import notifications
from practices.submissions.models import DraftBuffer, ReviewAssignment, Submission
from practices.submissions.services.drafts import remove_draft
from practices.submissions.services.moving import locked, settle, wrong_statuses
from practices.submissions.states import WITH_DESK, InviteState, Status

REVIEW_SOON = timedelta(days=3)
CHANGES_SOON = timedelta(days=7)
DRAFT_UNTOUCHED = timedelta(days=182)
NOTICE = timedelta(days=30)


def remind_reviewers(now: datetime) -> int:
    """Three days before a review is due, and once more when it is overdue."""
    today = timezone.localdate(now)
    rows = ReviewAssignment.objects.filter(
        state__in=[InviteState.INVITED, InviteState.ACCEPTED],
        round__outcome="",
        round__submission__status__in=WITH_DESK,
        due_at__lte=today + REVIEW_SOON,
    ).select_related("round__submission__entry", "round__submission__organisation", "reviewer")
    return sum(_remind(row, now) for row in rows if _wants_reminder(row, today))


def _wants_reminder(row: ReviewAssignment, today) -> bool:
    """Never reminded, or before the day it was due and that day is past."""
    return row.reminded_at is None or timezone.localdate(row.reminded_at) <= row.due_at < today


@transaction.atomic
def _remind(row: ReviewAssignment, now: datetime) -> bool:
    """False when another run was quicker."""
    same = ReviewAssignment.objects.filter(pk=row.pk, reminded_at=row.reminded_at)
    if not same.update(reminded_at=now):
        return False
    notifications.review_reminder(row.round.submission, row, late=row.due_at < timezone.localdate(now))
    return True


def remind_authors(now: datetime) -> int:
    """A week before changes are due. When the day has passed, the case stays open."""
    today = timezone.localdate(now)
    soon = Submission.objects.filter(status=Status.CHANGES, due_at__range=(today, today + CHANGES_SOON))
    return sum(notifications.changes_due(case) for case in soon.select_related("entry", "organisation"))


def tell_overdue(now: datetime) -> int:
    """The editor of a case that should have been decided; without an editor, everybody who decides."""
    late = Submission.objects.filter(status__in=WITH_DESK, due_at__lt=timezone.localdate(now))
    rows = late.select_related("entry", "organisation", "handling_editor")
    return sum(notifications.overdue(case) for case in rows)


def announce_drafts(now: datetime) -> int:
    """Tell the organisation that a draft nobody has touched for half a year will go."""
    old = DraftBuffer.objects.filter(
        submission__status=Status.DRAFT, saved_at__lt=now - DRAFT_UNTOUCHED, warned_at__isnull=True
    )
    return sum(_announce(draft, now) for draft in old.select_related("submission__entry", "submission__organisation"))


@transaction.atomic
def _announce(draft: DraftBuffer, now: datetime) -> bool:
    same = DraftBuffer.objects.filter(pk=draft.pk, version=draft.version, warned_at__isnull=True)
    if not same.update(warned_at=now):
        return False
    notifications.draft_expires(draft.submission, on=timezone.localdate(now + NOTICE))
    return True


def remove_drafts(now: datetime) -> int:
    """Remove the drafts that were announced a month ago. Saving one keeps it."""
    announced = DraftBuffer.objects.filter(submission__status=Status.DRAFT, warned_at__lt=now - NOTICE)
    return sum(_remove(draft) for draft in announced.select_related("submission"))


def _remove(draft: DraftBuffer) -> bool:
    """False when somebody has saved or submitted it in the meantime."""
    with changing():
        case = locked(draft.submission)
        same = DraftBuffer.objects.filter(pk=draft.pk, version=draft.version, warned_at=draft.warned_at)
        if case.status != Status.DRAFT or not same.exists():
            return False
        remove_draft(case)
    return True


def settle_wrong() -> list[Submission]:
    """Bring the cases whose state differs from their rows in line, and say which they were."""
    wrong = wrong_statuses()
    for row in wrong:
        with changing():
            settle(locked(row))
    return wrong
