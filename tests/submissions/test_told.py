"""Who is told when a case moves: nobody who has a part in it is left in the dark."""

import pytest

from community.members.models import Membership, Role, User
from community.notifications.models import Notification, Outbox
from community.notifications.rendering import render_mail
from practices.submissions.models import ReviewAssignment, Rubric, Submission
from practices.submissions.services.assigning import assign
from practices.submissions.services.deciding import accept, decline, reopen, request_changes
from practices.submissions.services.reviewing import accept_invitation, invite_reviewer, save_review, send_review
from practices.submissions.services.submitting import submit, withdraw
from practices.submissions.states import InviteState
from tests.factories import user
from tests.submissions.makers import declarations, desk, member_of, school, submitted_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(hub):
    return school()


@pytest.fixture
def author(home):
    return member_of(home, "author@example.org")


@pytest.fixture
def case(author, home):
    return submitted_case(author, home)


@pytest.fixture
def editor(home):
    return desk()


def reviewer(case, editor, *, sent: bool = False) -> ReviewAssignment:
    Rubric.objects.all().delete()
    person = user(f"reviewer{sent}@example.org", display_name="Rita")
    row = accept_invitation(invite_reviewer(case, email=person.email, by=editor), by=person)
    if sent:
        save_review(row, by=person, recommendation="accept")
        send_review(row, by=person)
    return row


def told(kind: str) -> list[str]:
    return sorted(Notification.objects.filter(kind=kind).values_list("recipient__email", flat=True))


def text_of(kind: str) -> str:
    return render_mail(Outbox.objects.get(kind=kind)).text


def test_reviewers_and_colleagues_are_told_of_a_withdrawal(case, home, author, editor):
    member_of(home, "colleague@example.org")
    row = reviewer(case, editor)
    withdraw(case, by=author, reason="We found a mistake.")
    row.refresh_from_db()
    assert row.state == InviteState.CANCELLED
    assert told("review-cancelled") == ["reviewerfalse@example.org"]
    assert "A school has withdrawn its submission" in text_of("review-cancelled")
    assert told("submission-taken-back") == ["colleague@example.org"]
    assert "Author has withdrawn the submission of A school" in text_of("submission-taken-back")
    assert "We found a mistake." in text_of("submission-taken-back")


@pytest.mark.parametrize(
    ("decide", "words"),
    [
        (accept, "The editors have accepted it."),
        (request_changes, "The editors have asked the organisation to change it."),
        (decline, "The editors have decided not to publish it."),
    ],
)
def test_reviewer_is_told_what_was_decided_and_not_the_letter(client, case, editor, decide, words):
    row = reviewer(case, editor, sent=True)
    reviewer(case, editor)
    decide(case, by=editor, letter="A letter to the school.")
    assert (told("review-outcome"), told("review-cancelled")) == (
        ["reviewertrue@example.org"],
        ["reviewerfalse@example.org"],
    )
    assert words in text_of("review-outcome")
    assert "A letter to the school." not in text_of("review-outcome")
    client.force_login(row.reviewer)
    page = client.get(f"/my/reviews/{row.pk}/").content.decode()
    assert (f"{words} Your review can be read below." in page, "A letter to the school." in page) == (True, False)


def test_desk_reads_in_the_mail_what_the_organisation_says_it_changed(case, author, editor):
    case = request_changes(case, by=editor, letter="Say how many.")
    case.handling_editor = editor
    case.save()
    submit(case, by=author, declared=declarations(), cover_note="We counted them: 412.")
    mail = render_mail(Outbox.objects.get(kind="submission-assigned"))
    assert mail.subject == f"Sent again: “Reading together” ({case.reference})"
    assert "A school has sent round 2 of its submission." in mail.text
    assert "We counted them: 412." in mail.text


@pytest.mark.parametrize(
    ("to", "says"),
    [
        ("other", "Kim looks after this submission of A school now."),
        ("third", "Kim has given this submission of A school to Sam."),
        (None, "Kim has taken this submission of A school out of your hands. It waits for an editor."),
    ],
)
def test_editor_whose_case_is_taken_hears_of_it(case, editor, to, says):
    other, third = named_desk("Kim"), named_desk("Sam")
    assign(case, to=editor, by=editor)
    assign(case, to={"other": other, "third": third}.get(to), by=other)

    mail = render_mail(Outbox.objects.get(kind="submission-reassigned", recipient=editor))
    assert mail.subject == f"No longer in your hands: “Reading together” ({case.reference})"
    assert says in " ".join(mail.text.split())


def named_desk(name: str) -> User:
    User.objects.filter(pk=desk(f"{name}@example.org").pk).update(display_name=name)
    return User.objects.get(display_name=name)


def test_editor_who_gives_a_case_away_is_not_told(case, editor):
    assign(case, to=editor, by=editor)
    assign(case, to=desk("kim@example.org"), by=editor)

    assert not Outbox.objects.filter(kind="submission-reassigned").exists()


def leave_the_desk(editor, home) -> None:
    User.objects.filter(pk=editor.pk).update(is_active=False)


def lose_the_right(editor, home) -> None:
    editor.user_permissions.clear()


def join(editor, home) -> None:
    Membership.objects.create(user=editor, organisation=home, role=Role.VIEWER)


@pytest.mark.parametrize("change", [leave_the_desk, lose_the_right, join])
def test_case_of_an_editor_who_has_left_is_given_away_in_silence(case, editor, home, change):
    assign(case, to=editor, by=editor)
    change(editor, home)
    other = desk("kim@example.org")
    assign(case, to=other, by=other)

    assert Submission.objects.get(pk=case.pk).handling_editor == other
    assert not Outbox.objects.filter(kind="submission-reassigned").exists()


def test_editor_whose_declined_case_is_reopened_by_somebody_else_hears_of_it(case, editor):
    assign(case, to=editor, by=editor)
    decline(case, by=editor, letter="No, thank you.")
    reopen(case, by=desk("kim@example.org"), reason="A mistake")

    assert told("submission-reassigned") == [editor.email]
