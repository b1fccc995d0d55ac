"""The map of the site: all that anybody may read, in every language, and nothing else; read a page at a time."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from community.forum.models import Category, Topic
from hub.catalogue.models import Entry
from hub.catalogue.sitemaps import RowSitemap
from tests.factories import organisation
from tests.forum.makers import category, statement, topic

HOST = "http://testserver"
LANGUAGES = {"en": "", "x-default": "", "nl": "/nl", "ar": "/ar"}
PREFIXES = ("", "/nl", "/ar")
THEN = datetime(2026, 5, 4, 12, tzinfo=UTC)


def read(client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content.partition(b"?>")[2], "html.parser")


def listed(client, section: str, page: str = "") -> list[str]:
    return [
        place.get_text().removeprefix(HOST) for place in read(client, f"/sitemap-{section}.xml{page}").select("loc")
    ]


def in_every_language(*addresses: str) -> list[str]:
    return [prefix + address for address in addresses for prefix in PREFIXES]


def test_topics_in_every_language_with_their_last_post(client, hub):
    open_topic = topic(title="Which words first?")
    Topic.objects.update(last_post_at=THEN)
    lines = read(client, "/sitemap-topics.xml").select("url")

    address = f"/community/t/{open_topic.pk}-which-words-first/"
    assert [line.loc.get_text() for line in lines] == [HOST + url for url in in_every_language(address)]
    for line in lines:
        others = {link["hreflang"]: link["href"] for link in line.find_all("xhtml:link")}
        assert others == {code: HOST + prefix + address for code, prefix in LANGUAGES.items()}
        assert line.lastmod.get_text() == "2026-05-04"


@pytest.mark.parametrize("state", ["unlisted", "pending", "deleted", "removed", "merged"])
def test_topics_that_nobody_is_to_find_are_not_listed(client, hub, state):
    hidden = topic()
    Topic.objects.filter(pk=hidden.pk).update(state=state, statement=statement())

    assert listed(client, "topics") == []


def test_topics_without_a_visible_post_are_not_listed(client, hub):
    topic()
    Topic.objects.update(post_count=0)

    assert listed(client, "topics") == []


@pytest.mark.parametrize("who", ["members", "moderators"])
def test_topics_of_rooms_with_a_door_are_not_listed(client, hub, who):
    group = category("staff")
    topic(group)
    topic(category("room-in-it", parent=group))
    before = listed(client, "topics")
    Category.objects.filter(pk=group.pk).update(who_sees=who)

    assert (len(before), listed(client, "topics")) == (2 * len(PREFIXES), [])


def test_organisations_with_what_they_published(client, hub):
    school, draft, closed, nothing = (organisation(name) for name in ("A school", "Draft", "Closed", "Nothing"))
    hub.entry(organisation=school, slug="a")
    hub.entry(organisation=draft, slug="b", live=False)
    hub.entry(organisation=nothing, slug="c", is_example=True)
    restricted = hub.entry(organisation=closed, slug="d")
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
    Entry.objects.update(last_published_at=THEN)

    assert listed(client, "organisations") == in_every_language("/organisations/a-school/")
    assert {line.get_text() for line in read(client, "/sitemap-organisations.xml").select("lastmod")} == {"2026-05-04"}


def test_every_address_of_the_map_is_to_be_listed(client, hub):
    """What is in the map and not to be listed, or elsewhere, makes search engines doubt the map."""
    hub.entry(organisation=organisation("A school"))
    topic()
    sections = [place.get_text().removeprefix(HOST) for place in read(client, "/sitemap.xml").select("loc")]
    addresses = [place.get_text() for section in sections for place in read(client, section).select("loc")]

    told = {address: canonical(client, address) for address in addresses}
    assert told == {address: address for address in addresses}


def canonical(client, address: str) -> str:
    page = BeautifulSoup(client.get(address.removeprefix(HOST)).content, "html.parser")
    assert page.select('meta[name="robots"]') == []
    return page.select_one('link[rel="canonical"]')["href"]


def test_a_long_section_has_pages_of_which_one_is_read(client, hub, monkeypatch):
    monkeypatch.setattr(RowSitemap, "limit", 4)
    room = category()
    numbers = [topic(room, title="Tea").pk for _number in range(3)]
    Topic.objects.update(last_post_at=THEN)
    index = read(client, "/sitemap.xml")
    pages = [place.get_text().removeprefix(HOST) for place in index.select("loc") if "topics" in place.get_text()]

    every = in_every_language(*(f"/community/t/{pk}-tea/" for pk in numbers))
    assert pages == ["/sitemap-topics.xml", "/sitemap-topics.xml?p=2", "/sitemap-topics.xml?p=3"]
    assert [listed(client, "topics", page) for page in ("", "?p=2", "?p=3")] == [every[:4], every[4:8], every[8:]]
    assert client.get("/sitemap-topics.xml?p=4").status_code == 404
    with CaptureQueriesContext(connection) as asked:
        client.get("/sitemap-topics.xml?p=2")
    rows = [query["sql"] for query in asked if "LIMIT" in query["sql"] and "forum_topic" in query["sql"]]
    assert [sql.rpartition("LIMIT ")[2] for sql in rows] == ["2 OFFSET 1"]


def test_index_tells_when_each_section_last_changed(client, hub):
    hub.entry(organisation=organisation("A school"))
    topic()
    Entry.objects.update(last_published_at=THEN)
    Topic.objects.update(last_post_at=THEN)
    index = read(client, "/sitemap.xml")

    changed = {item.loc.get_text(): item.lastmod.get_text() for item in index.select("sitemap") if item.lastmod}
    sections = {name: f"{HOST}/sitemap-{name}.xml" for name in ("entries", "organisations", "topics")}
    assert {changed.get(address, "")[:10] for address in sections.values()} == {"2026-05-04"}


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-topics.xml", "/sitemap-organisations.xml"])
def test_more_lines_ask_no_more_questions(client, hub, address):
    def publish(number: int) -> None:
        hub.entry(organisation=organisation(f"School {number}"), slug=f"entry-{number}")
        topic(category(f"room-{number}"))

    publish(1)
    client.get(address)
    few = questions(client, address)
    for number in range(2, 8):
        publish(number)

    assert questions(client, address) == few <= 20


def questions(client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
