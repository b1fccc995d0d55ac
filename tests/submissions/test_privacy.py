"""What a person takes along, and what stays when they leave."""

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from community.members.export import export_of
from community.members.services.accounts import erase_account
from community.notifications.models import Notification
from practices.submissions.models import AssignmentRule, ReviewAssignment, Submission
from practices.submissions.services.assigning import assign
from practices.submissions.services.deciding import request_changes
from practices.submissions.services.moving import wrong_statuses
from practices.submissions.services.reviewing import accept_invitation, decline_invitation, invite_reviewer, save_review
from practices.submissions.services.talking import comment, send_message
from practices.submissions.states import InviteState, Status
from tests.factories import user
from tests.submissions.makers import desk, draft_case, member_of, school, submitted_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(hub):
    home = school()
    return member_of(home, "author@example.org"), home, desk(), user("reviewer@example.org", display_name="Rita")


def exported(person) -> dict:
    return json.loads(json.dumps(export_of(person)["submissions"], cls=DjangoJSONEncoder))


def test_author_takes_along_what_they_wrote(people):
    author, home, _editor, _reviewer = people
    case = submitted_case(author, home)
    send_message(case, by=author, text="When?")
    comment(case.rounds.get(), field="title", by=author, text="Is it too long?")
    draft_case(author, home)
    found = exported(author)

    assert [row["text"] for row in found["messages"]] == ["When?"]
    assert [row["text"] for row in found["comments"]] == ["Is it too long?"]
    assert [row["number"] for row in found["rounds_submitted"]] == [1]
    assert len(found["declarations"]) == 4
    assert [row["data"]["title"] for row in found["drafts_saved_last"]] == ["Reading together"]
    assert {row["status"] for row in found["submissions"]} == {"draft", "submitted"}


def test_reviewer_and_editor_take_along_what_they_judged(people):
    author, home, editor, reviewer = people
    case = submitted_case(author, home)
    row = accept_invitation(invite_reviewer(case, email=reviewer.email, by=editor, note_text="Please."), by=reviewer)
    save_review(row, by=reviewer, for_author="Well done.", for_editors="Not bad.")
    request_changes(case, by=editor, letter="More.")

    review = exported(reviewer)["reviews"][0]
    assert (review["review__for_author"], review["review__for_editors"]) == ("Well done.", "Not bad.")
    assert [row["letter"] for row in exported(editor)["decisions"]] == ["More."]


def test_nobody_takes_along_what_others_wrote(people):
    author, home, editor, _reviewer = people
    case = submitted_case(author, home)
    send_message(case, by=editor, text="A secret of the desk", for_desk=True)

    assert "A secret of the desk" not in json.dumps(exported(author))


def test_case_stays_without_the_name_of_who_left(people, client):
    author, home, _editor, _reviewer = people
    case = submitted_case(author, home)
    send_message(case, by=author, text="When?")
    colleague = member_of(home, "colleague@example.org")
    erase_account(author, abandon=True)
    client.force_login(colleague)
    page = client.get(f"/my/cases/{case.reference}/").content.decode()
    case.refresh_from_db()

    assert (case.contact, case.status) == (None, Status.SUBMITTED)
    assert "When?" in page
    assert "Former member" in page
    assert "Author" not in page.partition("<main")[2].partition("</main")[0]


def test_case_in_the_hands_of_an_editor_who_left_waits_for_another(people):
    author, home, editor, _reviewer = people
    case = assign(submitted_case(author, home), to=editor, by=editor)
    AssignmentRule.objects.create(editor=editor)
    erase_account(editor, abandon=True)
    case.refresh_from_db()

    assert (case.handling_editor, case.status) == (None, Status.SUBMITTED)
    assert (wrong_statuses(), AssignmentRule.objects.count()) == ([], 0)
    assert case.events.last().kind == "assigned"


def test_review_that_was_promised_is_declined_and_the_desk_told(people):
    author, home, editor, reviewer = people
    case = submitted_case(author, home)
    accept_invitation(invite_reviewer(case, email=reviewer.email, by=editor), by=reviewer)
    erase_account(reviewer, abandon=True)
    case.refresh_from_db()

    assert ReviewAssignment.objects.get().state == InviteState.DECLINED
    assert (case.status, wrong_statuses()) == (Status.SUBMITTED, [])
    assert Notification.objects.filter(recipient=editor, kind="review-answer").count() == 2


def test_reasons_of_a_reviewer_go_with_them(people):
    author, home, editor, reviewer = people
    row = invite_reviewer(submitted_case(author, home), email=reviewer.email, by=editor)
    decline_invitation(row, by=reviewer, conflict=True, reason="My sister works there.", suggestion="Ada")
    erase_account(reviewer, abandon=True)

    assert ReviewAssignment.objects.values_list("conflict_note", "decline_reason", "suggestion").get() == ("", "", "")
    assert Submission.objects.get().status == Status.SUBMITTED
