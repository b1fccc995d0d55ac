"""Opening, flagging, claiming and settling cases."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from community.members.models import User
from community.members.moderation_port import handler_of
from community.moderation.choices import FlagReason, Source
from community.moderation.errors import AlreadyReported, NotAllowed, TooManyReports
from community.moderation.models import Case, Flag, ModeratorNote
from community.moderation.queries import CLAIM_HOURS
from community.moderation.rules import may_work_on
from community.moderation.services.telling import tell_of_case

FLAGS_A_DAY = 20
URGENT = {FlagReason.CHILD, FlagReason.ILLEGAL}


def open_case(kind: str, target_id: int, *, source: str, urgent: bool = False) -> Case:
    """The open case of a thing, made when there is none: however many speak of it, it is one item of work."""
    defaults = {"source": source, "scope": _scope(kind, target_id)}
    try:
        with transaction.atomic():
            case, created = Case.objects.get_or_create(
                kind=kind, target_id=target_id, state=Case.State.OPEN, defaults=defaults
            )
    except IntegrityError:  # Somebody opened it at the same moment.
        case, created = Case.objects.get(kind=kind, target_id=target_id, state=Case.State.OPEN), False
    raised = urgent and not case.urgent
    if raised:
        Case.objects.filter(pk=case.pk).update(urgent=True)
        case.urgent = True
    if raised or (created and source != Source.OWN):
        tell_of_case(case)
    return case


def take_up(kind: str, target_id: int, *, by: User) -> Case:
    """The case of what a moderator came upon, theirs if nobody else has it. Raises `NotAllowed`."""
    handler = handler_of(kind)
    thing = handler.find(target_id) if handler else None
    if handler is None or thing is None or not may_work_on(by, Case(scope=handler.card(thing).moderators_of)):
        raise NotAllowed
    case = open_case(kind, target_id, source=Source.OWN)
    claim(case, by=by)
    return case


def _scope(kind: str, target_id: int) -> int | None:
    handler = handler_of(kind)
    thing = handler.find(target_id) if handler else None
    return handler.card(thing).moderators_of if handler and thing else None


def flag(kind: str, target_id: int, *, by: User, reason: str, note: str = "") -> Flag:
    """A member says that something is wrong. Raises `NotAllowed`, `AlreadyReported`, `TooManyReports`."""
    handler = handler_of(kind)
    thing = handler.find(target_id) if handler else None
    if handler is None or thing is None or not handler.is_visible(thing, by):
        raise NotAllowed
    yesterday = timezone.now() - timedelta(days=1)
    if Flag.objects.filter(reporter=by, created_at__gt=yesterday).count() >= FLAGS_A_DAY:
        raise TooManyReports
    with transaction.atomic():
        case = open_case(kind, target_id, source=Source.FLAG, urgent=reason in URGENT)
        made, created = Flag.objects.get_or_create(case=case, reporter=by, defaults={"reason": reason, "note": note})
        if not created:
            raise AlreadyReported
        Case.objects.filter(pk=case.pk).update(flag_count=F("flag_count") + 1)
    return made


def claim(case: Case, *, by: User) -> bool:
    """Say that one is working on it. False if somebody else is; a claim lapses after a day."""
    if not may_work_on(by, case):
        raise NotAllowed
    free = Case.objects.filter(pk=case.pk, state=Case.State.OPEN)
    old = timezone.now() - timedelta(hours=CLAIM_HOURS)
    mine = free.filter(claimed_by=None) | free.filter(claimed_by=by) | free.filter(claimed_at__lt=old)
    return mine.update(claimed_by=by, claimed_at=timezone.now()) == 1


def release(case: Case, *, by: User) -> None:
    Case.objects.filter(pk=case.pk, claimed_by=by).update(claimed_by=None, claimed_at=None)


def settle_case(kind: str, target_id: int) -> None:
    """Its author took it back, so nobody needs to look at it, unless others spoke of it."""
    cases = Case.objects.filter(kind=kind, target_id=target_id, state=Case.State.OPEN, flag_count=0, notices=None)
    for case in cases:
        Case.objects.filter(pk=case.pk).update(state=Case.State.SETTLED, closed_at=timezone.now())


def write_note(kind: str, target_id: int, *, by: User, text: str) -> ModeratorNote:
    return ModeratorNote.objects.create(kind=kind, target_id=target_id, author=by, text=text)
