"""The daily job: it reminds, removes what nobody wants, and finds what cannot be."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from community.members.retention import apply_rules
from community.notifications.models import Notification
from hub.catalogue.models import Entry
from practices.submissions.models import DraftBuffer, ReviewAssignment, Submission
from practices.submissions.services.assigning import assign
from practices.submissions.services.deciding import request_changes
from practices.submissions.services.drafts import draft_of, save_draft, start_update
from practices.submissions.services.reviewing import accept_invitation, invite_reviewer
from practices.submissions.services.upkeep import (
    announce_drafts,
    remind_authors,
    remind_reviewers,
    remove_drafts,
    tell_overdue,
)
from practices.submissions.states import Status
from tests.factories import user
from tests.submissions.makers import desk, draft_case, member_of, school, submitted_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(hub):
    home = school()
    return member_of(home, "author@example.org"), home, desk()


def told(kind: str) -> list[tuple[str, str]]:
    rows = Notification.objects.filter(kind=kind).order_by("pk").select_related("recipient")
    return [(row.recipient.email, row.context["due"]) for row in rows]


def after(**more) -> timezone.datetime:
    return timezone.now() + timedelta(**more)


def in_days(number: int) -> str:
    return (timezone.localdate() + timedelta(days=number)).isoformat()


# ---------------------------------------------------------------- Reminders


def test_reviewer_is_reminded_three_days_before_and_once_when_it_is_overdue(people):
    author, home, editor = people
    reviewer = user("reviewer@example.org")
    case = submitted_case(author, home)
    accept_invitation(invite_reviewer(case, email=reviewer.email, by=editor), by=reviewer)
    days = (1, 17, 18, 19, 20, 21, 22, 23, 40)

    assert [remind_reviewers(after(days=day)) for day in days] == [0, 0, 1, 0, 0, 0, 1, 0, 0]
    assert told("review-reminder") == [(reviewer.email, in_days(21))] * 2
    assert [row.context["late"] for row in Notification.objects.filter(kind="review-reminder")] == [True, False]


def test_reviewer_is_not_reminded_once_the_round_is_decided(people):
    author, home, editor = people
    case = submitted_case(author, home)
    invite_reviewer(case, email=user("reviewer@example.org").email, by=editor)
    request_changes(case, by=editor, letter="More.")
    ReviewAssignment.objects.update(state="invited")

    assert remind_reviewers(after(days=30)) == 0


def test_author_is_reminded_a_week_before_and_nothing_is_closed_afterwards(people):
    author, home, editor = people
    case = request_changes(submitted_case(author, home), by=editor, letter="More.")

    assert [remind_authors(after(days=day)) for day in (1, 22, 23, 24, 30, 31)] == [0, 0, 1, 0, 0, 0]
    assert told("submission-changes-due") == [(author.email, in_days(30))]
    for day in (31, 400, 800):
        apply_rules(after(days=day))
    case.refresh_from_db()
    assert (case.status, case.open) == (Status.CHANGES, True)


def test_editor_is_told_once_that_a_case_is_overdue(people):
    author, home, editor = people
    case = submitted_case(author, home)
    other = desk("second@example.org")
    assert [tell_overdue(after(days=day)) for day in (27, 28, 29, 30)] == [0, 0, 1, 0]
    assert sorted(told("submission-overdue")) == [(editor.email, in_days(28)), (other.email, in_days(28))]

    Submission.objects.update(due_at=in_days(-1))
    assign(case, to=other, by=editor)
    assert [tell_overdue(timezone.now()) for _time in range(2)] == [1, 0]
    assert [email for email, due in told("submission-overdue") if due == in_days(-1)] == [other.email]


def test_editor_who_may_decide_no_more_is_not_told(people):
    author, home, editor = people
    other = desk("second@example.org")
    assign(submitted_case(author, home), to=editor, by=editor)
    editor.user_permissions.clear()

    assert tell_overdue(after(days=40)) == 1
    assert [email for email, _due in told("submission-overdue")] == [other.email]


# ---------------------------------------------------------------- Abandoned drafts


def abandoned(case: Submission, days: int = 183) -> Submission:
    DraftBuffer.objects.filter(submission=case).update(saved_at=after(days=-days))
    return case


def test_abandoned_draft_is_announced_and_removed_a_month_later(people):
    author, home, _editor = people
    case = abandoned(draft_case(author, home))
    entry = case.entry_id

    assert [announce_drafts(timezone.now()) for _time in range(2)] == [1, 0]
    assert told("submission-draft-expires") == [(author.email, in_days(30))]
    assert [remove_drafts(after(days=day)) for day in (1, 29, 31, 32)] == [0, 0, 1, 0]
    assert (Submission.objects.count(), Entry.objects.filter(pk=entry).exists()) == (0, False)


def test_draft_that_was_saved_after_the_mail_stays(people):
    author, home, _editor = people
    case = abandoned(draft_case(author, home))
    announce_drafts(timezone.now())
    draft = draft_of(case, by=author)
    save_draft(case, data={"title": "Still here"}, version=draft.version, by=author)

    assert remove_drafts(after(days=60)) == 0


def test_draft_that_was_saved_as_it_was_after_the_mail_stays(people):
    case = abandoned(draft_case(people[0], people[1]))
    announce_drafts(timezone.now())
    case = Submission.objects.get(pk=case.pk)
    draft = draft_of(case, by=people[0])
    save_draft(case, data=draft.data, version=draft.version, by=people[0])
    assert remove_drafts(after(days=60)) == 0


@pytest.mark.parametrize("days", [1, 181])
def test_draft_in_use_is_not_announced(people, days):
    author, home, _editor = people
    abandoned(draft_case(author, home), days)

    assert announce_drafts(timezone.now()) == 0


def test_changes_that_never_came_are_neither_announced_nor_removed(people):
    author, home, editor = people
    case = request_changes(submitted_case(author, home), by=editor, letter="More.")
    draft_of(case, by=author)
    abandoned(case)

    assert announce_drafts(timezone.now()) == 0
    DraftBuffer.objects.update(warned_at=after(days=-60))
    assert remove_drafts(timezone.now()) == 0


def test_published_entry_survives_its_abandoned_update(people, hub):
    author, home, _editor = people
    entry = hub.entry(organisation=home)
    entry.save_revision().publish()
    abandoned(start_update(entry, by=author))
    announce_drafts(timezone.now())

    assert remove_drafts(after(days=31)) == 1
    assert Entry.objects.visible().filter(pk=entry.pk).exists()
    assert Submission.objects.count() == 0


# ---------------------------------------------------------------- States


def test_check_is_silent_when_every_state_is_as_its_rows_say(people, capsys):
    author, home, _editor = people
    submitted_case(author, home)
    call_command("check_submissions")

    assert capsys.readouterr().out == ""


def test_check_alarms_names_and_repairs_a_wrong_state(people, capsys):
    author, home, _editor = people
    case = submitted_case(author, home)
    Submission.objects.update(status=Status.IN_REVIEW)

    with pytest.raises(CommandError, match="check_submissions --repair"):
        call_command("check_submissions")
    assert capsys.readouterr().out == f"{case.reference}: “in_review” instead of “submitted”\n"
    call_command("check_submissions", "--repair")
    call_command("check_submissions")
    case.refresh_from_db()
    assert case.status == Status.SUBMITTED
