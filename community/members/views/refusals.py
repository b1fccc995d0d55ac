"""What people read when a service says no."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.members.services import accounts, joining, organisations

TEXTS = {
    organisations.NotAllowed: _("You may not do this. Somebody may have changed your role."),
    organisations.LastOwner: _("The organisation needs an owner. Make somebody else owner first."),
    organisations.NotAMember: _("This person does not belong to the organisation any more."),
    joining.AlreadyMember: _("This person belongs to the organisation already."),
    joining.TooManyInvitations: _("Too many invitations are open. Withdraw some of them first."),
    joining.InvitedTooOften: _("Many invitations were sent today. Please go on tomorrow."),
    joining.TooManyRequests: _("Many of your requests wait for an answer. Wait for some of them first."),
    joining.InvitationClosed: _("This invitation is no longer open. Ask for a new one."),
    joining.ForeignInvitation: _("This invitation was sent to another e-mail address."),
    joining.AlreadyDecided: _("Somebody else has already answered this request."),
    accounts.OwnsOrganisations: _("Hand your organisations over to somebody else first."),
}


def attempt(request: HttpRequest, action: Callable, *, done: str = "") -> bool:
    """Run a service; say that it is done, or why not."""
    try:
        action()
    except tuple(TEXTS) as refusal:
        messages.error(request, str(TEXTS[type(refusal)]))
        return False
    if done:
        messages.success(request, done)
    return True
