"""A reviewer answers and judges; the organisation reads, answers and compares. With scripts, without, by keyboard."""

import pytest

from community.members.models import Membership, Role, User
from community.members.services.accounts import confirm_address
from practices.submissions.models import Criterion, FieldComment, Message, Review, ReviewAssignment, Rubric
from practices.submissions.services.deciding import request_changes
from practices.submissions.services.reviewing import accept_invitation, invite_reviewer
from practices.submissions.services.talking import comment
from practices.submissions.states import InviteState
from tests.factories import organisation, user
from tests.journeys.people import PASSWORD, WAYS
from tests.submissions.makers import desk, submitted_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LEVELS = {
    "level_1": "One cannot tell.",
    "level_2": "The idea is clear.",
    "level_3": "One can follow it.",
    "level_4": "Anybody could explain it.",
}


@pytest.fixture
def case(hub):
    """A submission that waits for the answer of a reviewer, with a rubric of one question."""
    home = organisation("A school")
    nadia = user("nadia@example.org", PASSWORD, display_name="Nadia")
    Membership.objects.create(user=nadia, organisation=home, role=Role.EDITOR)
    for person in (nadia, user("rita@example.org", PASSWORD, display_name="Rita")):
        confirm_address(person)
    Rubric.objects.all().delete()
    rubric = Rubric.objects.create(title="Quality")
    Criterion.objects.create(rubric=rubric, question="Is it clear what was done?", **LEVELS)
    found = submitted_case(nadia, home)
    invite_reviewer(found, email="rita@example.org", by=desk(), note_text="Please look at the context.")
    return found


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_reviewer_answers_reads_and_judges(case, person, way):
    rita = person(**way)
    rita.sign_in("rita@example.org")
    rita.go("/my/")
    rita.follow("Say whether you will review “Reading together”")
    rita.look("invitation")
    assert not rita.page.get_by_text("They read together.").count()
    rita.press("Answer")
    rita.look("invitation without an answer")
    rita.choose("answer", "No, there is no conflict of interest. I will review it.")
    rita.press("Answer")
    assert rita.sees("They read together.")

    rita.unfold("Comment on a field")
    rita.choose("comment-field", "Title")
    rita.fill(**{"comment-text": "Which languages?"})
    rita.press("Add the comment")
    rita.look("review")
    rita.look_in_arabic("review")
    rita.press("Send the review")
    rita.look("review with errors")
    rita.choose(f"criterion_{Criterion.objects.get().pk}", "3. One can follow it.")
    rita.fill(for_author="Say which languages.")
    rita.choose("recommendation", "Ask for changes")
    rita.press("Save, send later")
    assert rita.sees("Saved. Nobody else can read it until you send it.")
    rita.press("Send the review")
    assert rita.sees("Your review is sent. Thank you.")
    rita.look("review sent")

    review = Review.objects.get()
    assert (review.for_author, review.recommendation) == ("Say which languages.", "changes")
    assert ReviewAssignment.objects.get().state == InviteState.SUBMITTED
    assert FieldComment.objects.get().text == "Which languages?"
    assert rita.complaints == []


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_organisation_reads_answers_and_compares(case, person, way):
    editor = ReviewAssignment.objects.get().invited_by
    asked = comment(case.rounds.get(), field="title", by=editor, text="Which languages?")
    request_changes(case, by=editor, letter="Thank you.\n\nPlease say which languages.")
    nadia = person(**way)
    nadia.sign_in("nadia@example.org")
    nadia.go("/my/cases/")
    nadia.look("submissions")
    nadia.follow("Reading together")
    nadia.look("case")
    nadia.look_in_arabic("case")

    thread = nadia.page.locator(f"#c{asked.pk}")
    nadia.use(thread.locator("summary"))
    nadia.fill(**{f"c{asked.pk}-text": "Dutch and Arabic."})
    nadia.press("Send the answer")
    nadia.go_by(thread.get_by_role("button", name="Mark as done"))
    nadia.unfold("Comment on a field")
    nadia.choose("comment-field", "Title")
    nadia.fill(**{"comment-text": "May it be longer?"})
    nadia.press("Add the comment")
    assert nadia.sees("Your comment is added.")
    nadia.press("Write to the editors")
    nadia.look("case with an error")
    nadia.fill(text="Is one week enough?")
    nadia.press("Write to the editors")
    assert nadia.sees("Is one week enough?")
    nadia.follow("What changed")
    nadia.look("what changed")

    assert [row.text for row in asked.replies.all()] == ["Dutch and Arabic."]
    assert FieldComment.objects.get(pk=asked.pk).resolved_by.email == "nadia@example.org"
    assert FieldComment.objects.get(parent=None, from_desk=False).text == "May it be longer?"
    assert [row.text for row in Message.objects.all()] == ["Is one week enough?"]
    assert nadia.complaints == []


def test_review_is_saved_while_it_is_written_and_a_comment_takes_nothing_along(case, person):
    accept_invitation(ReviewAssignment.objects.get(), by=User.objects.get(email="rita@example.org"))
    rita = person()
    asked = []
    rita.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    rita.sign_in("rita@example.org")
    rita.go(f"/my/reviews/{ReviewAssignment.objects.get().pk}/")
    rita.fill(for_author="Say which languages.")
    rita.page.locator("form[data-save] [data-saved]", has_text="Saved at").wait_for()
    assert Review.objects.get().for_author == "Say which languages."

    rita.unfold("Comment on a field")
    rita.choose("comment-field", "Title")
    rita.fill(**{"comment-text": "Which languages?"})
    rita.page.get_by_role("button", name="Save, send later").click(no_wait_after=True)
    for _moment in range(100):
        if asked:
            break
        rita.page.wait_for_timeout(100)
    assert asked == ["beforeunload"]
    rita.press("Add the comment")
    assert rita.page.locator("[name=for_author]").input_value() == "Say which languages."
    assert (len(asked), FieldComment.objects.get().text) == (1, "Which languages?")
    assert rita.complaints == []
