"""Who may moderate what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from community.members.moderation_port import scope_of

if TYPE_CHECKING:
    from community.moderation.models import Appeal, Case, Decision

PERMISSION = "moderation.moderate"


def is_moderator(user) -> bool:
    """A moderator of everything."""
    return user.is_authenticated and user.is_active and user.has_perm(PERMISSION)


def may_see_queue(user) -> bool:
    return is_moderator(user) or bool(scope_of(user))


def may_work_on(user, case: Case) -> bool:
    return is_moderator(user) or (case.scope is not None and case.scope in scope_of(user))


def may_sanction(user) -> bool:
    """Whoever moderates one category decides about posts, not about people."""
    return is_moderator(user)


def may_judge(user, appeal: Appeal) -> bool:
    """Nobody judges an appeal against their own decision."""
    return is_moderator(user) and appeal.first_judge_id != user.pk


def may_appeal(user, decision: Decision) -> bool:
    statement = decision.statement
    return statement is not None and statement.recipient_id is not None and statement.recipient_id == user.pk
