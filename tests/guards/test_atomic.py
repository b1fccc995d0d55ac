"""Whatever changes what the public may see commits together with its search documents, or not at all.

Every way of `tests.guards.publications` is gone twice: once to see that documents follow, and once with a
receiver that fails as the last thing, after which the database must be as it was.
"""

import json

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from hub.catalogue.models import Entry
from hub.catalogue.services.entries import restore_entry, withdraw_entry
from hub.catalogue.signals import entries_changed
from search import reconciling
from search.engines import get_engine
from search.engines.base import Question
from search.models import SearchDocument
from tests.guards.publications import BARE, ROUTES, World, fresh

#: Rows that no reader sees and that a view may write before it does anything.
BESIDES = ("sessions.Session", "wagtailadmin.EditingSession", "usersessions.UserSession")


class ReceiverFailed(Exception):
    pass


@pytest.fixture(scope="module")
def made(kept_hub) -> World:
    return World(kept_hub)


@pytest.fixture
def world(made, db, client, tmp_path) -> World:
    return made.anew(client, tmp_path)


@pytest.fixture
def failing():
    """Makes what comes last in a change of entries fail."""

    def fail(sender, **kwargs) -> None:
        raise ReceiverFailed

    def start() -> None:
        entries_changed.connect(fail, weak=False)

    yield start
    entries_changed.disconnect(fail)


@pytest.mark.every
@pytest.mark.parametrize("route", [*ROUTES, *BARE], ids=lambda route: route.__name__)
def test_documents_follow(world, route):
    act = route(world)
    before = documents()

    act()

    assert documents() != before, "Nothing happened."
    assert not reconciling.verify()
    assert found() == set(Entry.objects.visible().values_list("pk", flat=True))


@pytest.mark.every
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.__name__)
def test_nothing_changes_when_the_last_step_fails(world, failing, route):
    act = route(world)
    before = database()
    failing()

    with pytest.raises(ReceiverFailed):
        act()

    assert differences(before, database()) == {}


def test_copying_offers_no_alias(world):
    """A second page of the same entry would have the same reference."""
    for page in (world.live, world.hub.finders["practice"]):
        form = world.client.get(reverse("wagtailadmin_pages:copy", args=[page.pk])).context["form"]
        assert ("new_title" in form.fields, "alias" in form.fields) == (True, False)


def test_restored_entry_is_a_draft_with_nothing_to_find(world):
    withdraw_entry(world.live, reason="Wrong.", user=world.user)
    before = documents()

    restore_entry(fresh(world.live), user=world.user)

    assert documents() == before
    assert not reconciling.verify()


def documents() -> list[tuple]:
    rows = SearchDocument.objects.order_by("object_id")
    return [(row.object_id, row.deleted, json.dumps(row.body), json.dumps(row.words)) for row in rows]


def found() -> set[int]:
    """What a search for everything finds."""
    return set(get_engine().ids(Question(day=timezone.localdate()), 1000))


def database() -> dict[str, list[tuple]]:
    """Every row there is."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.label not in BESIDES]
    rows = {model._meta.label: sorted(map(repr, model._base_manager.values_list())) for model in models}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM search_words")
        return rows | {"words": sorted(map(repr, cursor.fetchall()))}


def differences(before: dict, after: dict) -> dict[str, set]:
    changed = {name: set(before[name]) ^ set(after[name]) for name in before}
    return {name: rows for name, rows in changed.items() if rows}
