"""One list of what waits, made from the states of things and never stored. Rooms add providers in `apps.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from community.members import rules
from community.members.models import User
from community.members.queries import invitations_to, open_invitations, open_requests, requests_for
from community.members.services.joining import token_of


@dataclass(frozen=True)
class Todo:
    """`waiting_for_me` tells what I must do from what I wait for. `url` is where it is done or seen."""

    text: str
    url: str
    due: date | None = None
    waiting_for_me: bool = True


Provider = Callable[[User], list[Todo]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Add what a room knows. A provider asks the database a fixed number of times."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def todos_of(user: User) -> list[Todo]:
    """Everything, what is due first; without a date last, in the order of the rooms."""
    found = [todo for provider in _providers for todo in provider(user)]
    return sorted(found, key=lambda todo: (todo.due is None, todo.due or date.max))


@register
def invitations(user: User) -> list[Todo]:
    return [
        Todo(
            _("Answer the invitation of {organisation}").format(organisation=offer.organisation),
            reverse("invitation", args=[token_of(offer)]),
            due=offer.expires_at.date(),
        )
        for offer in invitations_to(user)
    ]


@register
def requests_to_join(user: User) -> list[Todo]:
    return [
        Todo(
            _("{person} asks to join {organisation}").format(
                person=request.user.public_name, organisation=request.organisation
            ),
            reverse("organisation_people", args=[request.organisation.slug]),
        )
        for request in requests_for(user, steward=rules.is_steward(user))
    ]


@register
def invitations_sent(user: User) -> list[Todo]:
    return [
        Todo(
            _("The answer of {email} to the invitation of {organisation}").format(
                email=offer.email, organisation=offer.organisation
            ),
            reverse("organisation_people", args=[offer.organisation.slug]),
            due=offer.expires_at.date(),
            waiting_for_me=False,
        )
        for offer in open_invitations().filter(invited_by=user).select_related("organisation")
    ]


@register
def own_requests(user: User) -> list[Todo]:
    return [
        Todo(
            _("Your request to join {organisation}").format(organisation=request.organisation),
            reverse("organisation", args=[request.organisation.slug]),
            waiting_for_me=False,
        )
        for request in open_requests().filter(user=user)
    ]
