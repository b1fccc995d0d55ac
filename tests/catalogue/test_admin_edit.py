"""The edit form, posted as a browser posts it: with all that the page holds."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.test.utils.form_data import rich_text

from hub.catalogue.models import Entry, EntryLink
from hub.catalogue.services.entries import withdraw_entry
from hub.catalogue.services.vocabularies import retire_term
from practices.models import PracticePage
from resources.models import MoocPage
from tests.factories import organisation, term

STREAMS = {"steps-count": "0"}


def values_of(html: str) -> dict:
    """What a browser would send for the edit form on this page."""
    form = BeautifulSoup(html, "html.parser").find("form", attrs={"data-edit-form": True})
    values: dict[str, list[str]] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        if field.find_parent("template") or not field.get("name"):
            continue
        for value in _values(field):
            values.setdefault(field["name"], []).append(value)
    return {name: found if len(found) > 1 else found[0] for name, found in values.items()} | STREAMS


def _values(field) -> list[str]:
    if field.name == "select":
        chosen = field.find_all("option", selected=True) or field.find_all("option")[:1]
        return [option.get("value", "") for option in chosen]
    if field.name == "textarea":
        return [field.text.removeprefix("\n")]
    if field.get("type") in ("checkbox", "radio"):
        return [field.get("value", "on")] if field.has_attr("checked") else []
    return [field.get("value", "")]


def errors_of(response) -> set[str]:
    """The fields that say beside themselves what is wrong."""
    messages = BeautifulSoup(response.text, "html.parser").select("[data-field-errors] .error-message")
    return {message.find_parent(attrs={"data-contentpath": True})["data-contentpath"] for message in messages}


@pytest.fixture
def new(hub, admin):
    return reverse("wagtailadmin_pages:add", args=["practices", "practicepage", hub.finders["practice"].pk])


def edit_url(entry) -> str:
    return reverse("wagtailadmin_pages:edit", args=[entry.pk])


def test_draft_needs_a_title_only(hub, admin, new):
    values = values_of(admin.get(new).text)

    response = admin.post(new, values | {"title": "Story bags", "slug": "story-bags"})

    assert response.status_code == 302
    assert list(PracticePage.objects.values_list("title", "live")) == [("Story bags", False)]


def test_publishing_shows_what_is_missing_beside_each_field(hub, admin, new):
    values = values_of(admin.get(new).text)

    response = admin.post(new, values | {"title": "Story bags", "slug": "story-bags", "action-publish": "1"})

    assert errors_of(response) == {"summary", "language", "sectors", "target_groups", "context", "approach"}
    assert not PracticePage.objects.exists()


def test_editor_publishes_and_readers_find(hub, admin, new):
    filled = {
        "title": "Story bags",
        "slug": "story-bags",
        "summary": "Bags with books.",
        "language": term("language", "en").pk,
        "sectors": [term("sector", "schools").pk],
        "target_groups": [term("target-group", "families").pk],
        "organisation": organisation("A school").pk,
        "context": rich_text("<p>Few books at home.</p>"),
        "approach": rich_text("<p>Children take a bag home.</p>"),
        "action-publish": "1",
    }
    values = values_of(admin.get(new).text)

    response = admin.post(new, values | filled)

    assert response.status_code == 302
    entry = PracticePage.objects.get()
    assert list(Entry.objects.visible()) == [entry.entry_ptr]
    assert [sector.code for sector in entry.sectors.all()] == ["schools"]


@pytest.mark.parametrize("kind", ["practice", "project", "mooc", "resource"])
def test_saving_the_form_as_it_is_changes_nothing(hub, admin, kind):
    fields = {"themes": ["trauma"], "countries": ["be", "nl"], "licence": "cc-by", "content_languages": ["nl"]}
    entry = hub.entry(kind, partners=[organisation("Partner")], locked_fields=["summary", "no_longer_there"], **fields)
    entry.links = [EntryLink(url="https://example.org/", label="Site", sort_order=0)]
    before = _kept(entry.save_revision().as_object())

    response = admin.post(edit_url(entry), values_of(admin.get(edit_url(entry)).text))

    assert response.status_code == 302
    assert _kept(Entry.objects.get(pk=entry.pk).get_latest_revision_as_object()) == before


def _kept(entry) -> dict:
    """What the entry says, without the keys the editor puts on paragraphs."""
    text = re.sub(r' data-block-key=\\"\w+\\"', "", entry.to_json())
    left_out = {"latest_revision_created_at", "latest_revision", "last_published_at", "completeness"}
    return {name: value for name, value in json.loads(text).items() if name not in left_out}


def test_retired_term_survives_an_edit(hub, admin):
    entry = hub.entry(sectors=["schools", "health"])
    retire_term(term("sector", "health"))

    admin.post(edit_url(entry), values_of(admin.get(edit_url(entry)).text) | {"title": "Another title"})

    draft = Entry.objects.get(pk=entry.pk).get_latest_revision_as_object()
    assert (draft.title, sorted(sector.code for sector in draft.sectors.all())) == (
        "Another title",
        ["health", "schools"],
    )


def test_form_says_how_complete_the_entry_is(hub, admin):
    entry = hub.entry()

    page = BeautifulSoup(admin.get(edit_url(entry)).text, "html.parser")

    assert entry.missing[0] in page.select_one(".hub-state").text
    assert f"{entry.completeness} %" in page.select_one(".hub-state").text


def test_withdrawn_entry_cannot_be_published_before_it_is_restored(hub, admin, editor):
    entry = hub.entry()
    withdraw_entry(entry, reason="It was wrong.", user=editor)

    page = admin.get(edit_url(entry)).text
    admin.post(edit_url(entry), values_of(page) | {"title": "Try", "action-publish": "1"})
    admin.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={entry.pk}")

    saved = Entry.objects.get(pk=entry.pk)
    assert "It was wrong." in page
    assert "action-publish" not in page
    assert (saved.live, saved.withdrawn_reason) == (False, "It was wrong.")


def test_slug_change_leaves_a_redirect(hub, admin, django_capture_on_commit_callbacks):
    entry = hub.entry(slug="old")
    entry.get_latest_revision().publish()
    values = values_of(admin.get(edit_url(entry)).text)

    with django_capture_on_commit_callbacks(execute=True):
        admin.post(edit_url(entry), values | {"slug": "new", "action-publish": "1"})

    redirects = Redirect.objects.values_list("old_path", "redirect_page")
    assert list(redirects) == [("/practices/old", entry.pk)]


def test_course_is_edited_with_its_purposes(hub, admin):
    course = hub.entry("mooc", purposes=["school"])
    page = admin.get(edit_url(course)).text

    admin.post(edit_url(course), values_of(page) | {"purposes": ["other", "school"], "action-publish": "1"})

    assert MoocPage.objects.get().purposes == ["other", "school"]


@pytest.mark.parametrize("kind", ["practice", "project", "mooc", "resource"])
def test_preview_shows_what_is_typed(hub, admin, kind):
    entry = hub.entry(kind)
    meta, parent = type(entry)._meta, hub.finders[kind]
    new = reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, parent.pk])
    on_add = reverse("wagtailadmin_pages:preview_on_add", args=[meta.app_label, meta.model_name, parent.pk])
    on_edit = reverse("wagtailadmin_pages:preview_on_edit", args=[entry.pk])

    for form, preview in ((edit_url(entry), on_edit), (new, on_add)):
        values = values_of(admin.get(form).text) | {"title": "Not yet published", "slug": "not-yet"}
        assert admin.post(preview, values).json()["is_available"]
        assert "Not yet published" in admin.get(preview).text


def test_home_and_finders_are_previewed(hub, admin):
    for page in (hub.home, hub.finders["practice"]):
        preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
        values = values_of(admin.get(edit_url(page)).text) | {
            "body-count": "0",
            "facets-count": "0",
            "translations-count": "0",
            "title": "New name",
        }
        assert admin.post(preview, values).json()["is_available"]
        assert "New name" in admin.get(preview).text
