"""Asking somebody to review, and what they answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.members.models import User
from community.members.rules import is_member
from practices.submissions import notifications
from practices.submissions.errors import (
    AlreadyInvited,
    NoSuchReviewer,
    NotAllowed,
    NotNow,
    NotReady,
    ReasonMissing,
    ReviewerBelongs,
)
from practices.submissions.models import Review, ReviewAssignment, ReviewScore, Round, Submission
from practices.submissions.queries import newest_round, rubric_for
from practices.submissions.services.moving import locked, moving, note, note_answer, settle
from practices.submissions.states import MOVES, Act, Audience, InviteState, Recommendation

REVIEW_DAYS = 21
_DONE = (InviteState.DECLINED, InviteState.CANCELLED)


def invite_reviewer(
    submission: Submission, *, email: str, by: User, note_text: str = "", due_at: date | None = None
) -> ReviewAssignment:
    """Ask somebody with an account to review the round that waits.

    Raises `NoSuchReviewer`, `AlreadyInvited`, `ReviewerBelongs` for a member of the organisation.
    """
    reviewer = User.objects.filter(email__iexact=email.strip(), is_active=True, erased_at=None).first()
    if not reviewer:
        raise NoSuchReviewer
    with moving(submission, Act.INVITE, by=by) as case:
        round_ = newest_round(case)
        if is_member(reviewer, case.organisation):
            raise ReviewerBelongs
        if round_.assignments.filter(reviewer=reviewer).exclude(state__in=_DONE).exists():
            raise AlreadyInvited
        assignment = ReviewAssignment.objects.create(
            round=round_,
            reviewer=reviewer,
            invited_by=by,
            invited_at=timezone.now(),
            note=note_text.strip(),
            due_at=due_at or timezone.localdate() + timedelta(days=REVIEW_DAYS),
        )
        note_answer(case)
        note(case, "reviewer_invited", by=by, audience=Audience.DESK, reviewer=reviewer.pk)
        notifications.review_invitation(case, assignment)
    return assignment


def accept_invitation(assignment: ReviewAssignment, *, by: User) -> ReviewAssignment:
    """Agree to review, having said that no interests conflict."""
    with _answering(assignment, by, InviteState.INVITED) as (case, row):
        row.state, row.conflict, row.answered_at = InviteState.ACCEPTED, False, timezone.now()
        row.save()
        Review.objects.get_or_create(assignment=row)
        _tell(case, row, "reviewer_accepted", by)
    return row


def decline_invitation(
    assignment: ReviewAssignment,
    *,
    by: User,
    conflict: bool = False,
    reason: str = "",
    suggestion: str = "",
) -> ReviewAssignment:
    """Say no, because of a conflict of interest or for another reason. Possible until the review is sent."""
    if conflict and not reason.strip():
        raise ReasonMissing
    with _answering(assignment, by, InviteState.INVITED, InviteState.ACCEPTED) as (case, row):
        row.state, row.answered_at, row.conflict = InviteState.DECLINED, timezone.now(), conflict
        row.conflict_note = reason.strip()[:500] if conflict else ""
        row.decline_reason = "" if conflict else reason.strip()[:500]
        row.suggestion = suggestion.strip()[:200]
        row.save()
        _tell(case, row, "reviewer_declined", by)
    return row


def cancel_invitation(assignment: ReviewAssignment, *, by: User) -> ReviewAssignment:
    """The desk no longer needs this review."""
    with moving(assignment.round.submission, Act.INVITE, by=by) as case:
        row = ReviewAssignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
        if row.state not in (InviteState.INVITED, InviteState.ACCEPTED):
            raise NotNow
        row.state, row.answered_at = InviteState.CANCELLED, timezone.now()
        row.save()
        note(case, "reviewer_cancelled", by=by, audience=Audience.DESK, reviewer=row.reviewer_id)
        notifications.reviews_cancelled(row.round, [row.reviewer] if row.reviewer else [])
    return row


def cancel_invitations(round_: Round) -> None:
    """Who was asked to review this round and has not done so need not any more."""
    waiting = round_.assignments.filter(state__in=[InviteState.INVITED, InviteState.ACCEPTED])
    people = [row.reviewer for row in waiting.select_related("reviewer") if row.reviewer]
    waiting.update(state=InviteState.CANCELLED, answered_at=timezone.now())
    notifications.reviews_cancelled(round_, people)


def tell_reviewers(round_: Round) -> None:
    """Who sent a review learns what was decided, not what the organisation was written."""
    sent = round_.assignments.filter(state=InviteState.SUBMITTED, reviewer__is_active=True)
    for row in sent.select_related("reviewer"):
        notifications.review_outcome(round_, row)


def save_review(
    assignment: ReviewAssignment,
    *,
    by: User,
    recommendation: str = "",
    for_author: str = "",
    for_editors: str = "",
    levels: dict[int, int | None] | None = None,
) -> Review:
    """Keep a review as far as it is written. `levels` maps criteria to 1–4, or None where one does not apply."""
    with _answering(assignment, by, InviteState.ACCEPTED) as (_case, row):
        review, _made = Review.objects.get_or_create(assignment=row)
        review.recommendation = recommendation if recommendation in Recommendation.values else ""
        review.for_author, review.for_editors = for_author.strip(), for_editors.strip()
        review.save()
        for criterion, level in (levels or {}).items():
            ReviewScore.objects.update_or_create(review=review, criterion_id=criterion, defaults={"level": level})
    return review


def send_review(assignment: ReviewAssignment, *, by: User) -> Review:
    """Hand the review in. It does not change any more. Raises `NotReady` by field."""
    with _answering(assignment, by, InviteState.ACCEPTED) as (case, row):
        review, _made = Review.objects.get_or_create(assignment=row)
        problems = _problems_of(review, case)
        if problems:
            raise NotReady(problems)
        review.sent_at = timezone.now()
        review.save()
        row.state = InviteState.SUBMITTED
        row.save()
        _tell(case, row, "review_received", by)
    return review


def _problems_of(review: Review, case: Submission) -> dict[str, list[str]]:
    problems = {}
    rubric = rubric_for(case.entry_kind)
    judged = set(review.scores.values_list("criterion_id", flat=True))
    for criterion in rubric.criteria.all() if rubric else ():
        if criterion.pk not in judged:
            problems[f"criterion_{criterion.pk}"] = [_("Please choose a level, or say that it does not apply.")]
    if not review.recommendation:
        problems["recommendation"] = [_("Please recommend something.")]
    if not review.for_author and review.recommendation != Recommendation.ACCEPT:
        problems["for_author"] = [_("Please write what the organisation should change or why it should not go on.")]
    return problems


@contextmanager
def _answering(
    assignment: ReviewAssignment, by: User, *states: InviteState
) -> Iterator[tuple[Submission, ReviewAssignment]]:
    """Lock the case and the invitation, check that this person may answer now, and settle the case afterwards."""
    with transaction.atomic():
        case = locked(assignment.round.submission)
        row = ReviewAssignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
        if row.reviewer_id != by.pk or is_member(by, case.organisation):
            raise NotAllowed
        if row.state not in states or row.round.outcome or case.status not in MOVES[Act.REVIEW]:
            raise NotNow
        yield case, row
        settle(case)


def _tell(case: Submission, row: ReviewAssignment, what: str, by: User) -> None:
    note(case, what, by=by, audience=Audience.DESK, reviewer=row.reviewer_id)
    notifications.review_answer(case, row, what)
