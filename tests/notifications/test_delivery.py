from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.utils import timezone

from community.members.services import ensure_groups
from community.notifications.delivery import WAITS, compose, deliver_due_mails, deliver_mail
from community.notifications.models import Outbox, Rhythm, Scope
from community.notifications.queries import CLAIM_LASTS
from community.notifications.services import mail_address, notify, set_preference
from tests.factories import superuser, user


class DeadServer(EmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError("no server")


class KilledWorker(EmailBackend):
    """The server takes the mail; the worker dies before it can say so."""

    def send_messages(self, messages):
        super().send_messages(messages)
        raise KeyboardInterrupt


@pytest.fixture
def letter(nadia) -> Outbox:
    notify(nadia, "test-news", context={"title": "Tom & <b>Ann</b>"}, url="/my/notices/?a=1", dedupe_key="1")
    return Outbox.objects.get()


def pass_time(row: Outbox, **delta) -> None:
    """As if everything about this mail had happened that much earlier."""
    row.refresh_from_db()
    row.send_after -= timedelta(**delta)
    row.claimed_at = row.claimed_at and row.claimed_at - timedelta(**delta)
    row.save()


def test_mail_leaves_when_the_transaction_commits(nadia, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        notify(nadia, "test-news", context={"title": "x"}, url="/my/notices/", dedupe_key="1")
        assert mail.outbox == []

    assert [message.to for message in mail.outbox] == [["nadia@example.org"]]


def test_mail_has_text_and_html_and_says_why_and_how_to_stop(letter, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://hub.example.org"

    message = compose(letter)
    html = message.alternatives[0].content

    assert message.subject == "Notices: Tom & <b>Ann</b>"
    assert "Tom & <b>Ann</b>" in message.body
    assert "Tom &amp; &lt;b&gt;Ann&lt;/b&gt;" in html
    assert [part.count("Something moved") for part in (message.body, html)] == [1, 1]
    assert "https://hub.example.org/my/notices/?a=1" in message.body
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message.extra_headers["List-Unsubscribe"].startswith("<https://hub.example.org/my/unsubscribe/")
    assert message.extra_headers["Message-ID"].endswith("@hub.example.org>")
    assert "/admin" not in message.body + html


def test_mail_is_written_and_links_in_the_language_of_the_recipient(letter):
    Outbox.objects.update(language="nl")

    message = compose(Outbox.objects.get())

    assert (message.extra_headers["Content-Language"], "/nl/my/notices/?a=1" in message.body) == ("nl", True)
    assert '<html lang="nl" dir="ltr">' in message.alternatives[0].content


def test_subject_with_line_breaks_is_one_line(nadia):
    notify(nadia, "test-news", context={"title": "a\nBcc: x@example.org"}, url="/", dedupe_key="1")

    assert compose(Outbox.objects.get()).subject == "Notices: a Bcc: x@example.org"


def test_essential_mail_has_no_way_to_unsubscribe(db):
    mail_address("new@example.org", "test-letter", language="en", context={"title": "x"}, dedupe_key="1")

    message = compose(Outbox.objects.get())

    assert ("List-Unsubscribe" in message.extra_headers, "unsubscribe" in message.body) == (False, False)


def test_delivering_twice_sends_once_and_forgets_what_it_said(letter):
    assert (deliver_mail(letter.pk), deliver_mail(letter.pk), len(mail.outbox)) == (True, False, 1)

    letter.refresh_from_db()
    assert (letter.status, letter.context, letter.sent_at is not None) == (Outbox.Status.SENT, {}, True)


def test_mail_in_other_hands_is_left_alone(letter):
    Outbox.objects.update(claimed_at=timezone.now())

    assert (deliver_due_mails(), len(mail.outbox)) == (0, 0)


def test_server_down_is_tried_again_later_and_shows_when_it_fails(letter, settings):
    settings.EMAIL_BACKEND = f"{__name__}.DeadServer"

    for wait in WAITS:
        assert (deliver_due_mails(), deliver_due_mails()) == (0, 0)
        letter.refresh_from_db()
        assert (letter.status, letter.send_after > timezone.now()) == (Outbox.Status.WAITING, True)
        pass_time(letter, minutes=wait)
    deliver_due_mails()
    letter.refresh_from_db()

    assert (letter.status, letter.attempts, letter.last_error) == (
        Outbox.Status.FAILED, len(WAITS) + 1, "ConnectionRefusedError: no server",
    )  # fmt: skip


def test_mails_given_up_are_tried_again_on_demand(letter):
    Outbox.objects.update(status=Outbox.Status.FAILED, attempts=8)

    call_command("deliver_mail")
    assert mail.outbox == []
    call_command("deliver_mail", failed=True)
    assert len(mail.outbox) == 1


def test_server_that_comes_back_gets_the_mail_once(letter, settings):
    settings.EMAIL_BACKEND = f"{__name__}.DeadServer"
    deliver_due_mails()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    pass_time(letter, minutes=2)

    assert (deliver_due_mails(), deliver_due_mails(), len(mail.outbox)) == (1, 0, 1)


def test_worker_killed_before_the_task_loses_nothing(letter):
    """The row is committed; the task never ran."""
    call_command("deliver_mail")

    assert len(mail.outbox) == 1


def test_worker_killed_while_sending_repeats_itself_under_one_message_id(letter, settings):
    settings.EMAIL_BACKEND = f"{__name__}.KilledWorker"
    with pytest.raises(KeyboardInterrupt):
        deliver_due_mails()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert deliver_due_mails() == 0
    pass_time(letter, minutes=CLAIM_LASTS.seconds // 60 + 1)
    assert deliver_due_mails() == 1
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 1


def test_broken_mail_does_not_stop_the_next(letter, nadia):
    Outbox.objects.filter(pk=letter.pk).update(kind="test-letter", language="en", recipient=None, address="no address")
    notify(nadia, "test-task", context={"title": "x"}, url="/", dedupe_key="2")

    assert deliver_due_mails() in (1, 2)
    assert ["nadia@example.org"] in [message.to for message in mail.outbox]


def test_person_who_unsubscribed_in_between_gets_nothing(letter, nadia):
    set_preference(nadia, scope=Scope.NONE, rhythm=Rhythm.IMMEDIATE)

    deliver_due_mails()
    letter.refresh_from_db()

    assert (len(mail.outbox), letter.status) == (0, Outbox.Status.SKIPPED)


def test_person_who_left_in_between_gets_nothing(letter, nadia):
    nadia.is_active = False
    nadia.save()

    assert (deliver_due_mails(), len(mail.outbox)) == (0, 0)


def test_later_mail_waits(nadia):
    later = timezone.now() + timedelta(days=1)
    notify(nadia, "test-news", context={"title": "x"}, url="/", dedupe_key="1", send_after=later)

    assert (deliver_due_mails(), len(mail.outbox)) == (0, 0)


def test_administrators_see_what_failed_and_never_what_it_said(letter, hub, client):
    Outbox.objects.update(status=Outbox.Status.FAILED, last_error="ConnectionRefusedError: no server")
    client.force_login(superuser())

    page = client.get("/admin/reports/mails/?status=failed").content.decode()

    assert ("ConnectionRefusedError" in page, "Nadia" in page, "Tom" in page) == (True, True, False)


def test_editors_do_not_see_mails(letter, hub, client):
    ensure_groups()
    editor = user("editor@example.org")
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)

    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/reports/mails/").status_code == 302
