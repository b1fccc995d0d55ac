"""Accounts nobody uses: announced a month ahead, then erased. Signing in keeps them."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse

from community.members import mail
from community.members.models import Invitation, JoinRequest, User
from community.members.queries import idle_accounts
from community.members.services.accounts import erase_account
from hub.catalogue.models import ProblemReport

NOTICE = timedelta(days=30)
UNCONFIRMED = timedelta(days=30)
CLOSED = timedelta(days=180)


def announce_idle_accounts(now: datetime) -> int:
    """Tell people that their account will go. Returns how many were told."""
    idle = idle_accounts(now - timedelta(days=30 * settings.IDLE_ACCOUNT_MONTHS))
    return sum(
        _announce(user, now) for user in idle.filter(Q(idle_notice_at=None) | Q(idle_notice_at__lt=F("last_login")))
    )


@transaction.atomic
def _announce(user: User, now: datetime) -> bool:
    user.idle_notice_at = now
    user.save(update_fields=["idle_notice_at"])
    mail.mail_address(
        user.email,
        "account-idle",
        language=user.language,
        context={"day": (now + NOTICE).date().isoformat()},
        url=reverse("account_login"),
        dedupe_key=f"{user.pk}:{now:%Y%m%d}",
        recipient=user,
    )
    return True


def erase_idle_accounts(now: datetime) -> int:
    """Erase those told a month ago who have not come back. Returns how many."""
    idle = idle_accounts(now - timedelta(days=30 * settings.IDLE_ACCOUNT_MONTHS))
    due = idle.filter(idle_notice_at__lt=now - NOTICE).exclude(last_login__gt=F("idle_notice_at"))
    return sum(bool(erase_account(user, abandon=True)) for user in due)


def delete_unconfirmed_accounts(now: datetime) -> int:
    """Accounts whose address was never confirmed were never used; they go without a trace."""
    unused = User.objects.filter(date_joined__lt=now - UNCONFIRMED, last_login=None, is_superuser=False, groups=None)
    never = unused.filter(emailaddress__isnull=False).exclude(emailaddress__verified=True)
    return never.delete()[1].get("members.User", 0)


def delete_old_invitations(now: datetime) -> int:
    """Invitations and requests that were answered or ran out half a year ago."""
    closed = Q(closed_at__lt=now - CLOSED) | Q(expires_at__lt=now - CLOSED)
    invitations = Invitation.objects.filter(closed).delete()[0]
    return invitations + JoinRequest.objects.filter(decided_at__lt=now - CLOSED).delete()[0]


def forget_reporters(now: datetime) -> int:
    """Addresses left with reports of problems, half a year after the report was handled."""
    return ProblemReport.objects.filter(handled_at__lt=now - CLOSED).exclude(email="").update(email="")


def delete_ended_sessions(now: datetime) -> int:
    """Sessions that have run out, with the internet addresses noted for them."""
    ended = Session.objects.filter(expire_date__lt=now).delete()[0]
    living = Session.objects.values("session_key")
    return ended + UserSession.objects.exclude(session_key__in=living).delete()[0]
