"""What stops somebody from writing: a sanction, or terms they have not accepted yet."""

from django.urls import reverse
from django.utils.translation import gettext as _

from community.members.models import User
from community.members.moderation_port import Refusal
from community.moderation.queries import active_sanctions, current_terms, has_accepted
from hub.catalogue.presentation import words


def sanctioned(user: User) -> Refusal | None:
    sanction = active_sanctions(user).order_by("-pk").first()
    if sanction is None:
        return None
    url = reverse("moderation:statement", args=[sanction.statement.token])
    if sanction.ends_at is None:
        return Refusal(_("You may not write here at present. The reasons say how to appeal."), url)
    message = _("You may write again after {date}. The reasons say how to appeal.")
    return Refusal(message.format(date=words.day(sanction.ends_at)), url)


def terms_open(user: User) -> Refusal | None:
    terms = current_terms()
    if terms is None or has_accepted(user, terms):
        return None
    return Refusal(_("Please read and accept the terms before you write."), reverse("moderation:terms"))
