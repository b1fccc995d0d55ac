import pytest

from community.members import rules
from community.members.models import Invitation, JoinRequest
from tests.members.conftest import ROLES

ABOUT_ORGANISATIONS = {
    # who:                         visitor stranger viewer editor owner neighbour steward
    "is_member": (0, 0, 1, 1, 1, 0, 0),
    "can_write_for": (0, 0, 0, 1, 1, 0, 0),
    "can_edit_organisation": (0, 0, 0, 0, 1, 0, 1),
    "can_see_people": (0, 0, 1, 1, 1, 0, 1),
    "can_manage_people": (0, 0, 0, 0, 1, 0, 1),
    "can_verify": (0, 0, 0, 0, 0, 0, 1),
    "can_ask_to_join": (0, 1, 0, 0, 0, 1, 1),
}
ABOUT_THE_EDITOR = {
    "can_hand_over": (0, 0, 0, 0, 1, 0, 0),
    "can_remove": (0, 0, 0, 1, 1, 0, 1),
}


def cells(table: dict) -> list:
    return [(verb, role, bool(row[place])) for verb, row in table.items() for place, role in enumerate(ROLES)]


@pytest.mark.parametrize(("verb", "role", "allowed"), cells(ABOUT_ORGANISATIONS))
def test_what_a_role_may_do_for_an_organisation(school, verb, role, allowed):
    assert getattr(rules, verb)(school[role], school.organisation) is allowed


@pytest.mark.parametrize(("verb", "role", "allowed"), cells(ABOUT_THE_EDITOR))
def test_what_a_role_may_do_with_a_member(school, verb, role, allowed):
    assert getattr(rules, verb)(school[role], school.membership("editor")) is allowed


@pytest.mark.parametrize("role", ROLES)
def test_an_invitation_is_for_its_address_only(school, role):
    invitation = Invitation(organisation=school.organisation, email="Stranger@Example.org")

    assert rules.can_accept(school[role], invitation) is (role == "stranger")


@pytest.mark.parametrize("role", ROLES)
def test_a_request_is_decided_by_owner_or_steward(school, role):
    request = JoinRequest(organisation=school.organisation, user=school["stranger"])

    assert rules.can_decide_request(school[role], request) is (role in ("owner", "steward"))


def test_nobody_decides_their_own_request(school):
    request = JoinRequest(organisation=school.organisation, user=school["steward"])

    assert rules.can_decide_request(school["steward"], request) is False


def test_inactive_people_ask_for_nothing(school):
    stranger = school["stranger"]
    stranger.is_active = False

    assert rules.can_ask_to_join(stranger, school.organisation) is False
    assert rules.can_create_organisation(stranger) is False
