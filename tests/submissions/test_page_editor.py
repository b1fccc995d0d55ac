"""Wagtail's page editor and its buttons beside an open case."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Page, TaskState

from community.members.models import Membership, User
from community.members.services import ensure_groups
from hub.catalogue.models import Entry
from hub.catalogue.services.entries import withdraw_entry
from practices.submissions.models import Submission
from practices.submissions.services.deciding import accept
from practices.submissions.services.submitting import submit
from tests.factories import user
from tests.guards.admin_forms import fields_of
from tests.submissions.makers import declarations, draft_case, member_of, school, submitted_case, update_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(hub, client):
    ensure_groups()
    home = school()
    editor = user("desk@example.org", display_name="Desk")
    editor.groups.add(Group.objects.get(name="Editors"))
    editor = User.objects.get(pk=editor.pk)
    client.force_login(editor)
    return member_of(home, "author@example.org"), home, editor


def edit_url(case: Submission) -> str:
    return reverse("wagtailadmin_pages:edit", args=[case.entry_id])


def words(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ", strip=True).split())


def press(client, case: Submission, action: str, **extra):
    values = fields_of(client.get(edit_url(case))) | extra
    return client.post(
        edit_url(case), values | {"action-workflow-action": "1", "workflow-action-name": action}, follow=True
    )


def publish(client, case: Submission, **fields):
    values = fields_of(client.get(edit_url(case))) | fields
    return client.post(edit_url(case), values | {"action-publish": "1"}, follow=True)


def task_of(case: Submission) -> TaskState:
    return TaskState.objects.filter(workflow_state__object_id=str(case.entry_id)).latest("pk")


# ---------------------------------------------------------------- Banner and locks


def test_editor_is_told_of_the_case(client, people):
    author, home, _editor = people
    case = submitted_case(author, home)

    page = BeautifulSoup(client.get(edit_url(case)).content, "html.parser")

    assert f"A school has submitted this entry ({case.reference})" in page.get_text()
    assert page.select(f'.hub-state a[href="/admin/submissions/{case.reference}/"]')


def test_draft_and_closed_case(client, people):
    author, home, editor = people
    draft, done = draft_case(author, home), accept(submitted_case(author, home, title="Other"), by=editor)

    assert "A school is writing this entry" in words(client.get(edit_url(draft)))
    assert done.reference not in words(client.get(edit_url(done)))


def test_submitted_page_is_open_for_the_desk_and_locked_for_its_own_organisation(client, people):
    author, home, editor = people
    case = submitted_case(author, home)
    page = Entry.objects.get(pk=case.entry_id).specific
    assert page.get_lock().for_user(editor) is False

    Membership.objects.create(user=editor, organisation=home, role="viewer")
    editor = User.objects.get(pk=editor.pk)

    assert page.get_lock().for_user(editor) is True
    assert page.current_workflow_task.get_actions(page, editor) == []


# ---------------------------------------------------------------- Buttons


def test_buttons_decide_the_case_and_publish_what_was_submitted(client, people):
    author, home, _editor = people
    case = submitted_case(author, home)

    press(client, case, "approve", title="Changed in the editor")

    assert Submission.objects.get().status == "published"
    assert Entry.objects.get(pk=case.entry_id).title == "Reading together"


def test_button_that_is_refused_says_why(client, people):
    author, home, _editor = people
    case = submitted_case(author, home)

    response = press(client, case, "reject", title="Changed in the editor")

    assert "Please say why." in response.content.decode()
    assert response.request["PATH_INFO"] == edit_url(case)
    assert Submission.objects.get().status == "submitted"
    assert Page.objects.get(pk=case.entry_id).get_latest_revision_as_object().title == "Changed in the editor"


def test_button_on_a_step_that_was_taken_is_refused(client, people):
    author, home, _editor = people
    case = submitted_case(author, home)
    first = task_of(case)
    url = reverse("wagtailadmin_pages:workflow_action", args=[case.entry_id, "reject", first.pk])
    client.post(url, {"comment": "Say more."})
    case = submit(Submission.objects.get(), by=author, declared=declarations())

    response = client.post(url, {"comment": "Say it again."}, follow=True)
    by_script = client.post(url, {"comment": "Say it again."}, headers={"x-requested-with": "XMLHttpRequest"})

    assert "The submission has moved on" in response.content.decode()
    assert by_script.json() == {"step": "success", "redirect": edit_url(case)}
    assert Submission.objects.get().status == "submitted"


def test_update_of_a_withdrawn_entry_is_not_published(client, hub, people):
    author, home, editor = people
    entry = hub.entry(title="Old", organisation=home)
    entry.save_revision().publish()
    case = submit(update_case(entry, author, title="New"), by=author, declared=declarations())
    withdraw_entry(Entry.objects.get(pk=entry.pk).specific, reason="Wrong.", user=editor)

    answer = client.post(f"/admin/submissions/{case.reference}/decide/accept/", {"round": 1, "letter": "", "send": "1"})

    assert answer.status_code == 409
    assert "The entry was withdrawn from the hub" in answer.content.decode()
    assert Entry.objects.get(pk=entry.pk).live is False


# ---------------------------------------------------------------- Publishing past a case


def test_publishing_past_a_case_must_be_meant(client, people):
    author, home, _editor = people
    case = submitted_case(author, home)

    asked = publish(client, case, title="Mine")
    assert "Publish past the submission?" in words(asked)
    assert (Submission.objects.get().status, Entry.objects.get(pk=case.entry_id).live) == ("submitted", False)
    revision = BeautifulSoup(asked.content, "html.parser").select_one("input[name=revision]")["value"]
    client.post(asked.request["PATH_INFO"], {"revision": revision})

    entry = Entry.objects.get(pk=case.entry_id)
    assert (entry.live, entry.title, Submission.objects.get().status) == (True, "Mine", "published")


def test_publishing_past_a_case_is_refused_when_another_version_was_saved(client, people):
    author, home, _editor = people
    case = submitted_case(author, home)
    url = reverse("submissions_desk:publish_past", args=[case.reference])

    assert client.post(url, {"revision": "999"}, follow=True).status_code == 200
    assert Entry.objects.get(pk=case.entry_id).live is False


def test_draft_nobody_submitted_is_not_published(client, people):
    author, home, _editor = people
    case = draft_case(author, home)
    whole = fields_of(client.get(edit_url(submitted_case(author, home, title="Whole"))))

    response = publish(client, case, **{name: values for name, values in whole.items() if name != "slug"})

    assert "the organisation has not submitted this entry yet" in response.content.decode()
    assert Entry.objects.get(pk=case.entry_id).live is False


def test_own_organisation_cannot_be_published_past_its_case(client, people):
    author, home, editor = people
    case = submitted_case(author, home)
    Membership.objects.create(user=editor, organisation=home, role="viewer")

    publish(client, case)
    answer = client.get(reverse("submissions_desk:publish_past", args=[case.reference]))

    assert (answer.status_code, Entry.objects.get(pk=case.entry_id).live) == (404, False)


def test_entry_with_a_draft_of_an_update_is_edited_as_ever(client, hub, people):
    author, home, _editor = people
    entry = hub.entry(title="Old", organisation=home)
    entry.save_revision().publish()
    case = update_case(entry, author, title="New")

    publish(client, case, title="By the editor")

    assert Entry.objects.get(pk=entry.pk).title == "By the editor"
    assert Submission.objects.get().status == "draft"


def test_many_are_not_published_past_their_cases(client, people):
    author, home, _editor = people
    case = submitted_case(author, home)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    response = client.post(f"{url}?id={case.entry_id}&next=/admin/", follow=True)

    assert "Decide about the open submissions of these entries first: Reading together" in response.content.decode()
    assert Entry.objects.get(pk=case.entry_id).live is False


# ---------------------------------------------------------------- Deleting


def test_page_with_a_case_is_not_deleted(client, hub, people):
    author, home, _editor = people
    case = submitted_case(author, home)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    one = reverse("wagtailadmin_pages:delete", args=[case.entry_id])
    above = reverse("wagtailadmin_pages:delete", args=[hub.finders["practice"].pk])

    answers = [
        client.get(one, follow=True),
        client.post(one, follow=True),
        client.post(above, {"confirm_site_name": "Hub"}, follow=True),
        client.post(f"{bulk}?id={case.entry_id}&next=/admin/", follow=True),
    ]

    assert ["Nothing was deleted" in answer.content.decode() for answer in answers] == [True] * 4
    assert Entry.objects.filter(pk=case.entry_id).exists()


def test_page_without_a_case_is_deleted(client, hub, people):
    entry = hub.entry(title="Alone")

    client.post(reverse("wagtailadmin_pages:delete", args=[entry.pk]))

    assert not Entry.objects.filter(pk=entry.pk).exists()
