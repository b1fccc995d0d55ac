import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from hub.catalogue import restrictions
from hub.catalogue.models import Entry


@pytest.fixture
def request_under_way():
    restrictions.begin()
    yield
    restrictions.end()


def restrict(page):
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_restriction_set_in_a_request_counts_at_once(hub, request_under_way):
    hub.entry()
    before = Entry.objects.visible().count()

    restriction = restrict(hub.finders["practice"])
    during = Entry.objects.visible().count()
    restriction.delete()

    assert (before, during, Entry.objects.visible().count()) == (1, 0, 1)


def test_page_moved_in_a_request_leaves_its_restriction_behind(hub, request_under_way):
    entry = hub.entry()
    restrict(hub.finders["practice"])
    hidden = Entry.objects.visible().count()

    entry.move(hub.finders["project"], pos="last-child")

    assert (hidden, Entry.objects.visible().count()) == (0, 1)


def test_request_asks_for_restrictions_once(hub, request_under_way):
    list(Entry.objects.visible())

    with CaptureQueriesContext(
        connection,
    ) as queries:
        list(Entry.objects.visible())

    assert len(queries) == 1


def test_nothing_is_remembered_outside_of_a_request(hub):
    list(Entry.objects.visible())

    with CaptureQueriesContext(connection) as queries:
        list(Entry.objects.visible())

    assert len(queries) == 2


def test_entry_below_a_restricted_page_is_not_served(hub, client):
    entry = hub.entry()
    restrict(hub.finders["practice"])

    assert client.get(entry.url).status_code == 302
