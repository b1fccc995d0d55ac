"""What the room of members writes. It lies below this one, so its kinds are registered here and its mail connected."""

from django.utils.translation import gettext_lazy as _

from community.members import mail
from community.members.models import User
from community.notifications.kinds import Kind, register
from community.notifications.models import Notification, Outbox, Preference
from community.notifications.rendering import render_line
from community.notifications.services import mail_address, notify

ORGANISATION = {"organisation": "Buurtschool De Linde"}
KINDS = (
    Kind("confirm-address", _("you created an account or changed its address"), essential=True),
    Kind("reset-password", _("somebody asked for a new password for this address"), essential=True),
    Kind("no-account", _("somebody asked for a new password for this address"), essential=True),
    Kind("account-exists", _("somebody tried to create an account with this address"), essential=True),
    Kind("account-changed", _("your account changed"), essential=True, example={"event": "password_changed"}),
    Kind("account-idle", _("nobody has used your account for long"), essential=True, example={"day": "2026-12-01"}),
    Kind(
        "invitation",
        _("somebody invited this address"),
        essential=True,
        example={**ORGANISATION, "inviter": "Nadia", "role": "editor", "expires": "2026-12-01"},
    ),
    Kind(
        "join-requested",
        _("you are owner of an organisation"),
        must_act=True,
        example={**ORGANISATION, "name": "Milo", "message": "I work there."},
    ),
    Kind("join-decided", _("you asked to join an organisation"), example={**ORGANISATION, "accepted": True}),
    Kind("member-joined", _("you are owner of an organisation"), example={**ORGANISATION, "name": "Milo"}),
    Kind("member-removed", _("you belonged to an organisation"), example=ORGANISATION),
    Kind("role-changed", _("you belong to an organisation"), example={**ORGANISATION, "role": "owner"}),
    Kind("organisation-verified", _("you are owner of an organisation"), example=ORGANISATION),
)


def connect() -> None:
    for kind in KINDS:
        register(Kind(**{**kind.__dict__, "template_base": f"notifications/members/{kind.name}"}))
    mail.connect(notify=notify, mail_address=mail_address)


def forget(sender: type[User], *, user: User, **kwargs) -> None:
    """Somebody leaves: what we told them goes with them, also what still waits."""
    Notification.objects.filter(recipient=user).delete()
    Outbox.objects.filter(recipient=user).delete()
    Outbox.objects.filter(address__iexact=user.email).delete()
    Preference.objects.filter(user=user).delete()


def export(user: User) -> dict:
    preference = Preference.objects.filter(user=user).first()
    return {
        "preference": {"scope": preference.scope, "rhythm": preference.rhythm} if preference else None,
        "notices": [
            {"text": render_line(row), "created": row.created_at, "read": row.read_at} for row in user.notices.all()
        ],
        "mails": list(user.mails.values("kind", "status", "created_at", "sent_at")),
    }
