"""Every way in and out of the public, and its document in the same transaction."""

import pytest
from django.db import transaction
from wagtail.models import PageViewRestriction

from hub.catalogue.publication import changing
from search import clock
from search.engines import get_engine
from search.engines.base import Question
from search.models import SearchClock, SearchDocument

pytestmark = pytest.mark.django_db


def found() -> set[int]:
    return set(get_engine().search(Question(limit=1000)).ids)


def documents() -> set[int]:
    return set(SearchDocument.objects.filter(deleted=False).values_list("object_id", flat=True))


def version() -> int:
    return clock.read().version


def test_published_is_found(hub):
    entry = hub.entry(live=False)
    assert found() == set()
    entry.get_latest_revision().publish()
    assert found() == documents() == {entry.pk}


def test_draft_of_a_published_entry_is_not_found(hub):
    entry = hub.entry(title="Before")
    entry.title = "Afterwards"
    entry.save_revision()
    assert "before" in SearchDocument.objects.get(object_id=entry.pk).words["title"][0]


def test_unpublished_leaves_a_tombstone(hub):
    entry = hub.entry()
    entry.unpublish()
    assert (found(), SearchDocument.objects.get(object_id=entry.pk).words) == (set(), {})


def test_deleted_leaves_a_tombstone(hub):
    entry = hub.entry()
    pk = entry.pk
    entry.delete()
    assert (found(), SearchDocument.objects.get(object_id=pk).deleted) == (set(), True)


def test_restricted_ancestor_takes_entries_away_and_gives_them_back(hub):
    entry, mooc = hub.entry(), hub.entry("mooc")
    restriction = PageViewRestriction.objects.create(page=hub.finders["mooc"], restriction_type="login")
    assert found() == {entry.pk}
    restriction.delete()
    assert found() == {entry.pk, mooc.pk}


def test_moved_below_a_restricted_page_is_not_found(hub):
    entry = hub.entry()
    PageViewRestriction.objects.create(page=hub.finders["mooc"], restriction_type="login")
    entry.move(hub.finders["mooc"], pos="last-child")
    assert found() == set()


def test_deleted_finder_takes_its_entries_away(hub):
    entry, _mooc = hub.entry(), hub.entry("mooc")
    hub.finders["mooc"].delete()
    assert found() == documents() == {entry.pk}


def test_rolled_back_change_leaves_nothing(hub):
    entry = hub.entry(title="Before")
    before = version()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        entry.title = "Afterwards"
        entry.save()
        raise ZeroDivisionError
    assert version() == before
    assert SearchDocument.objects.get(object_id=entry.pk).words["title"][0] == "before"
    assert found() == {entry.pk}


def test_many_changes_at_once_take_one_tick(hub):
    before = version()
    with changing():
        for number in range(5):
            hub.entry(title=f"Entry {number}")
    assert version() == before + 1
    assert len(found()) == 5


def test_change_that_changes_nothing_does_not_tick(hub):
    entry = hub.entry()
    before = version()
    entry.save()
    assert version() == before


def test_every_document_carries_the_version_of_its_tick(hub):
    hub.entry()
    hub.entry("mooc")
    versions = SearchDocument.objects.order_by("version").values_list("version", flat=True)
    assert list(versions) == [1, 2]


def test_begun_epoch_differs(hub):
    hub.entry()
    before = clock.read()
    with transaction.atomic():
        clock.begin_epoch()
    assert clock.read().epoch != before.epoch
    assert SearchClock.objects.count() == 1
