"""Every way there is to change what the public may see.

Each function prepares one and gives back the act itself. What an editor does in the admin is done with
the form of the page, filled in as a browser would.
"""

from collections.abc import Callable
from copy import copy
from datetime import timedelta
from pathlib import Path

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, PageViewRestriction, Workflow, WorkflowPage, WorkflowTask

from hub.catalogue.imports.mapping_file import load_mapping
from hub.catalogue.imports.service import import_file
from hub.catalogue.models import Entry, EntryFile, HubDocument, Keyword
from hub.catalogue.services.entries import give_back_entry, verify_entry, withdraw_entry
from hub.catalogue.services.vocabularies import merge_terms
from search.models import FinderPage
from tests.factories import Hub, organisation, superuser, term
from tests.guards.admin_forms import errors_in, fields_of

Act = Callable[[], object]


class World:
    """A hub with live and draft entries, and somebody who may do everything to them."""

    client: Client
    folder: Path

    def __init__(self, hub: Hub):
        self.hub = hub
        self.user = superuser()
        self.live = published(hub.entry(title="Live", organisation=organisation(), language="en"))
        self.other = published(hub.entry(title="Other", language="en"))
        self.draft = hub.entry(title="Draft", live=False, language="en")
        self.inner = hub.home.add_child(instance=FinderPage(title="Inner", slug="inner", entry_type="practice"))

    def anew(self, client: Client, folder: Path) -> "World":
        """The same for one test, with objects of its own."""
        mine = copy(self)
        mine.client, mine.folder = client, folder
        mine.live, mine.other, mine.draft, mine.inner = map(fresh, (self.live, self.other, self.draft, self.inner))
        mine.hub = Hub(fresh(self.hub.home), {kind: fresh(finder) for kind, finder in self.hub.finders.items()})
        client.force_login(self.user)
        return mine

    def restricted(self, page) -> PageViewRestriction:
        return PageViewRestriction.objects.create(page=page, restriction_type="login")

    def post(self, name: str, *args, **data) -> Act:
        """A form of the admin filled in and, by the act, sent."""
        return self.edit(reverse(f"wagtailadmin_pages:{name}", args=args), **data)

    def edit(self, url: str, **data) -> Act:
        return self.send(url, fields_of(self.client.get(url)) | data)

    def send(self, url: str, data: dict) -> Act:
        def act() -> None:
            response = self.client.post(url, data)
            assert response.status_code == 302, (response.status_code, errors_in(response))

        return act

    def bulk(self, action: str, *pages, **data) -> Act:
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        asked = "&".join(f"id={page.pk}" for page in pages)
        return self.send(f"{url}?{asked}&next=/admin/", data)


def published(entry: Entry) -> Entry:
    entry.save_revision().publish()
    return fresh(entry)


def fresh(page):
    return Page.objects.get(pk=page.pk).specific


# ---------------------------------------------------------------- By hand


def publish_of_a_revision(world: World) -> Act:
    return world.draft.get_latest_revision().publish


def save_of_a_page(world: World) -> Act:
    world.live.title = "Changed"
    return world.live.save


def unpublish(world: World) -> Act:
    return world.live.unpublish


def delete(world: World) -> Act:
    return world.live.delete


def delete_of_a_finder(world: World) -> Act:
    return fresh(world.hub.finders["practice"]).delete


def unpublish_of_a_finder_with_all_below(world: World) -> Act:
    data = {"include_descendants": "on"}
    return world.post("unpublish", world.hub.finders["practice"].pk, **data)


def copy_kept_live(world: World) -> Act:
    return lambda: world.live.copy(keep_live=True, update_attrs={"title": "Copy", "slug": "copy"})


def copy_of_a_finder(world: World) -> Act:
    finder = fresh(world.hub.finders["practice"])
    attributes = {"title": "Copy", "slug": "copy"}
    return lambda: finder.copy(recursive=True, keep_live=True, update_attrs=attributes)


def move_below_a_restriction(world: World) -> Act:
    world.restricted(world.inner)
    return lambda: world.live.move(fresh(world.inner), pos="last-child")


def move_out_of_a_restriction(world: World) -> Act:
    world.restricted(world.hub.finders["practice"])
    return lambda: fresh(world.live).move(fresh(world.inner), pos="last-child")


