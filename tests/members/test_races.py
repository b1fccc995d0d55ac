"""Two people, or one person twice, in the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from community.members.models import Membership, Organisation, Role, User
from community.members.services import accounts, joining, organisations
from community.notifications.delivery import deliver_mail
from community.notifications.models import Outbox
from community.notifications.services import notify
from tests.factories import organisation, user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.every]


def at_once(*actions) -> list[str]:
    """Run them together. The name of the error each ended with, or "done"."""
    barrier = Barrier(len(actions))

    def run(action) -> str:
        try:
            barrier.wait()
            action()
        except Exception as error:
            return type(error).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(actions)) as pool:
        return sorted(pool.map(run, actions))


@pytest.mark.parametrize("_attempt", range(5))
def test_two_owners_who_leave_together_do_not_leave_it_alone(_attempt):
    school = organisation()
    owners = [user(f"owner{number}@example.org") for number in (1, 2)]
    rows = [Membership.objects.create(user=owner, organisation=school, role=Role.OWNER) for owner in owners]
    Membership.objects.create(user=user("viewer@example.org"), organisation=school, role=Role.VIEWER)

    ends = at_once(
        *(lambda row=row: organisations.remove_member(User.objects.get(pk=row.user_id), row) for row in rows)
    )

    assert (ends, school.memberships.filter(role=Role.OWNER).count()) == (["LastOwner", "done"], 1)


@pytest.mark.parametrize("_attempt", range(5))
def test_two_owners_who_erase_their_accounts_together_do_not_leave_it_alone(_attempt):
    school = organisation()
    owners = [user(f"owner{number}@example.org") for number in (1, 2)]
    for owner in owners:
        Membership.objects.create(user=owner, organisation=school, role=Role.OWNER)
    Membership.objects.create(user=user("viewer@example.org"), organisation=school, role=Role.VIEWER)

    ends = at_once(*(lambda owner=owner: accounts.erase_account(owner) for owner in owners))

    assert (ends, school.memberships.filter(role=Role.OWNER).count()) == (["OwnsOrganisations", "done"], 1)


def test_an_organisation_added_twice_at_once_is_one():
    founder = user("founder@example.org")

    ends = at_once(
        *[lambda: organisations.create_organisation(User.objects.get(pk=founder.pk), name="De Linde", country=None)] * 2
    )

    assert (ends, Organisation.objects.count()) == (["OrganisationExists", "done"], 1)


def test_an_invitation_accepted_twice_at_once_joins_once():
    school, owner, guest = organisation(), user("owner@example.org"), user("guest@example.org")
    Membership.objects.create(user=owner, organisation=school, role=Role.OWNER)
    offer = joining.invite(owner, school, email=guest.email, role=Role.EDITOR)

    ends = at_once(*[lambda: joining.accept_invitation(User.objects.get(pk=guest.pk), offer)] * 3)

    assert (ends, school.memberships.count()) == (["done"] * 3, 2)


def test_a_mail_taken_by_four_workers_leaves_once():
    reader = user("reader@example.org")
    notify(reader, "role-changed", context={"organisation": "A", "role": "owner"}, url="/my/", dedupe_key="1")
    Outbox.objects.update(status=Outbox.Status.WAITING, claimed_at=None, sent_at=None, send_after=timezone.now())
    mail.outbox.clear()
    pk = Outbox.objects.get().pk

    at_once(*[lambda: deliver_mail(pk)] * 4)

    assert len(mail.outbox) == 1


def test_one_event_told_twice_at_once_is_told_once():
    reader = user("reader@example.org")

    def tell() -> None:
        notify(reader, "role-changed", context={"organisation": "A", "role": "owner"}, url="/my/", dedupe_key="1")

    assert at_once(*[tell] * 4) == ["done"] * 4
    assert (Outbox.objects.count(), reader.notices.count(), len(mail.outbox)) == (1, 1, 1)
