from datetime import timedelta

import pytest
from django.utils import timezone

from community.members.models import Invitation, JoinRequest, Membership, Role
from community.members.services import joining
from community.members.services.joining import (
    AlreadyDecided,
    AlreadyMember,
    BadInvitation,
    ForeignInvitation,
    InvitationClosed,
    NotAllowed,
    TooManyInvitations,
)
from community.notifications.models import Outbox
from tests.factories import organisation


@pytest.fixture
def invitation(school) -> Invitation:
    return joining.invite(school["owner"], school.organisation, email="Stranger@example.org", role=Role.VIEWER)


def test_an_invitation_is_mailed_and_valid_for_fourteen_days(invitation):
    mail = Outbox.objects.get(kind="invitation")

    token = mail.url.removeprefix("/my/invitations/").removesuffix("/")
    assert (mail.address, mail.recipient.email) == ("stranger@example.org", "stranger@example.org")
    assert joining.invitation_of(token) == invitation
    assert timedelta(days=13) < invitation.expires_at - timezone.now() <= timedelta(days=14)


def test_inviting_again_keeps_one_invitation_and_sends_at_most_hourly(school, invitation):
    joining.invite(school["owner"], school.organisation, email="stranger@example.org", role=Role.EDITOR)

    assert (Invitation.objects.get().role, Outbox.objects.filter(kind="invitation").count()) == (Role.EDITOR, 1)


def test_accepting_twice_joins_once(school, invitation):
    for _ in range(2):
        joining.accept_invitation(school["stranger"], invitation)

    assert list(Membership.objects.filter(user=school["stranger"]).values_list("role", flat=True)) == [Role.VIEWER]
    assert Outbox.objects.filter(kind="member-joined").count() == 1


def test_an_invitation_of_somebody_else_is_refused(school, invitation):
    with pytest.raises(ForeignInvitation):
        joining.accept_invitation(school["neighbour"], invitation)
    with pytest.raises(ForeignInvitation):
        joining.decline_invitation(school["neighbour"], invitation)


def test_an_expired_invitation_is_refused(school, invitation):
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    with pytest.raises(InvitationClosed):
        joining.accept_invitation(school["stranger"], invitation)


def test_a_withdrawn_invitation_is_refused(school, invitation):
    joining.withdraw_invitation(school["owner"], invitation)

    with pytest.raises(InvitationClosed):
        joining.accept_invitation(school["stranger"], invitation)


def test_a_declined_invitation_is_refused(school, invitation):
    joining.decline_invitation(school["stranger"], invitation)

    with pytest.raises(InvitationClosed):
        joining.accept_invitation(school["stranger"], invitation)


def test_tokens_that_are_not_ours_lead_nowhere(invitation):
    token = joining.token_of(invitation)
    Invitation.objects.update(email="other@example.org")

    for bad in ("", "x", token[:-1], token):
        with pytest.raises(BadInvitation):
            joining.invitation_of(bad)


@pytest.mark.parametrize("role", ["viewer", "editor", "stranger", "neighbour"])
def test_only_owners_and_stewards_invite(school, role):
    with pytest.raises(NotAllowed):
        joining.invite(school[role], school.organisation, email="x@example.org", role=Role.VIEWER)


def test_members_are_not_invited(school):
    with pytest.raises(AlreadyMember):
        joining.invite(school["owner"], school.organisation, email="VIEWER@example.org", role=Role.EDITOR)


def test_an_organisation_cannot_write_to_the_whole_world(school, monkeypatch):
    monkeypatch.setattr(joining, "OPEN_AT_MOST", 1)
    joining.invite(school["owner"], school.organisation, email="a@example.org", role=Role.VIEWER)

    with pytest.raises(TooManyInvitations):
        joining.invite(school["owner"], school.organisation, email="b@example.org", role=Role.VIEWER)


def test_asking_twice_asks_once_and_tells_the_owner(school):
    for _ in range(2):
        joining.ask_to_join(school["stranger"], school.organisation, message="I work there.")

    assert (JoinRequest.objects.count(), list(Outbox.objects.values_list("kind", "recipient__email"))) == (
        1,
        [("join-requested", "owner@example.org")],
    )


def test_nobody_asks_everybody(school, monkeypatch):
    monkeypatch.setattr(joining, "ASKED_AT_MOST", 1)
    joining.ask_to_join(school["stranger"], organisation("Third school"), message="")

    with pytest.raises(joining.TooManyRequests):
        joining.ask_to_join(school["stranger"], school.organisation, message="")


def test_an_accepted_request_makes_an_editor_and_answers(school):
    request = joining.ask_to_join(school["stranger"], school.organisation, message="")

    joining.decide_request(school["owner"], request, accept=True)

    assert Membership.objects.get(user=school["stranger"]).role == Role.EDITOR
    assert Outbox.objects.get(kind="join-decided").recipient == school["stranger"]


def test_a_request_is_decided_once(school):
    request = joining.ask_to_join(school["stranger"], school.organisation, message="")
    joining.decide_request(school["owner"], request, accept=False)

    with pytest.raises(AlreadyDecided):
        joining.decide_request(school["owner"], request, accept=True)

    assert not Membership.objects.filter(user=school["stranger"]).exists()


def test_who_claims_an_organisation_without_owner_becomes_its_owner(school):
    empty = organisation("Empty school")
    request = joining.ask_to_join(school["stranger"], empty, message="")

    with pytest.raises(NotAllowed):
        joining.decide_request(school["owner"], request, accept=True)
    joining.decide_request(school["steward"], request, accept=True)

    assert Membership.objects.get(organisation=empty).role == Role.OWNER


def test_inviting_and_withdrawing_does_not_fill_a_mailbox(school):
    for _time in range(joining.SENT_A_DAY_TO_ONE):
        offer = joining.invite(school["owner"], school.organisation, email="one@example.org", role=Role.EDITOR)
        joining.withdraw_invitation(school["owner"], offer)

    with pytest.raises(joining.InvitedTooOften):
        joining.invite(school["owner"], school.organisation, email="ONE@example.org", role=Role.EDITOR)


def test_withdrawn_invitations_count_for_the_day(school, monkeypatch):
    monkeypatch.setattr(joining, "SENT_A_DAY", 2)
    for number in range(2):
        offer = joining.invite(school["owner"], school.organisation, email=f"{number}@example.org", role=Role.EDITOR)
        joining.withdraw_invitation(school["owner"], offer)

    with pytest.raises(joining.InvitedTooOften):
        joining.invite(school["owner"], school.organisation, email="2@example.org", role=Role.EDITOR)
