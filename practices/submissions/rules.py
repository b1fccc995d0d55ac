"""Who may do what with a case. Each question takes the object; a visitor may do nothing.

`MAY` is the whole table: a role and what it may do. What the state of the case allows is `states.MOVES`.
"""

from collections.abc import Mapping
from enum import StrEnum

from community.members.rules import can_write_for, is_member
from practices.submissions.states import MOVES, Act, InviteState, Status


class Role(StrEnum):
    """What somebody is to one case. Somebody may be several things."""

    READER = "reader"  # belongs to the organisation
    WRITER = "writer"  # writes for the organisation
    REVIEWER = "reviewer"  # was asked to review and has no conflict of interest
    DESK = "desk"  # decides submissions, and does not belong to the organisation


MAY: Mapping[Role, frozenset[Act]] = {
    Role.READER: frozenset({Act.READ}),
    Role.WRITER: frozenset({Act.READ, Act.WRITE, Act.SUBMIT, Act.DISCARD, Act.WITHDRAW, Act.TAKE_UP, Act.TALK}),
    Role.REVIEWER: frozenset({Act.REVIEW}),
    Role.DESK: frozenset(
        {
            Act.READ,
            Act.TALK,
            Act.READ_DESK,
            Act.ASSIGN,
            Act.INVITE,
            Act.ACCEPT,
            Act.REQUEST_CHANGES,
            Act.DECLINE,
            Act.REOPEN,
        }
    ),
}

#: Nobody reads a draft before it was submitted but the organisation itself.
_NOT_YET_FOR_DESK = frozenset({Status.DRAFT})


def is_desk(user) -> bool:
    """Whether this is one of those who decide submissions."""
    return user.is_authenticated and user.is_active and user.has_perm("submissions.decide_submission")


def roles_of(user, submission) -> set[Role]:
    """Everything a person is to this case."""
    if not user.is_authenticated or not user.is_active:
        return set()
    roles = set()
    member = is_member(user, submission.organisation)
    if member:
        roles.add(Role.READER)
    if can_write_for(user, submission.organisation):
        roles.add(Role.WRITER)
    # Nobody decides or judges what their own organisation submits.
    if not member and is_desk(user) and _has_reached_desk(submission):
        roles.add(Role.DESK)
    if not member and _reviews(user, submission):
        roles.add(Role.REVIEWER)
    return roles


def may(user, act: Act, submission) -> bool:
    """Whether this person may do this now."""
    return submission.status in MOVES[act] and act in allowed(user, submission)


def acts_of(user, submission) -> set[Act]:
    """Everything this person may do now."""
    return {act for act in allowed(user, submission) if submission.status in MOVES[act]}


def allowed(user, submission) -> set[Act]:
    """What a person is allowed whatever the state of the case. Nobody writes to a desk that cannot see it yet."""
    acts = {act for role in roles_of(user, submission) for act in MAY[role]}
    return acts if _has_reached_desk(submission) else acts - {Act.TALK}


def can_review(user, assignment) -> bool:
    """Read and judge the round: asked, no conflict, and the round still waits."""
    return (
        can_answer(user, assignment)
        and assignment.state in (InviteState.ACCEPTED, InviteState.SUBMITTED)
        and not is_member(user, assignment.round.submission.organisation)
    )


def can_answer(user, assignment) -> bool:
    return user.is_authenticated and user.is_active and assignment.reviewer_id == user.pk


def _has_reached_desk(submission) -> bool:
    return submission.status not in _NOT_YET_FOR_DESK or submission.submitted_at is not None


def _reviews(user, submission) -> bool:
    known = user.__dict__.setdefault("_reviews", {})
    if submission.pk not in known:
        states = [InviteState.ACCEPTED, InviteState.SUBMITTED]
        known[submission.pk] = submission.rounds.filter(
            outcome="", assignments__reviewer=user, assignments__state__in=states
        ).exists()
    return known[submission.pk]
