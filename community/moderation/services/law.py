"""Notices from outside, appeals, terms."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from community.members.models import User
from community.moderation.choices import NoticeKind, Source
from community.moderation.errors import (
    AlreadyAppealed,
    AlreadyDecided,
    NotAllowed,
    OwnDecision,
    TooLate,
    TooManyReports,
)
from community.moderation.models import Appeal, Decision, Notice, TermsAcceptance, TermsVersion
from community.moderation.rules import is_moderator, may_judge
from community.moderation.services import deciding, telling
from community.moderation.services.cases import open_case
from community.moderation.targets import target_of
from hub.catalogue.limits import A_DAY, times_by_network

NOTICES_A_DAY = 20
APPEAL_DAYS = 183


def receive_notice(*, address: str | None, **fields) -> Notice:
    """Keep a notice, open or join the case of what it is about, and send the receipt. Raises `TooManyReports`."""
    if times_by_network("notices", address or "", A_DAY) > NOTICES_A_DAY:
        raise TooManyReports
    kind, target_id = target_of(fields["url"])
    with transaction.atomic():
        case = open_case(kind, target_id, source=Source.NOTICE, urgent=fields["kind"] == NoticeKind.CHILD_SAFETY)
        notice = Notice.objects.create(case=case, address=address or None, **fields)
        telling.send_receipt(notice)
    return notice


def appeal_until(decision: Decision):
    return decision.decided_at + timedelta(days=APPEAL_DAYS)


@transaction.atomic
def appeal(decision: Decision, *, text: str, language: str, from_notifier: bool = False) -> Appeal:
    """Ask for another look. Raises `TooLate`, `AlreadyAppealed`."""
    if timezone.now() > appeal_until(decision):
        raise TooLate
    try:
        with transaction.atomic():
            made = Appeal.objects.create(
                decision=decision,
                text=text,
                language=language,
                from_notifier=from_notifier,
                first_judge_id=decision.decided_by_id,
            )
    except IntegrityError:
        raise AlreadyAppealed from None
    telling.tell_moderators(made)
    return made


@transaction.atomic
def judge(made: Appeal, *, by: User, reverse_it: bool, answer: str) -> Appeal:
    """Decide an appeal. A reversal gives back what was taken; if who gave the notice was right, the case is open again.

    Raises `OwnDecision`, `AlreadyDecided`, `NotAllowed`.
    """
    made = (
        Appeal.objects.select_for_update(of=("self",))
        .select_related("decision__case", "decision__statement")
        .get(pk=made.pk)
    )
    if made.state != Appeal.State.OPEN:
        raise AlreadyDecided
    if not is_moderator(by):
        raise NotAllowed
    if not may_judge(by, made):
        raise OwnDecision
    made.state = Appeal.State.REVERSED if reverse_it else Appeal.State.UPHELD
    made.second_judge_id, made.decided_at, made.answer = by.pk, timezone.now(), answer
    made.save()
    if reverse_it:
        _reverse(made, by)
    telling.tell_appeal(made)
    return made


def _reverse(made: Appeal, by: User) -> None:
    """Give back what was taken; for who gave the notice, open the case again: a moderator decides anew."""
    decision = made.decision
    if not made.from_notifier:
        deciding.undo(decision, by=by)
        return
    if decision.statement is None:
        Decision.objects.filter(pk=decision.pk).update(reversed_at=timezone.now())
    open_case(decision.case.kind, decision.case.target_id, source=Source.NOTICE)


def accept_terms(user: User, terms: TermsVersion) -> TermsAcceptance:
    return TermsAcceptance.objects.get_or_create(user=user, terms=terms)[0]
