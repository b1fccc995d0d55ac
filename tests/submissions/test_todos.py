"""My hub: what waits for each role, and what it waits for."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.members.models import Role, User
from community.members.todo import todos_of
from practices.submissions.models import Submission
from practices.submissions.services.assigning import assign
from practices.submissions.services.deciding import accept, decline, request_changes
from practices.submissions.services.reviewing import accept_invitation, invite_reviewer
from practices.submissions.services.submitting import withdraw
from practices.submissions.services.talking import send_message
from practices.submissions.todos import ALL
from tests.factories import user
from tests.submissions.makers import desk, draft_case, member_of, school, submitted_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(hub):
    home = school()
    return member_of(home, "author@example.org"), home, desk()


def lines(person) -> list[tuple[str, str, bool]]:
    return [(todo.text, todo.url, todo.waiting_for_me) for todo in todos_of(User.objects.get(pk=person.pk))]


def test_author_sees_what_to_do_and_what_the_editors_have(people):
    author, home, editor = people
    draft = draft_case(author, home, title="One")
    submitted = submitted_case(author, home, title="Two")
    reviewed = assign(submitted_case(author, home, title="Three"), to=editor, by=editor)
    changed = request_changes(submitted_case(author, home, title="Four"), by=editor, letter="More.")
    accept(submitted_case(author, home, title="Five"), by=editor)
    withdraw(submitted_case(author, home, title="Six"), by=author, reason="No.")

    assert sorted(lines(author)) == [
        ("Finish the draft “One”", f"/my/cases/{draft.reference}/", True),
        ("Make the changes to “Four”", f"/my/cases/{changed.reference}/", True),
        ("The editors’ decision about “Three”", f"/my/cases/{reviewed.reference}/", False),
        ("The editors’ first look at “Two”", f"/my/cases/{submitted.reference}/", False),
    ]
    assert todos_of(author)[-1].text == "Finish the draft “One”"


@pytest.mark.parametrize("role", ["viewer", "stranger"])
def test_who_does_not_write_has_nothing_to_do(people, role):
    author, home, _editor = people
    draft_case(author, home)
    person = member_of(home, "v@example.org", Role.VIEWER) if role == "viewer" else user("stranger@example.org")

    assert lines(person) == []


def test_reviewer_answers_and_then_reviews(people):
    author, home, editor = people
    reviewer = user("reviewer@example.org")
    row = invite_reviewer(submitted_case(author, home), email=reviewer.email, by=editor)
    asked = lines(reviewer)
    accept_invitation(row, by=reviewer)
    agreed = lines(reviewer)
    accept(Submission.objects.get(), by=editor)

    url = f"/my/reviews/{row.pk}/"
    assert asked == [("Say whether you will review “Reading together”", url, True)]
    assert agreed == [("Review “Reading together”", url, True)]
    assert lines(reviewer) == []


def test_desk_sees_numbers_that_lead_to_the_board(people):
    author, home, editor = people
    submitted_case(author, home)
    submitted_case(author, home)
    assign(submitted_case(author, home), to=editor, by=editor)
    Submission.objects.filter(handling_editor=editor).update(due_at="2020-01-01")

    assert [(text, url.startswith("/admin/submissions/")) for text, url, _mine in lines(editor)] == [
        ("Assign 2 submissions", True),
        ("Decide 1 submission in your hands", True),
        ("1 submission is overdue", True),
    ]


def test_what_waits_for_its_author_is_not_the_desks_to_decide(people):
    author, home, editor = people
    case = assign(submitted_case(author, home), to=editor, by=editor)
    request_changes(case, by=editor, letter="More.")
    Submission.objects.filter(pk=case.pk).update(due_at="2020-01-01")
    assert lines(editor) == []

    send_message(case, by=author, text="How much more?")
    assert [text for text, _url, _mine in lines(editor)] == ["Answer a message about 1 submission"]


def test_message_about_a_closed_case_waits_for_an_answer(people):
    author, home, editor = people
    case = decline(submitted_case(author, home), by=editor, letter="No.")
    assert (lines(author), lines(editor)) == ([], [])

    send_message(case, by=author, text="May we try again?")
    assert lines(author) == [("The editors’ answer about “Reading together”", f"/my/cases/{case.reference}/", False)]
    assert lines(editor) == [("Answer a message about 1 submission", "/admin/submissions/queue/answer/", True)]
    send_message(case, by=editor, text="Yes.")
    assert (lines(author), lines(editor)) == ([], [])


def test_lists_cost_the_same_however_much_there_is(people):
    author, home, editor = people

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            for person in (author, editor):
                fresh = User.objects.get(pk=person.pk)
                for provider in ALL:
                    provider(fresh)
        return len(found.captured_queries)

    draft_case(author, home)
    few = asked()
    for number in range(5):
        submitted_case(author, home, title=f"Number {number}")
        invite_reviewer(submitted_case(author, home), email=user(f"r{number}@example.org").email, by=editor)

    assert asked() == few
