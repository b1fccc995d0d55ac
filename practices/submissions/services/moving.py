"""The frame of every service: lock, check, change, settle."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone

from community.members.models import User
from hub.catalogue.publication import changing
from practices.submissions.errors import NotAllowed, NotNow
from practices.submissions.models import ReviewAssignment, Round, Submission, SubmissionEvent
from practices.submissions.queries import last_round
from practices.submissions.rules import allowed
from practices.submissions.states import MOVES, OPEN, Act, Audience, InviteState, Status, status_from

#: Invitations that count as work begun.
_STARTED = (InviteState.INVITED, InviteState.ACCEPTED, InviteState.SUBMITTED)


@contextmanager
def moving(submission: Submission, act: Act, *, by: User) -> Iterator[Submission]:
    """Lock the case, check that this person may do this now, and settle its state afterwards.

    Raises `NotAllowed`, or `NotNow` when somebody was quicker.
    """
    with changing():
        case = locked(submission)
        check(by, act, case)
        yield case
        settle(case)


def locked(submission: Submission) -> Submission:
    """The case as the database has it, its row locked until the transaction ends."""
    rows = Submission.objects.select_for_update(of=("self",)).select_related("entry", "organisation")
    return rows.get(pk=submission.pk)


def check(by: User, act: Act, case: Submission) -> None:
    if act not in allowed(by, case):
        raise NotAllowed
    if case.status not in MOVES[act]:
        raise NotNow


def settle(case: Submission) -> None:
    """Bring the copies on the case in line with its rows."""
    case.status = computed_status(case)
    case.open = case.status in OPEN
    case.closed_at = None if case.open else case.closed_at or timezone.now()
    case.save()


def computed_status(case: Submission) -> Status:
    """The state that the rows of the case say."""
    last = last_round(case)
    return status_from(
        withdrawn=case.withdrawn_at is not None,
        rounds=last.number if last else 0,
        outcome=last.outcome if last else "",
        started=bool(case.handling_editor_id) or bool(last and _has_reviewers(last)),
    )


def _has_reviewers(round_: Round) -> bool:
    return ReviewAssignment.objects.filter(round=round_, state__in=_STARTED).exists()


def wrong_statuses() -> list[Submission]:
    """Cases whose copied state differs from their rows. There are none, or a service has a fault."""
    return [case for case in Submission.objects.iterator() if case.status != computed_status(case)]


def note(case: Submission, kind: str, *, by: User | None, audience: Audience = Audience.AUTHOR, **data) -> None:
    """Add a line to the timeline. `data` must be JSON and hold no text that belongs to a message or comment."""
    SubmissionEvent.objects.create(
        submission=case, kind=kind, actor=by, audience=audience, data=data, created_at=timezone.now()
    )


def note_answer(case: Submission) -> None:
    """The desk has answered for the first time: the clock of the first response stops."""
    case.responded_at = case.responded_at or timezone.now()


def add_waiting(case: Submission, since) -> None:
    """The time since then was spent with the author."""
    if since:
        case.waited_for_author = (case.waited_for_author or timedelta()) + (timezone.now() - since)
