"""Decisions: one transaction with the case's row locked, so that the second of two is refused."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from community.members.models import User
from community.members.moderation_port import Card, handler_of
from community.moderation.choices import RESTRICTIVE, Action, Ground, SanctionKind, Source
from community.moderation.errors import AlreadyDecided, NotAllowed, ReasonsMissing
from community.moderation.models import Appeal, Case, Decision, Notice, Sanction, Statement
from community.moderation.rules import is_moderator, may_sanction, may_work_on
from community.moderation.services import cases, telling


@dataclass(frozen=True)
class Reasons:
    """Why something is restricted, in words for the person it happens to."""

    ground: str = Ground.TERMS
    rule: str = ""
    facts: str = ""


@transaction.atomic
def decide(
    case: Case,
    *,
    by: User,
    action: str,
    reasons: Reasons | None = None,
    explanation: str = "",
    until: datetime | None = None,
) -> Decision:
    """Close a case. Whoever is restricted gets a statement of reasons, whoever reported it an answer.

    Raises `NotAllowed`, `AlreadyDecided`, `ReasonsMissing`.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    if case.state != Case.State.OPEN:
        raise AlreadyDecided
    if not may_work_on(by, case) or (action in (Action.SILENCE, Action.SUSPEND) and not may_sanction(by)):
        raise NotAllowed
    handler = handler_of(case.kind)
    thing = handler.find(case.target_id) if handler else None
    card = handler.card(thing) if handler and thing else None
    statement = _state(case, card, action, reasons, until) if action in RESTRICTIVE else None
    decision = Decision.objects.create(
        case=case, action=action, decided_by=by, explanation=explanation, statement=statement
    )
    if handler and thing:
        _carry_out(handler, thing, decision, card)
    Case.objects.filter(pk=case.pk).update(state=Case.State.DECIDED, closed_at=timezone.now())
    telling.tell_decision(decision)
    return decision


def _state(case: Case, card: Card | None, action: str, reasons: Reasons | None, until: datetime | None) -> Statement:
    if reasons is None or not reasons.rule.strip() or not reasons.facts.strip():
        raise ReasonsMissing
    return Statement.objects.create(
        kind=case.kind,
        target_id=case.target_id,
        target_title=card.title[:200] if card else case.kind,
        recipient=card.author if card else None,
        action=action,
        ground=reasons.ground,
        rule=reasons.rule.strip(),
        facts=reasons.facts.strip(),
        source=_source(case),
        ends_at=until if action in (Action.SILENCE, Action.SUSPEND) else None,
    )


def _source(case: Case) -> str:
    return (
        Source.NOTICE if Notice.objects.filter(case=case).exists() else Source.FLAG if case.flag_count else case.source
    )


def _carry_out(handler, thing, decision: Decision, card: Card) -> None:
    by, statement = decision.decided_by, decision.statement
    if decision.action == Action.APPROVE or (decision.action == Action.KEEP and "approve" in card.actions):
        handler.approve(thing, by=by)
    if decision.action == Action.UNLIST and "unlist" in card.actions:
        handler.unlist(thing, by=by, statement=statement)
    elif decision.action in RESTRICTIVE and "remove" in card.actions:
        handler.remove(thing, by=by, statement=statement)
    if decision.action in (Action.SILENCE, Action.SUSPEND) and card.author:
        Sanction.objects.create(
            user=card.author, kind=SanctionKind(decision.action), statement=statement, ends_at=statement.ends_at
        )


@transaction.atomic
def take_back(decision: Decision, *, by: User, answer: str) -> Decision:
    """Correct a restriction that was a mistake, without waiting for an appeal. Raises `NotAllowed`, `AlreadyDecided`.

    While an appeal is open, it is the appeal that decides.
    """
    decision = Decision.objects.select_for_update(of=("self",)).select_related("case", "statement").get(pk=decision.pk)
    if not is_moderator(by):
        raise NotAllowed
    waits = decision.appeals.filter(state=Appeal.State.OPEN).exists()
    if decision.statement is None or decision.reversed_at or waits:
        raise AlreadyDecided
    undo(decision, by=by)
    cases.write_note(decision.case.kind, decision.case.target_id, by=by, text=answer)
    telling.tell_taken_back(decision, answer)
    return decision


def undo(decision: Decision, *, by: User) -> None:
    """Give back what a decision took. Runs in the transaction of the appeal."""
    now = timezone.now()
    statement, case = decision.statement, decision.case
    handler = handler_of(case.kind)
    thing = handler.find(case.target_id) if handler else None
    if handler and thing and "restore" in handler.card(thing).actions and _still_holds(thing, statement):
        handler.restore(thing, by=by)
    Decision.objects.filter(pk=decision.pk).update(reversed_at=now)
    if statement:
        Statement.objects.filter(pk=statement.pk).update(reversed_at=now)
        Sanction.objects.filter(statement=statement, lifted_at=None).update(lifted_at=now)


def _still_holds(thing, statement: Statement | None) -> bool:
    """Whether it is this decision that hides the thing, and not a later one."""
    return statement is None or getattr(thing, "statement_id", statement.pk) == statement.pk
