"""What the desk decides. The same services serve the board and Wagtail's own buttons."""

from datetime import date, timedelta

from django.utils import timezone

from community.members.models import User
from hub.catalogue.publication import changing
from practices.submissions import notifications
from practices.submissions.errors import EntryWithdrawn, NotNow, ReasonMissing
from practices.submissions.models import Message, PublishedVersion, Round, Submission
from practices.submissions.queries import last_round, newest_round, open_comments_of, waiting_round
from practices.submissions.services import workflow
from practices.submissions.services.assigning import settle_due_date
from practices.submissions.services.moving import locked, moving, note, note_answer, settle
from practices.submissions.services.reviewing import cancel_invitations, tell_reviewers
from practices.submissions.states import Act, Audience, Outcome

CHANGES_DAYS = 30


def accept(submission: Submission, *, by: User, letter: str = "", round_number: int | None = None) -> Submission:
    """Publish the version of the round that waits, and say so. `round_number` is what the editor looked at.

    Raises `NotAllowed`, `NotNow` when somebody has decided already or another round waits, `EntryWithdrawn`.
    """
    with moving(submission, Act.ACCEPT, by=by) as case:
        round_ = _round_to_decide(case, round_number)
        if case.entry.is_withdrawn:
            raise EntryWithdrawn
        workflow.approve(round_, by, letter)
        _close_round(round_, Outcome.ACCEPTED, by, letter)
        number_version(case, round_)
        _end(case, round_, by)
        note(case, "accepted", by=by, round=round_.number)
        notifications.decided(case, round_, by=by)
    return case


def request_changes(
    submission: Submission,
    *,
    by: User,
    letter: str,
    due_at: date | None = None,
    share_comments: bool = True,
    round_number: int | None = None,
) -> Submission:
    """Give the case back to its author with what to change. Open comments of the desk are shared unless told not to."""
    if not letter.strip():
        raise ReasonMissing
    with moving(submission, Act.REQUEST_CHANGES, by=by) as case:
        round_ = _round_to_decide(case, round_number)
        workflow.reject(round_, by, letter)
        _close_round(round_, Outcome.CHANGES, by, letter)
        round_.due_at = due_at or timezone.localdate() + timedelta(days=CHANGES_DAYS)
        round_.save()
        if share_comments:
            share_open_comments(round_)
        cancel_invitations(round_)
        tell_reviewers(round_)
        note_answer(case)
        case.due_at = round_.due_at
        note(case, "changes_requested", by=by, round=round_.number, due=round_.due_at.isoformat())
        notifications.decided(case, round_, by=by)
    return case


def decline(submission: Submission, *, by: User, letter: str, round_number: int | None = None) -> Submission:
    """Refuse for good, with the reason. The case can be reopened."""
    if not letter.strip():
        raise ReasonMissing
    with moving(submission, Act.DECLINE, by=by) as case:
        round_ = newest_round(case)
        if round_number and round_.number != round_number:
            raise NotNow
        workflow.stop(round_, by)
        _close_round(round_, Outcome.DECLINED, by, letter)
        _end(case, round_, by)
        note(case, "declined", by=by, round=round_.number)
        notifications.decided(case, round_, by=by)
    return case


def reopen(submission: Submission, *, by: User, reason: str) -> Submission:
    """Look again at what was declined. The round waits again; that it was declined stays in the timeline."""
    if not reason.strip():
        raise ReasonMissing
    with moving(submission, Act.REOPEN, by=by) as case:
        round_ = newest_round(case)
        _keep_letter(case, round_)
        round_.outcome, round_.decided_at, round_.decided_by, round_.letter = "", None, None, ""
        round_.save()
        before, case.handling_editor = case.handling_editor, by
        workflow.begin(round_, by)
        settle_due_date(case)
        note(case, "reopened", by=by, round=round_.number, reason=reason.strip()[:500])
        notifications.reopened(case, by=by)
        if before and before != by:
            notifications.reassigned(case, before, by=by)
    return case


def number_version(case: Submission, round_: Round | None = None, revision=None) -> PublishedVersion:
    """Note that a version of the entry is public."""
    last = PublishedVersion.objects.filter(entry_id=case.entry_id).order_by("-number").first()
    return PublishedVersion.objects.create(
        entry_id=case.entry_id,
        number=last.number + 1 if last else 1,
        revision=revision or (round_ and round_.revision),
        round=round_,
        published_at=timezone.now(),
    )


def note_direct_publication(submission: Submission, *, revision, by: User | None) -> Submission:
    """An editor has published the entry past its open case: the case ends as accepted, with that version.

    For a receiver: whoever could publish has done so, so nobody is asked whether they may.
    """
    with changing():
        case = locked(submission)
        round_ = waiting_round(case) or last_round(case)
        if not case.open or not round_:
            return case
        _close_round(round_, Outcome.ACCEPTED, by, "")
        number_version(case, round_, revision)
        _end(case, round_, by)
        note(case, "published_directly", by=by, round=round_.number)
        settle(case)
        notifications.decided(case, round_, by=by)
    return case


def share_open_comments(round_: Round) -> None:
    """Comments of the desk that are not resolved, with their answers, become readable for the organisation."""
    open_comments_of(round_.submission).update(audience=Audience.AUTHOR)


def _round_to_decide(case: Submission, number: int | None) -> Round:
    round_ = waiting_round(case)
    if not round_ or (number and round_.number != number):
        raise NotNow
    return round_


def _keep_letter(case: Submission, round_: Round) -> None:
    """The next decision writes a letter of its own; this one was sent and stays among the messages, with its day."""
    if not round_.letter:
        return
    words = {"author": round_.decided_by, "from_desk": True, "audience": Audience.AUTHOR, "text": round_.letter}
    message = Message.objects.create(submission=case, **words)
    Message.objects.filter(pk=message.pk).update(created_at=round_.decided_at)


def _close_round(round_: Round, outcome: Outcome, by: User | None, letter: str) -> None:
    round_.outcome, round_.letter = outcome, letter.strip()
    round_.decided_by, round_.decided_at = by, timezone.now()
    round_.save()


def _end(case: Submission, round_: Round, by: User | None) -> None:
    cancel_invitations(round_)
    tell_reviewers(round_)
    note_answer(case)
    case.due_at = None