def move_of_a_finder_below_a_restriction(world: World) -> Act:
    """What is restricted is the parent of the parent."""
    world.live.move(fresh(world.inner), pos="last-child")
    other = world.hub.home.add_child(instance=FinderPage(title="Outer", slug="outer"))
    world.restricted(other)
    return lambda: fresh(world.inner).move(fresh(other), pos="last-child")


def restriction_made(world: World) -> Act:
    return lambda: world.restricted(world.live)


def restriction_of_a_finder_made(world: World) -> Act:
    return lambda: world.restricted(world.hub.finders["practice"])


def restriction_deleted(world: World) -> Act:
    return world.restricted(world.hub.finders["practice"]).delete


# ---------------------------------------------------------------- In the admin


def form_publishes_a_draft(world: World) -> Act:
    return world.post("edit", world.draft.pk, **{"action-publish": "yes", "title": "Published"})


def form_publishes_a_change(world: World) -> Act:
    return world.post("edit", world.live.pk, **{"action-publish": "yes", "title": "Changed"})


def form_creates_and_publishes(world: World) -> Act:
    finder = world.hub.finders["practice"]
    filled = fields_of(world.client.get(reverse("wagtailadmin_pages:edit", args=[world.live.pk])))
    url = reverse("wagtailadmin_pages:add", args=["practices", "practicepage", finder.pk])
    new = {"action-publish": "yes", "title": "New", "slug": "new"}
    return world.send(url, filled | new)


def form_unpublishes(world: World) -> Act:
    return world.post("unpublish", world.live.pk)


def form_deletes(world: World) -> Act:
    return world.post("delete", world.live.pk)


def form_deletes_a_finder(world: World) -> Act:
    return world.post("delete", world.hub.finders["practice"].pk, confirm_site_name="Good Practice Hub")


def form_moves_below_a_restriction(world: World) -> Act:
    world.restricted(world.inner)
    url = reverse("wagtailadmin_pages:move_confirm", args=[world.live.pk, world.inner.pk])
    return world.send(url, {})


def form_copies_and_publishes(world: World) -> Act:
    parent = world.hub.finders["practice"].pk
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": parent, "publish_copies": "on"}
    return world.post("copy", world.live.pk, **data)


def form_reverts_and_publishes(world: World) -> Act:
    old = world.live.latest_revision
    world.live.title = "Newer"
    published(world.live)
    data = {"action-publish": "yes", "revision": old.pk}
    return world.post("edit", world.live.pk, **{"title": "Live", **data})


def privacy_set(world: World) -> Act:
    url = reverse("set_privacy", args=[world.hub.finders["practice"].pk])
    return privacy(world, url, "login")


def privacy_taken_away(world: World) -> Act:
    world.restricted(world.live)
    return privacy(world, reverse("set_privacy", args=[world.live.pk]), "none")


def privacy(world: World, url: str, kind: str) -> Act:
    def act() -> None:
        response = world.client.post(url, {"restriction_type": kind, "password": "", "groups": []})
        assert response.json()["step"] == "set_privacy_done"

    return act


def workflow_approves(world: World) -> Act:
    task = GroupApprovalTask.objects.create(name="Editors look")
    task.groups.add(Group.objects.get_or_create(name="Editors")[0])
    workflow = Workflow.objects.create(name="One step")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=world.hub.home)
    state = workflow.start(world.draft, world.user).current_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[world.draft.pk, "approve", state.pk])
    return world.send(url, {"next": "/admin/", "comment": ""})


def bulk_publish(world: World) -> Act:
    return world.bulk("publish", world.draft)


def bulk_unpublish(world: World) -> Act:
    return world.bulk("unpublish", world.live, world.other)


def bulk_delete(world: World) -> Act:
    return world.bulk("delete", world.live, world.other)


def bulk_move_below_a_restriction(world: World) -> Act:
    world.restricted(world.inner)
    return world.bulk("move", world.live, world.other, chooser=world.inner.pk)


def bulk_verify(world: World) -> Act:
    return world.bulk("verify", world.live)


# ---------------------------------------------------------------- By the clock


