"""What moderation holds about a person: to hand over, and to let go of."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.members import retention
from community.members.export import register
from community.members.signals import account_erased
from community.moderation.models import Case, Flag, ModeratorNote, Notice, Sanction, Statement, TermsAcceptance

ADDRESS_DAYS = 30


def export(user) -> dict:
    """Decisions about a person, what they reported, which terms they accepted."""
    return {
        "statements_of_reasons": list(
            Statement.objects.filter(recipient=user).values(
                "id", "target_title", "action", "ground", "rule", "facts", "created_at", "ends_at", "reversed_at"
            )
        ),
        "sanctions": list(Sanction.objects.filter(user=user).values("kind", "starts_at", "ends_at", "lifted_at")),
        "flags": list(Flag.objects.filter(reporter=user).values("reason", "note", "created_at")),
        "notices": list(
            Notice.objects.filter(email__iexact=user.email).values("kind", "url", "explanation", "name", "received_at")
        ),
        "terms": list(TermsAcceptance.objects.filter(user=user).values("terms__version", "accepted_at")),
    }


def forget_addresses(now: datetime | None = None) -> int:
    """Network addresses are kept for 30 days. Returns how many were forgotten."""
    old = (now or timezone.now()) - timedelta(days=ADDRESS_DAYS)
    return Notice.objects.filter(address__isnull=False, received_at__lt=old).update(address=None)


@transaction.atomic
def anonymise(user) -> None:
    """Statements of reasons stay, as the law asks, without the name."""
    Statement.objects.filter(recipient=user).update(recipient=None)
    Flag.objects.filter(reporter=user).update(reporter=None, note="")
    Notice.objects.filter(email__iexact=user.email).exclude(email="").update(name="", email="", address=None)
    ModeratorNote.objects.filter(Q(author=user)).update(author=None)
    ModeratorNote.objects.filter(kind="profile", target_id=user.pk).delete()
    Case.objects.filter(claimed_by=user).update(claimed_by=None, claimed_at=None)
    TermsAcceptance.objects.filter(user=user).delete()
    Sanction.objects.filter(user=user).delete()


RULE = retention.Rule("notice-addresses", _("network addresses of notices"), forget_addresses)


def erase(sender, *, user, **_: object) -> None:
    anonymise(user)


def register_all() -> None:
    register("moderation", export)
    retention.register(RULE)
    account_erased.connect(erase, dispatch_uid="moderation.erase")
