"""Loaders: a person gets a thing, or a 404 that does not say whether it exists."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from community.members import rules
from community.members.models import Membership, Organisation, User


def organisation_seen_by(user: User, slug: str) -> Organisation:
    """An organisation whose people this person may see."""
    organisation = get_object_or_404(Organisation.objects.select_related("country"), slug=slug)
    if not rules.can_see_people(user, organisation):
        raise Http404
    return organisation


def organisation_managed_by(user: User, slug: str) -> Organisation:
    """An organisation this person looks after."""
    organisation = get_object_or_404(Organisation.objects.select_related("country"), slug=slug)
    if not rules.can_manage_people(user, organisation):
        raise Http404
    return organisation


def membership_seen_by(user: User, slug: str, pk: int) -> Membership:
    organisation = organisation_seen_by(user, slug)
    return get_object_or_404(organisation.memberships.select_related("user", "organisation"), pk=pk)
