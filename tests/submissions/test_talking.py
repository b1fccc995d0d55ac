import pytest

from community.notifications.models import Notification
from practices.submissions.models import FieldComment, Message
from practices.submissions.queries import comments_for
from practices.submissions.services.reviewing import accept_invitation, invite_reviewer
from practices.submissions.services.talking import comment, send_message
from tests.factories import user
from tests.submissions.makers import desk, member_of, school, submitted_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(hub):
    home = school()
    author, editor = member_of(home, "author@example.org"), desk()
    return author, editor, submitted_case(author, home)


def test_message_sent_twice_is_one(people):
    author, _editor, case = people
    first = send_message(case, by=author, text="When will you decide?")
    again = send_message(case, by=author, text="When will you decide? ")

    assert (first.pk, Message.objects.count()) == (again.pk, 1)
    assert Notification.objects.filter(kind="submission-message").count() == 1


def test_same_words_after_an_answer_are_said_again(people):
    author, editor, case = people
    send_message(case, by=author, text="Any news?")
    send_message(case, by=editor, text="Not yet.")
    send_message(case, by=author, text="Any news?")

    assert [row.text for row in case.messages.all()] == ["Any news?", "Not yet.", "Any news?"]


def test_note_of_the_desk_does_not_hide_the_same_words_to_the_author(people):
    _author, editor, case = people
    send_message(case, by=editor, text="Look at the costs.", for_desk=True)
    send_message(case, by=editor, text="Look at the costs.")

    assert list(case.messages.values_list("audience", flat=True)) == ["desk", "author"]


def test_answer_sent_twice_is_one(people):
    author, editor, case = people
    asked = comment(case.rounds.get(), field="context", by=editor, text="Why?", share=True)
    for _time in range(2):
        comment(asked.round, field="context", by=author, text="Because.", parent=asked)

    assert FieldComment.objects.filter(parent=asked).count() == 1


def test_reviewer_reads_what_was_answered_to_them_and_nothing_else_of_the_desk(people):
    _author, editor, case = people
    reviewer = user("reviewer@example.org")
    accept_invitation(invite_reviewer(case, email=reviewer.email, by=editor), by=reviewer)
    round_ = case.rounds.get()
    asked = comment(round_, field="context", by=reviewer, text="Is this so?")
    comment(round_, field="context", by=editor, text="I think so.", parent=asked)
    comment(round_, field="title", by=editor, text="A note of the desk.")

    assert [row.text for row in comments_for(reviewer, case)] == ["Is this so?", "I think so."]


def told(person) -> list[str]:
    notices = Notification.objects.filter(kind="submission-comment", recipient=person)
    return [notice.context["text"] for notice in notices]


def test_both_sides_are_told_of_comments_they_may_read(people):
    author, editor, case = people
    round_ = case.rounds.get()
    asked = comment(round_, field="context", by=author, text="May we name the pupils?")
    comment(round_, field="context", by=editor, text="No.", parent=asked)
    comment(round_, field="title", by=editor, text="Too long.", share=True)
    comment(round_, field="title", by=editor, text="A note of the desk.")

    assert told(editor) == ["May we name the pupils?"]
    assert sorted(told(author)) == ["No.", "Too long."]


def test_comment_of_the_organisation_is_read_by_reviewers(people):
    author, editor, case = people
    reviewer = user("reviewer@example.org")
    accept_invitation(invite_reviewer(case, email=reviewer.email, by=editor), by=reviewer)
    comment(case.rounds.get(), field="context", by=author, text="May we name the pupils?")

    assert [row.text for row in comments_for(reviewer, case)] == ["May we name the pupils?"]
