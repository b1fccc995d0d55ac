"""What stops somebody from writing: a sanction, or terms they have not accepted yet."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from community.members.models import User
from community.members.moderation_port import Refusal
from community.moderation.queries import active_sanctions, current_terms, has_accepted


def sanctioned(user: User) -> Refusal | None:
    sanction = active_sanctions(user).order_by("-pk").first()
    if sanction is None:
        return None
    url = reverse("moderation:statement", args=[sanction.statement.token])
    if sanction.ends_at is None:
        return Refusal(_("You may not write here at present. The reasons say how to appeal."), url)
    until = date_format(timezone.localtime(sanction.ends_at), "j M Y")
    return Refusal(_("You may write again after {date}. The reasons say how to appeal.").format(date=until), url)


def terms_open(user: User) -> Refusal | None:
    terms = current_terms()
    if terms is None or has_accepted(user, terms):
        return None
    return Refusal(_("Please read and accept the terms before you write."), reverse("moderation:terms"))
