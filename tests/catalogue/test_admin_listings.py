from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hub.catalogue.models import Entry
from hub.catalogue.services.entries import withdraw_entry
from tests.factories import organisation, term, user

LISTINGS = ["entries", "practices", "projects", "moocs", "resources"]


def many(hub, kind: str, count: int) -> None:
    for number in range(count):
        hub.entry(kind, title=f"{kind} {number}", organisation=organisation(f"{kind} school {number}"))


def titles(response) -> list[str]:
    return [entry.title for entry in response.context["object_list"]]


def listed(admin, query: str = "", listing: str = "entries") -> list[str]:
    return sorted(titles(admin.get(reverse(f"{listing}:index") + query)))


@pytest.mark.parametrize("listing", LISTINGS)
def test_listing_of_thirty_stays_within_its_queries(hub, admin, listing, django_assert_max_num_queries):
    kind = {"entries": "practice"}.get(listing, listing[:-1])
    many(hub, kind, 30)
    admin.get(reverse(f"{listing}:index"))

    # One of them counts the submissions that wait, for the menu.
    with django_assert_max_num_queries(23):
        response = admin.get(reverse(f"{listing}:index"))

    assert len(titles(response)) == 30
    assert "Schools" in response.text


def test_listing_of_a_type_has_only_that_type(hub, admin):
    hub.entry("practice", title="P")
    hub.entry("mooc", title="M")

    assert (listed(admin, listing="moocs"), listed(admin)) == (["M"], ["M", "P"])


def test_listing_is_refused_to_a_member(hub, client):
    client.force_login(user("member@example.org"))
    assert client.get(reverse("entries:index")).status_code == 302


@pytest.fixture
def mixed(hub, editor):
    today = timezone.localdate()
    old, soon = today - timedelta(days=400), today + timedelta(days=10)
    live = hub.entry(title="Live", sectors=["schools"], countries=["be"], featured=True, source="esf")
    hub.entry(title="Draft", live=False, sectors=["health"], language="nl", is_example=True)
    gone = hub.entry("mooc", title="Gone", sectors=["health", "schools"])
    due = hub.entry(title="Due", last_verified_at=old, verify_due_at=old + timedelta(days=365))
    coming = hub.entry(title="Coming", last_verified_at=today, verify_due_at=soon)
    withdraw_entry(gone, reason="Wrong.", user=editor)
    for entry in (live, due, coming):
        entry.get_latest_revision().publish()
    for title, value in {"Live": 90, "Draft": 30, "Gone": 60, "Due": 84, "Coming": 85}.items():
        Entry.objects.filter(title=title).update(completeness=value)


FILTERED = {
    "?status=live": ["Coming", "Due", "Live"],
    "?status=draft": ["Draft"],
    "?status=withdrawn": ["Gone"],
    "?status=draft&status=withdrawn": ["Draft", "Gone"],
    "?status=changed": [],
    "?sector=health": ["Draft", "Gone"],
    "?sector=health&sector=schools&kind=mooc": ["Gone"],
    "?kind=mooc": ["Gone"],
    "?country=be": ["Live"],
    "?language=nl": ["Draft"],
    "?verification=due": ["Due"],
    "?verification=soon": ["Coming"],
    "?verification=done": ["Coming"],
    "?verification=never": ["Draft", "Gone", "Live"],
    "?completeness=low": ["Draft"],
    "?completeness=middle": ["Due", "Gone"],
    "?completeness=high": ["Coming", "Live"],
    "?featured=true": ["Live"],
    "?is_example=true": ["Draft"],
    "?source=esf": ["Live"],
    "?sector=no-such-sector": ["Coming", "Draft", "Due", "Gone", "Live"],
}


def test_filters_give_the_right_rows(mixed, admin):
    assert {query: listed(admin, query) for query in FILTERED} == FILTERED


def test_region_finds_the_countries_below(hub, admin):
    term("country", "be", parent="europe-west")
    hub.entry(title="Belgian", countries=["be"])
    hub.entry(title="Regional", countries=["europe-west"])

    assert listed(admin, "?country=europe-west") == ["Belgian", "Regional"]


def test_search_finds_title_organisation_and_reference(hub, admin):
    bags = hub.entry(title="Story bags", organisation=organisation("Huis van de Taal"))
    hub.entry(title="Story time")

    assert listed(admin, "?q=story+bags") == ["Story bags"]
    assert listed(admin, "?q=huis+taal") == ["Story bags"]
    assert listed(admin, f"?q={bags.reference}") == ["Story bags"]
    assert listed(admin, "?q=story&status=draft") == []
    assert titles(admin.get(reverse("entries:index") + "?q=story&ordering=title")) == ["Story bags", "Story time"]


def test_listing_sorts_by_every_column(hub, admin):
    many(hub, "practice", 3)
    page = admin.get(reverse("entries:index"))
    keys = [column.sort_key for column in page.context["table"].columns.values() if column.sort_key]
    for key in keys:
        for sign in ("", "-"):
            assert len(titles(admin.get(reverse("entries:index") + f"?ordering={sign}{key}"))) == 3
    assert len(keys) == 8


def test_new_entry_goes_below_the_finder_of_its_kind(hub, admin):
    for listing in LISTINGS[1:]:
        response = admin.get(reverse(f"{listing}:choose_parent"))

        assert response.status_code == 302
        assert response.url.endswith(f"/{hub.finders[listing[:-1]].pk}/")


def test_menu_leads_to_every_listing(hub, admin):
    page = admin.get(reverse("wagtailadmin_home")).text
    for listing in [*LISTINGS, "problem_reports", "organisations", "keywords"]:
        assert reverse(f"{listing}:index") in page
        assert admin.get(reverse(f"{listing}:index")).status_code == 200
