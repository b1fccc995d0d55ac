from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from community.notifications.models import Outbox, Rhythm, Scope
from community.notifications.services import next_digest, notify, set_preference


@pytest.fixture
def three_notices(nadia):
    set_preference(nadia, scope=Scope.ALL, rhythm=Rhythm.DIGEST)
    for number in (1, 2, 3):
        notify(nadia, "test-news", context={"title": f"Title {number}"}, url="/my/notices/", dedupe_key=str(number))


def morning_comes() -> None:
    Outbox.objects.update(send_after=timezone.now() - timedelta(minutes=1))
    call_command("deliver_mail", verbosity=0)


def test_nothing_is_sent_before_the_morning(three_notices):
    call_command("deliver_mail")

    assert mail.outbox == []


def test_one_mail_says_everything_once(three_notices):
    morning_comes()
    morning_comes()

    assert [message.subject for message in mail.outbox] == ["3 notices from the hub"]
    assert [f"Title {number}" in mail.outbox[0].body for number in (1, 2, 3)] == [True, True, True]
    assert set(Outbox.objects.values_list("status", flat=True)) == {"sent"}


def test_unsubscribing_before_the_morning_stops_it(three_notices, nadia):
    set_preference(nadia, scope=Scope.NONE, rhythm=Rhythm.DIGEST)

    morning_comes()

    assert (mail.outbox, set(Outbox.objects.values_list("status", flat=True))) == ([], {"skipped"})


@pytest.mark.parametrize(("hour", "day"), [(5, 10), (7, 11), (22, 11)])
def test_digest_comes_with_the_next_morning(hour, day):
    now = timezone.make_aware(datetime(2026, 3, 10, hour))

    assert next_digest(now) == timezone.make_aware(datetime(2026, 3, day, 7))
