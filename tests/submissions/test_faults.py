"""Two at once, processes that die, mail that does not go out: whole or nothing, nothing twice, nothing lost."""

import pytest

from community.members.models import User
from community.notifications.delivery import deliver_due_mails
from community.notifications.models import Outbox
from practices.submissions.models import Round, Submission
from practices.submissions.services.deciding import accept, decline, request_changes
from practices.submissions.services.submitting import submit
from practices.submissions.states import Status
from tests.factories import user
from tests.members.test_races import at_once
from tests.submissions.exercise import Walk, sweep
from tests.submissions.makers import declarations, desk, draft_case, member_of, school, submitted_case

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.every]


@pytest.fixture
def author(hub):
    return member_of(school(), "author@example.org")


@pytest.fixture
def home(author):
    return author.memberships.get().organisation


@pytest.fixture
def editor(hub):
    return desk()


def again(person: User) -> User:
    """As another request would have it."""
    return User.objects.get(pk=person.pk)


@pytest.mark.parametrize("_attempt", range(5))
def test_submitting_twice_at_once_is_one_round(author, home, _attempt):
    case = draft_case(author, home)
    declared = declarations()
    ends = at_once(*[lambda: submit(case, by=again(author), declared=declared)] * 2)
    assert (ends, Round.objects.count()) == (["NotNow", "done"], 1)
    assert Outbox.objects.filter(kind="submission-received").count() == 1


@pytest.mark.parametrize("_attempt", range(3))
def test_two_decisions_at_once_are_one(author, home, editor, _attempt):
    case = submitted_case(author, home)
    other = desk("desk2@example.org")
    ends = at_once(
        lambda: accept(case, by=again(editor)),
        lambda: decline(case, by=again(other), letter="No."),
    )
    assert ends == ["NotNow", "done"]
    case.refresh_from_db()
    assert case.status in (Status.PUBLISHED, Status.DECLINED)
    kind = "submission-accepted" if case.status == Status.PUBLISHED else "submission-declined"
    mails = Outbox.objects.filter(kind__in=["submission-accepted", "submission-declined"], recipient=author)
    assert [mail.kind for mail in mails] == [kind]


def test_status_is_right_after_every_step_of_a_walk(author, editor):
    walk = Walk(author, editor, user("reviewer@example.org")).go(80)
    assert walk.wrong == []
    assert sum(walk.done.values()) == 80


@pytest.mark.parametrize("act", ["submit", "accept", "request_changes"])
def test_process_killed_in_the_middle_leaves_all_or_nothing(author, home, editor, act):
    declared = declarations()
    make, run = {
        "submit": (
            lambda: draft_case(again(author), home),
            lambda case: submit(case, by=again(author), declared=declared),
        ),
        "accept": (
            lambda: submitted_case(again(author), home),
            lambda case: accept(case, by=again(editor)),
        ),
        "request_changes": (
            lambda: submitted_case(again(author), home),
            lambda case: request_changes(case, by=again(editor), letter="Say more."),
        ),
    }[act]
    interrupted, halves = sweep(make, run, 6)
    assert halves == []
    assert interrupted > 0


def test_decision_reaches_the_author_when_the_worker_died_before_sending(author, home, editor, settings, mailoutbox):
    """The task is lost with the worker; the row of the outbox is not."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": []}}
    request_changes(submitted_case(author, home), by=editor, letter="Say how many.")
    assert mailoutbox == []
    deliver_due_mails()
    deliver_due_mails()
    letters = [mail for mail in mailoutbox if "Say how many." in mail.body]
    assert [mail.to for mail in letters] == [[author.email]]


def test_mail_server_that_is_down_stops_nobody(author, home, editor, settings, mailoutbox):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    case = accept(submitted_case(author, home), by=editor)
    deliver_due_mails()
    assert Submission.objects.get(pk=case.pk).status == Status.PUBLISHED
    waiting = Outbox.objects.get(kind="submission-accepted", recipient=author)
    assert (waiting.status, waiting.attempts) == (Outbox.Status.WAITING, 1)
