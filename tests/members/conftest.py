from dataclasses import dataclass

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.core.cache import cache

from community.members.models import Membership, Organisation, Role, User
from tests.factories import organisation, user

ROLES = ("visitor", "stranger", "viewer", "editor", "owner", "neighbour", "steward")


@pytest.fixture(autouse=True)
def no_limits_reached():
    """Attempts are counted in the cache; those of one test must not stop the next."""
    cache.clear()


@dataclass
class School:
    """An organisation with one person of every role, and the people around it."""

    organisation: Organisation
    people: dict[str, User | AnonymousUser]

    def __getitem__(self, role: str) -> User:
        """The person as a new request would load them."""
        person = self.people[role]
        return User.objects.get(pk=person.pk) if person.pk else person

    def membership(self, role: str) -> Membership:
        return Membership.objects.select_related("user", "organisation").get(
            user=self.people[role], organisation=self.organisation
        )


@pytest.fixture
def school(db) -> School:
    """`neighbour` owns another organisation; `steward` is one of the hub's editors."""
    own, other = organisation("A school"), organisation("Another school")
    people = {role: user(f"{role}@example.org", display_name=role.capitalize()) for role in ROLES[1:]}
    for role in Role.values:
        Membership.objects.create(user=people[role], organisation=own, role=role)
    Membership.objects.create(user=people["neighbour"], organisation=other, role=Role.OWNER)
    people["steward"].user_permissions.add(Permission.objects.get(codename="change_organisation"))
    return School(own, {"visitor": AnonymousUser(), **people})
