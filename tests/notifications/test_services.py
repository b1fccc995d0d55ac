import pytest
from django.contrib.auth.models import Group, Permission
from django.db import transaction

from community.notifications.kinds import UnknownKind
from community.notifications.models import Notification, Outbox, Rhythm, Scope
from community.notifications.services import (
    AdminLinkForNonStaff,
    mail_address,
    notify,
    notify_many,
    set_preference,
    unsubscribe,
)
from tests.factories import user


def tell(person, kind="test-news", *, key="1", url="/my/notices/", **more):
    return notify(person, kind, context={"title": "Story bags"}, url=url, dedupe_key=key, **more)


def mails() -> list[tuple]:
    return list(Outbox.objects.order_by("pk").values_list("kind", "recipient__email", "status"))


def test_notify_writes_a_notice_and_a_mail(nadia):
    notice = tell(nadia)

    assert (notice.kind, notice.read_at, mails()) == (
        "test-news", None, [("test-news", "nadia@example.org", "waiting")],
    )  # fmt: skip


def test_notify_twice_with_one_key_tells_once(nadia):
    first, second = tell(nadia), tell(nadia)

    assert (first, Outbox.objects.count(), Notification.objects.count()) == (second, 1, 1)


def test_notify_is_undone_with_the_change_that_caused_it(nadia):
    with pytest.raises(RuntimeError), transaction.atomic():
        tell(nadia)
        raise RuntimeError

    assert (Outbox.objects.count(), Notification.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("scope", "kind", "mailed"),
    [
        (Scope.ALL, "test-news", True),
        (Scope.ALL, "test-task", True),
        (Scope.MUST_ACT, "test-news", False),
        (Scope.MUST_ACT, "test-task", True),
        (Scope.NONE, "test-news", False),
        (Scope.NONE, "test-task", False),
        (Scope.NONE, "test-letter", True),
    ],
)
def test_preference_decides_the_mail_and_never_the_notice(nadia, scope, kind, mailed):
    set_preference(nadia, scope=scope, rhythm=Rhythm.IMMEDIATE)

    tell(nadia, kind)

    assert (Outbox.objects.exists(), Notification.objects.count()) == (mailed, 1)


def test_unknown_kind_is_refused(nadia):
    with pytest.raises(UnknownKind):
        tell(nadia, "nonsense")


def test_admin_link_goes_to_nobody_without_access(nadia):
    with pytest.raises(AdminLinkForNonStaff):
        tell(nadia, url="/admin/pages/1/edit/")

    assert Outbox.objects.count() == 0


def test_admin_link_goes_to_staff(db):
    editor = user()
    group = Group.objects.create(name="With access")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    editor.groups.add(group)

    assert tell(editor, url="/admin/pages/1/edit/").url == "/admin/pages/1/edit/"


def test_many_people_cost_as_many_queries_as_one(db, django_assert_num_queries):
    people = [user(f"person{number}@example.org") for number in range(12)]

    with django_assert_num_queries(6):  # known, notices, preferences, mails, savepoint and its end
        notify_many(people, "test-news", context={"title": "x"}, url="/my/notices/", dedupe_key="1")

    assert Outbox.objects.count() == 12


def test_link_is_kept_in_the_default_language(nadia):
    from django.urls import reverse
    from django.utils.translation import override

    with override("nl"):
        notice = tell(nadia, url=reverse("notices"))

    assert notice.url == "/my/notices/"


def test_person_without_an_account_is_written_to(db):
    for _ in range(2):
        mail_address("New@Example.org", "test-letter", language="xx", context={"title": "Hello"}, dedupe_key="1")

    assert list(Outbox.objects.values_list("address", "language", "recipient")) == [("New@Example.org", "en", None)]


def test_unsubscribing_goes_one_step_and_stays_there(nadia):
    assert (unsubscribe(nadia, "test-news"), unsubscribe(nadia, "test-news")) == (Scope.MUST_ACT, Scope.MUST_ACT)
    assert (unsubscribe(nadia, "test-task"), unsubscribe(nadia, "test-news")) == (Scope.NONE, Scope.NONE)
