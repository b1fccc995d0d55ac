"""An editor at the desk: gives a submission to somebody, has it reviewed, asks for changes, accepts it."""

import pytest
from wagtail.models import Page

from practices.submissions.models import FieldComment, ReviewAssignment, Submission
from practices.submissions.services.drafts import draft_of
from practices.submissions.services.submitting import submit
from practices.submissions.states import Status
from tests.journeys.people import WAYS
from tests.submissions.makers import declarations

expect = pytest.importorskip("playwright.sync_api").expect
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def submit_again(case: Submission) -> None:
    case.refresh_from_db()
    draft_of(case, by=case.contact)
    submit(case, by=case.contact, declared=declarations())


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_editor_assigns_invites_asks_and_accepts(waiting_case, edith, way):
    case, somebody = waiting_case, edith(**way)
    somebody.look("board")
    somebody.press("Assign")
    assert somebody.sees("Choose at least one submission and somebody to give it to.")
    somebody.look("board with an error")
    somebody.tick("Choose “Reading together”")
    somebody.press("Assign")
    assert somebody.sees("1 submission was assigned.")
    assert Submission.objects.get().handling_editor.email == "edith@example.org"

    somebody.follow("Reading together")
    somebody.look("desk case")
    somebody.unfold("Invite a reviewer")
    somebody.press("Send the invitation")
    assert somebody.sees("Choose a reviewer or give an e-mail address.")
    somebody.look("desk case with an error")
    somebody.fill(**{"invite-email": "rita@example.org"})
    somebody.press("Send the invitation")
    assert ReviewAssignment.objects.get().reviewer.email == "rita@example.org"

    somebody.unfold("Comment on “Title”")
    somebody.write(somebody.page.locator("#comment-title"), "Which languages?")
    somebody.go_by(somebody.page.locator("#field-title").get_by_role("button", name="Add the comment"))
    assert FieldComment.objects.get().text == "Which languages?"
    somebody.press("It is something else")
    somebody.look("desk case with comments")

    somebody.follow("Request changes")
    somebody.look("letter")
    somebody.fill(letter="")
    somebody.press("Show the mail again")
    somebody.look("letter with an error")
    somebody.fill(letter="Dear Nadia, please say which languages.")
    somebody.press("Show the mail again")
    mail = somebody.page.frame_locator("iframe.hub-mail")
    expect(mail.get_by_text("please say which languages")).to_be_visible()
    somebody.press("Request changes")
    assert somebody.sees("The organisation was asked for changes.")
    somebody.look("desk case that waits for the author")

    submit_again(case)
    somebody.go(f"/admin/submissions/{case.reference}/")
    somebody.follow("Accept and publish")
    somebody.press("Accept and publish")
    assert somebody.sees("The entry is published and the organisation was told.")
    somebody.look("desk case that is published")
    assert (Submission.objects.get().status, Page.objects.get(pk=case.entry_id).live) == (Status.PUBLISHED, True)
    assert somebody.complaints == []
