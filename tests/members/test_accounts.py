from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.utils import timezone

from community.members.export import export_of
from community.members.models import Invitation, JoinRequest, Membership, Role, User
from community.members.services import accounts, idle, joining
from community.members.services.accounts import OwnsOrganisations
from community.notifications.models import Notification, Outbox
from tests.factories import organisation, user


@pytest.fixture
def busy(school) -> User:
    """Somebody who has left traces everywhere."""
    person = school["viewer"]
    person.about = "Secret hobby"
    person.save()
    accounts.confirm_address(person)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    joining.ask_to_join(person, organisation("Third school"), message="Secret message")
    joining.invite(school["owner"], organisation_owned_by(school["owner"]), email=person.email, role=Role.VIEWER)
    return person


def organisation_owned_by(person: User):
    made = organisation("Fourth school")
    Membership.objects.create(user=person, organisation=made, role=Role.OWNER)
    return made


def test_erasing_leaves_an_account_of_nobody(busy):
    accounts.erase_account(busy)
    left = User.objects.get(pk=busy.pk)

    assert (left.email, left.display_name, left.about, left.is_active, left.has_usable_password()) == (
        f"erased-{busy.pk}@invalid.invalid", "", "", False, False,
    )  # fmt: skip
    for rows in (
        Membership.objects.filter(user=left),
        JoinRequest.objects.filter(user=left),
        Invitation.objects.filter(email="viewer@example.org"),
        EmailAddress.objects.filter(user=left),
        Authenticator.objects.filter(user=left),
        Notification.objects.filter(recipient=left),
        Outbox.objects.filter(recipient=left),
        Outbox.objects.filter(address="viewer@example.org"),
    ):
        assert list(rows) == []


def test_erasing_twice_is_erasing_once(busy):
    first = accounts.erase_account(busy).erased_at

    assert accounts.erase_account(busy).erased_at == first


def test_the_last_owner_hands_over_before_leaving(school):
    with pytest.raises(OwnsOrganisations) as refusal:
        accounts.erase_account(school["owner"])

    assert (refusal.value.names, User.objects.filter(erased_at=None).count()) == (["A school"], 6)


def test_entries_of_who_left_stay(hub, school):
    entry = hub.entry(organisation=school.organisation, owner=school["editor"])

    accounts.erase_account(school["editor"])
    entry.refresh_from_db()

    assert (entry.live, entry.organisation, str(entry.owner.display_name)) == (True, school.organisation, "")


def test_the_export_holds_what_the_person_gave(busy):
    told = str(export_of(busy))

    assert ["Secret hobby" in told, "Secret message" in told, "viewer@example.org" in told] == [True, True, True]
    assert "owner@example.org" not in told


def idle_for(person: User, **ago) -> None:
    User.objects.filter(pk=person.pk).update(last_login=timezone.now() - timedelta(**ago))


def test_an_idle_account_is_told_and_erased_a_month_later(db):
    person = user("idle@example.org")
    idle_for(person, days=800)

    call_command("apply_retention")
    call_command("apply_retention")
    assert list(Outbox.objects.values_list("kind", "address")) == [("account-idle", "idle@example.org")]
    assert User.objects.get(pk=person.pk).erased_at is None

    assert idle.erase_idle_accounts(timezone.now() + timedelta(days=31)) == 1
    assert User.objects.get(pk=person.pk).erased_at is not None


def test_who_comes_back_stays(db):
    person = user("idle@example.org")
    idle_for(person, days=800)
    idle.announce_idle_accounts(timezone.now())
    idle_for(person, days=0)

    assert idle.erase_idle_accounts(timezone.now() + timedelta(days=31)) == 0


def test_people_of_the_hub_are_never_idle(school, db):
    from django.contrib.auth.models import Group

    person = user("idle@example.org")
    person.groups.add(Group.objects.create(name="Desk"))
    idle_for(person, days=800)

    assert idle.announce_idle_accounts(timezone.now()) == 0


def test_accounts_never_confirmed_go(db):
    never, confirmed = user("never@example.org"), user("confirmed@example.org")
    EmailAddress.objects.create(user=never, email=never.email)
    accounts.confirm_address(confirmed)
    User.objects.update(date_joined=timezone.now() - timedelta(days=40))

    assert idle.delete_unconfirmed_accounts(timezone.now()) == 1
    assert list(User.objects.all()) == [confirmed]
