"""What goes wrong with Wagtail's workflow when nobody looks. Each trap has bitten somebody."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_cancelled, workflow_submitted

from community.members.models import User
from community.members.services.accounts import erase_account
from community.notifications.models import Outbox
from hub.catalogue.models import Entry
from practices.submissions.errors import HasOpenCase, NotNow, NotReady
from practices.submissions.models import FieldComment, PublishedVersion, Round, Submission
from practices.submissions.services.deciding import accept, decline, request_changes
from practices.submissions.services.drafts import draft_of, save_draft, start_update
from practices.submissions.services.moving import wrong_statuses
from practices.submissions.services.submitting import submit, withdraw
from practices.submissions.services.talking import comment
from practices.submissions.states import Status
from tests.factories import superuser
from tests.submissions.makers import (
    declarations,
    desk,
    draft_case,
    member_of,
    school,
    submitted_case,
    update_case,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(hub):
    return member_of(school(), "author@example.org")


@pytest.fixture
def home(author):
    return author.memberships.get().organisation


@pytest.fixture
def editor(db):
    return desk()


def fresh(case: Submission) -> Submission:
    return Submission.objects.get(pk=case.pk)


def heard(signal) -> list:
    calls: list = []

    def hear(**kwargs):
        calls.append(kwargs["instance"])

    signal.connect(hear, weak=False)
    calls.append(hear)  # kept, so that the receiver is known to the test
    return calls


def workflow_of(case: Submission) -> WorkflowState:
    return WorkflowState.objects.for_instance(case.entry).order_by("-pk").first()


def test_second_round_is_announced_though_wagtail_sends_no_submission(author, home, editor):
    """`resume()` sends `task_submitted` only; whoever listens to `workflow_submitted` never hears of it."""
    case = request_changes(submitted_case(author, home), by=editor, letter="Say more.")
    tasks, workflows = heard(task_submitted), heard(workflow_submitted)
    try:
        submit(case, by=author, declared=declarations())
    finally:
        task_submitted.disconnect(tasks[0])
        workflow_submitted.disconnect(workflows[0])
    assert (len(tasks) - 1, len(workflows) - 1) == (1, 0)
    assert Outbox.objects.filter(kind="submission-received").count() == 2
    assert Outbox.objects.filter(kind="submission-new", recipient=editor).count() == 2


def test_second_round_keeps_the_workflow_and_judges_the_new_version(author, home, editor):
    case = request_changes(submitted_case(author, home), by=editor, letter="Say more.")
    before = workflow_of(case)
    case = submit(case, by=author, declared=declarations())
    state = workflow_of(case)
    assert (state.pk, state.status) == (before.pk, WorkflowState.STATUS_IN_PROGRESS)
    assert state.current_task_state.revision == case.rounds.get(number=2).revision
    assert TaskState.objects.filter(workflow_state=state).count() == 2


def test_direct_publication_ends_the_case_with_what_was_published(author, home, editor):
    """Wagtail cancels the workflow when somebody publishes past it."""
    case = submitted_case(author, home)
    page = case.entry.specific.get_latest_revision_as_object()
    page.title = "Corrected by an editor"
    cancelled = heard(workflow_cancelled)
    try:
        page.save_revision(user=editor).publish(user=superuser())
    finally:
        workflow_cancelled.disconnect(cancelled[0])
    assert len(cancelled) - 1 == 1
    case = fresh(case)
    version = PublishedVersion.objects.get(entry=case.entry)
    assert (case.status, version.revision.as_object().title) == (Status.PUBLISHED, "Corrected by an editor")
    assert case.events.last().kind == "published_directly"
    assert Outbox.objects.filter(kind="submission-accepted", recipient=author).count() == 1


def test_cancelled_workflow_leaves_the_case_where_it_is(author, home, editor):
    case = submitted_case(author, home)
    workflow_of(case).cancel(user=editor)
    assert fresh(case).status == Status.SUBMITTED
    assert accept(case, by=editor).status == Status.PUBLISHED
    assert Entry.objects.visible().filter(pk=case.entry_id).exists()


@pytest.mark.parametrize(
    ("field", "empty"), [("sectors", []), ("target_groups", []), ("summary", ""), ("context", ""), ("language", None)]
)
def test_empty_required_field_stops_the_submission(author, home, field, empty):
    """`full_clean()` lets a required many-to-many without rows pass."""
    case = draft_case(author, home, **{field: empty})
    with pytest.raises(NotReady) as refused:
        submit(case, by=author, declared=declarations())
    assert list(refused.value.problems) == [field]
    assert (fresh(case).status, Round.objects.count()) == (Status.DRAFT, 0)


def test_wagtail_sends_no_mail_of_its_own(author, home, editor):
    """They are synchronous, swallow errors and lead organisations into the administration."""
    case = request_changes(submitted_case(author, home), by=editor, letter="Say more.")
    accept(submit(case, by=author, declared=declarations()), by=editor)
    assert [sent.subject for sent in mail.outbox] == []
    assert Outbox.objects.filter(recipient=author, url__contains="/admin/").count() == 0


def test_editor_without_the_right_to_publish_pages_can_accept(author, home, editor):
    """Wagtail would roll the approval back."""
    assert not Page.objects.get(pk=1).permissions_for_user(editor).can_publish()
    case = accept(submitted_case(author, home), by=editor)
    assert Entry.objects.visible().filter(pk=case.entry_id).exists()


def test_reviewed_version_is_published_and_not_what_was_saved_later(author, home, editor):
    case = submitted_case(author, home)
    page = case.entry.specific.get_latest_revision_as_object()
    page.title = "Never reviewed"
    page.save_revision(user=editor)
    accept(case, by=editor)
    entry = Entry.objects.get(pk=case.entry_id)
    assert (entry.title, entry.live_revision) == ("Reading together", case.rounds.get().revision)


def test_update_of_a_live_entry_leaves_the_page_until_it_is_accepted(author, home, editor):
    entry = accept(submitted_case(author, home), by=editor).entry
    case = update_case(entry, author, title="Reading together, again", summary="New.")
    case = submit(case, by=author, declared=declarations())
    assert Entry.objects.get(pk=entry.pk).title == "Reading together"
    accept(case, by=editor)
    changed = Entry.objects.get(pk=entry.pk)
    assert (changed.title, changed.slug) == ("Reading together, again", "reading-together")
    assert list(PublishedVersion.objects.filter(entry=entry).values_list("number", flat=True)) == [2, 1]


def test_draft_of_an_editor_is_not_published_with_an_update(author, home, editor):
    entry = accept(submitted_case(author, home), by=editor).entry
    page = Entry.objects.get(pk=entry.pk).specific
    page.plain_summary = "Half-finished by an editor"
    page.save_revision(user=editor)
    accept(submit(update_case(page, author, title="Updated"), by=author, declared=declarations()), by=editor)
    changed = Entry.objects.get(pk=entry.pk)
    assert (changed.title, changed.plain_summary) == ("Updated", "")


def test_submitted_page_is_locked_for_whoever_may_not_decide(author, home, editor):
    page = submitted_case(author, home).entry.specific
    lock = page.get_lock()
    assert (lock.for_user(author), lock.for_user(editor)) == (True, False)


def test_comments_stay_when_their_author_leaves(author, home, editor):
    """Deleting a user deletes their comments; accounts are emptied instead."""
    case = submitted_case(author, home)
    comment(case.rounds.get(), field="summary", by=editor, text="How many?")
    erase_account(User.objects.get(pk=editor.pk))
    row = FieldComment.objects.get()
    assert (row.text, row.author.public_name) == ("How many?", "Former member")


def test_saving_a_draft_costs_no_page(author, home, django_assert_max_num_queries):
    """Wagtail saves a draft with about 75 questions to the database."""
    case = draft_case(author, home)
    version = draft_of(case, by=author).version
    case = Submission.objects.select_related("organisation", "draft").get(pk=case.pk)
    with django_assert_max_num_queries(3):
        save_draft(case, data={"title": "Other"}, version=version, by=author)
    assert Round.objects.count() == 0


def test_address_is_made_from_the_title_at_first_publication(author, home, editor):
    case = draft_case(author, home)
    draft = draft_of(case, by=author)
    save_draft(case, data={"title": "A better title"}, version=draft.version, by=author)
    case = accept(submit(fresh(case), by=author, declared=declarations()), by=editor)
    assert Entry.objects.get(pk=case.entry_id).slug == "a-better-title"


def test_two_drafts_of_one_title_get_two_addresses(author, home, editor):
    first, second = submitted_case(author, home), submitted_case(author, home)
    for case in (second, first):
        accept(case, by=editor)
    slugs = Entry.objects.filter(title="Reading together").order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["reading-together", "reading-together-2"]


def test_second_decision_is_refused(author, home, editor):
    case = submitted_case(author, home)
    stale = fresh(case)
    accept(case, by=editor)
    for decide in (
        lambda: accept(stale, by=editor),
        lambda: decline(stale, by=editor, letter="No."),
        lambda: request_changes(stale, by=editor, letter="Say more."),
    ):
        with pytest.raises(NotNow):
            decide()
    assert (fresh(case).status, case.rounds.get().outcome) == (Status.PUBLISHED, "accepted")


def test_decision_on_an_old_round_is_refused(author, home, editor):
    case = request_changes(submitted_case(author, home), by=editor, letter="Say more.")
    submit(case, by=author, declared=declarations())
    with pytest.raises(NotNow):
        accept(case, by=editor, round_number=1)
    assert fresh(case).status == Status.SUBMITTED


def test_buttons_of_wagtail_use_the_same_services(author, home, client):
    admin = superuser()
    client.force_login(admin)
    case = submitted_case(author, home)
    task_state = workflow_of(case).current_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[case.entry_id, "reject", task_state.pk])
    assert client.post(url, {"comment": "Say more."}).status_code in (200, 302)
    case = fresh(case)
    assert (case.status, case.rounds.get().letter) == (Status.CHANGES, "Say more.")
    case = submit(case, by=author, declared=declarations())
    task_state = workflow_of(case).current_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[case.entry_id, "approve", task_state.pk])
    client.post(url)
    assert (fresh(case).status, wrong_statuses()) == (Status.PUBLISHED, [])
    assert Outbox.objects.filter(kind="submission-accepted", recipient=author).count() == 1


def test_withdrawn_case_ends_the_workflow(author, home):
    case = withdraw(submitted_case(author, home), by=author, reason="A mistake.")
    assert workflow_of(case).status == WorkflowState.STATUS_CANCELLED


def test_entry_has_one_open_case(author, home, editor):
    entry = accept(submitted_case(author, home), by=editor).entry
    first = start_update(entry, by=author)
    with pytest.raises(HasOpenCase) as refused:
        start_update(entry, by=author)
    assert refused.value.submission == first


def test_hostile_html_becomes_harmless_text(author, home, editor):
    nasty = "<script>alert(1)</script><img src=x onerror=alert(1)> [a](javascript:alert(1)) **bold**"
    case = draft_case(author, home, context=nasty, summary="<b onclick=alert(1)>Short</b>", title="<i>Title</i>")
    accept(submit(case, by=author, declared=declarations()), by=editor)
    entry = Entry.objects.get(pk=case.entry_id).specific
    assert "<script" not in entry.context
    assert "<img" not in entry.context
    assert "<b>bold</b>" in entry.context
    assert entry.title == "<i>Title</i>"


def test_values_that_are_too_long_are_named_and_kept(author, home):
    case = draft_case(author, home, summary="x" * 301)
    with pytest.raises((NotReady, ValidationError)) as refused:
        submit(case, by=author, declared=declarations())
    assert list(refused.value.problems) == ["summary"]
    assert draft_of(fresh(case), by=author).data["summary"] == "x" * 301
