"""The submissions of the demo."""

import pytest

from community.members.models import Organisation, User
from community.members.services import ensure_groups
from community.members.todo import todos_of
from hub.catalogue.services.vocabulary_loading import load_default_vocabularies
from hub.pages.demo.accounts import ORGANISATIONS, create_accounts, settle_people
from hub.pages.demo.submissions import load_submissions
from practices.submissions.models import Submission, SubmissionEvent
from practices.submissions.queries import median_days
from practices.submissions.services.moving import wrong_statuses
from practices.submissions.shipped import ensure_texts
from tests.factories import organisation, user

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def accounts(kept_hub) -> dict[str, User]:
    load_default_vocabularies()
    ensure_groups()
    ensure_texts()
    people = create_accounts()
    user("maria@example.org", display_name="Maria")
    school, _other = (organisation(name) for name in ORGANISATIONS)
    kept_hub.entry(source="demo", source_id="practice-rekenen-zonder-woorden", organisation=school, language="nl")
    settle_people(people)
    load_submissions(people)
    return people


def test_demo_has_a_case_of_every_kind(accounts):
    assert sorted(Submission.objects.values_list("kind", "status")) == [
        ("new", "changes"),
        ("new", "declined"),
        ("new", "draft"),
        ("new", "in_review"),
        ("new", "submitted"),
        ("update", "in_review"),
    ]
    assert Organisation.objects.exclude(submissions=None).count() == 2
    assert wrong_statuses() == []
    assert median_days()["cases"] == 1


def test_timelines_of_the_demo_go_forward(accounts):
    for case in Submission.objects.all():
        moments = list(
            SubmissionEvent.objects.filter(submission=case).order_by("pk").values_list("created_at", flat=True)
        )
        assert moments == sorted(moments)
        assert moments[0].date() < moments[-1].date() or len(moments) == 1


def test_days_of_the_demo_agree(accounts):
    case = Submission.objects.get(status="changes")

    due = case.due_at.isoformat()
    assert (case.rounds.get().due_at.isoformat(), case.events.get(kind="changes_requested").data["due"]) == (due, due)


def test_loading_the_demo_again_adds_nothing(accounts):
    before = SubmissionEvent.objects.count()

    assert (load_submissions(accounts), SubmissionEvent.objects.count()) == (6, before)


def test_every_account_of_the_demo_finds_a_task(accounts):
    names = ("admin", "editor", "reviewer", "ngo", "member")
    waiting = {
        name: [todo for todo in todos_of(accounts[f"{name}@example.org"]) if todo.waiting_for_me] for name in names
    }

    assert {name: bool(todos) for name, todos in waiting.items()} == dict.fromkeys(names, True)
