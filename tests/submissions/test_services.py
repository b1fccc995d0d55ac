import pytest

from hub.catalogue.models import Entry
from practices.submissions.services.deciding import accept, decline, reopen, request_changes
from practices.submissions.services.drafts import draft_of, save_draft, take_up
from practices.submissions.services.moving import wrong_statuses
from practices.submissions.services.submitting import submit, withdraw
from practices.submissions.states import Status
from tests.submissions.makers import declarations, desk, draft_case, member_of, school, submitted_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(hub):
    home = school()
    return member_of(home, "author@example.org"), home, desk()


def test_submission_from_draft_to_published(people):
    author, home, editor = people
    case = draft_case(author, home)
    assert case.status == Status.DRAFT
    case = submit(case, by=author, declared=declarations())
    assert case.status == Status.SUBMITTED
    case = request_changes(case, by=editor, letter="Say how many.")
    assert case.status == Status.CHANGES
    draft = draft_of(case, by=author)
    assert draft.data["title"] == "Reading together"
    save_draft(case, data={"title": "Reading in two languages"}, version=draft.version, by=author)
    case = submit(case, by=author, declared=declarations(), cover_note="Done.")
    case = accept(case, by=editor, letter="Thank you.")
    entry = Entry.objects.visible().get(pk=case.entry_id)
    assert (entry.title, entry.slug, case.status) == (
        "Reading in two languages",
        "reading-in-two-languages",
        Status.PUBLISHED,
    )
    assert wrong_statuses() == []
    assert [event.kind for event in case.events.all()] == [
        "begun",
        "submitted",
        "changes_requested",
        "resubmitted",
        "accepted",
    ]


def test_withdrawn_case_is_taken_up_and_declined_case_reopened(people):
    author, home, editor = people
    case = submitted_case(author, home)
    case = withdraw(case, by=author, reason="We found a mistake.")
    assert (case.status, case.open) == (Status.WITHDRAWN, False)
    case = take_up(case, by=author)
    assert case.status == Status.DRAFT
    case = submit(case, by=author, declared=declarations())
    case = decline(case, by=editor, letter="It is an advertisement.")
    assert case.status == Status.DECLINED
    case = reopen(case, by=editor, reason="It was not.")
    assert case.status == Status.IN_REVIEW
    assert [(row.text, row.author, row.from_desk) for row in case.messages.all()] == [
        ("It is an advertisement.", editor, True)
    ]
    assert accept(case, by=editor).status == Status.PUBLISHED
    assert wrong_statuses() == []