def scheduled_publication(world: World) -> Act:
    world.draft.go_live_at = timezone.now() + timedelta(hours=1)
    revision = world.draft.save_revision()
    revision.publish()
    past = timezone.now() - timedelta(minutes=1)
    revision.content = revision.content | {"go_live_at": past.isoformat()}
    revision.approved_go_live_at = past
    revision.save()
    return lambda: call_command("publish_scheduled")


def expiry(world: World) -> Act:
    Entry.objects.filter(pk=world.live.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    return lambda: call_command("publish_scheduled")


# ---------------------------------------------------------------- By services


def withdraw_service(world: World) -> Act:
    return lambda: withdraw_entry(world.live, reason="Wrong.", user=world.user)


def give_back_service(world: World) -> Act:
    withdraw_entry(world.live, reason="Wrong.", user=world.user)
    return lambda: give_back_entry(fresh(world.live), user=world.user)


def verify_service(world: World) -> Act:
    return lambda: verify_entry(world.live, user=world.user)


def merge_service(world: World) -> Act:
    source, target = term("sector", "schools"), term("sector", "families")
    return lambda: merge_terms(source=source, target=target, user=world.user)


def import_of_a_file(world: World) -> Act:
    (world.folder / "rows.csv").write_text("id,name\n1,Reading together\n")
    (world.folder / "mapping.yaml").write_text(MAPPING)
    mapping = load_mapping(world.folder / "mapping.yaml")
    return lambda: import_file(world.folder / "rows.csv", mapping, user=world.user)


MAPPING = """
type: project
source: list
format: csv
columns:
  source_id: id
  title: name
constants:
  summary: Families read in two languages.
  language: en
  sectors: [schools]
  target_groups: [newly-arrived-pupils]
  objectives: To read together.
"""


# ---------------------------------------------------------------- By what an entry is named after


def organisation_renamed(world: World) -> Act:
    pk = world.live.organisation.pk
    return world.edit(reverse("organisations:edit", args=[pk]), name="Another school")


def keyword_renamed(world: World) -> Act:
    return world.edit(reverse("keywords:edit", args=[keyword(world).pk]), name="writing")


def keyword_deleted(world: World) -> Act:
    return world.send(reverse("keywords:delete", args=[keyword(world).pk]), {})


def keyword(world: World) -> Keyword:
    world.live.tags.add("reading")
    published(world.live)
    return Keyword.objects.get(name="reading")


def file_renamed(world: World) -> Act:
    document = HubDocument.objects.create(title="Guide", file="documents/guide.txt")
    world.live.files.add(EntryFile(document=document))
    published(world.live)
    return world.edit(reverse("wagtaildocs:edit", args=[document.pk]), title="Handbook")


def licence_changed(world: World) -> Act:
    licence = term("licence", "cc-by")
    world.live.licence = licence
    published(world.live)
    return world.edit(reverse("vocabulary_licence:edit", args=[licence.pk]), may_sell="on")


ROUTES = [
    publish_of_a_revision,
    save_of_a_page,
    unpublish,
    delete,
    delete_of_a_finder,
    unpublish_of_a_finder_with_all_below,
    copy_kept_live,
    copy_of_a_finder,
    move_below_a_restriction,
    move_out_of_a_restriction,
    move_of_a_finder_below_a_restriction,
    form_publishes_a_draft,
    form_publishes_a_change,
    form_creates_and_publishes,
    form_unpublishes,
    form_deletes,
    form_deletes_a_finder,
    form_moves_below_a_restriction,
    form_copies_and_publishes,
    form_reverts_and_publishes,
    privacy_set,
    privacy_taken_away,
    workflow_approves,
    bulk_publish,
    bulk_unpublish,
    bulk_delete,
    bulk_move_below_a_restriction,
    bulk_verify,
    scheduled_publication,
    expiry,
    withdraw_service,
    give_back_service,
    verify_service,
    merge_service,
    import_of_a_file,
    organisation_renamed,
    keyword_renamed,
    keyword_deleted,
    file_renamed,
    licence_changed,
]

#: What code may do row by row, if it does it in `changing()`.
BARE = [restriction_made, restriction_of_a_finder_made, restriction_deleted]
