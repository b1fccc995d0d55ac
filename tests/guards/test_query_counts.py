"""How often a page asks the database: within its budget, and no more often when there is more to show."""

import json
import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hub.catalogue.models import Entry, EntryFile, EntryLink, EntryRelation, HubDocument
from hub.pages.models import InfoPage
from resources.models import MoocSession
from search.models import BestBet, Synonym
from tests.factories import Hub, organisation, term
from tests.guards.canaries import picture

# How often a page asks is the same whatever answers.
pytestmark = pytest.mark.once
FEW, MANY = 4, 12
KINDS = ("practice", "project", "mooc", "resource")

BUDGETS: dict[str, int] = {
    "/search/": 4,
    "/search/?q=quilt": 5,
    "/search/?sector=schools&country=be": 4,
    "/search/?q=absent&country=be": 5,
    "/search/?format=json": 4,
    "/search/?format=atom": 5,
    "/search/?format=csv": 5,
    "/practices/": 9,
    "/practices/?format=json": 9,
    "/practices/?format=atom": 10,
    "/": 15,
    "/countries/": 6,
    "/countries/be/": 9,
    "/sectors/": 6,
    "/sectors/schools/": 8,
    "/about/": 10,
    "/nothing/": 10,
    "/organisations/a-school/": 10,
}


@pytest.fixture
def many(hub) -> Callable[[int], list[Entry]]:
    """Makes so many full entries of every kind, some with pictures, some of an organisation."""
    cache.clear()  # Wagtail remembers renditions of pictures that an earlier test has rolled back.
    hub.home.add_child(instance=InfoPage(title="About", slug="about", body=json.dumps([])))
    school, licence = organisation("A school"), term("licence", "cc-by")

    def make(count: int) -> list[Entry]:
        start = Entry.objects.count()
        made = [
            full_entry(hub, number, organisation=school if number % 3 else None, licence=licence)
            for number in range(start, start + count)
        ]
        BestBet.objects.get_or_create(words="quilt", defaults={"entry": made[0]})
        Synonym.objects.get_or_create(words="quilt\npatchwork")
        commit()
        return made

    return make


def full_entry(hub: Hub, number: int, **fields) -> Entry:
    entry = hub.entry(
        KINDS[number % len(KINDS)],
        title=f"Quilt {number}",
        slug=f"quilt-{number}",
        countries=["be", "nl"],
        themes=["trauma", "first-weeks"],
        content_languages=["en", "nl"],
        funding_programmes=["esf"],
        cover=picture(f"p{number}") if number % 2 else None,
        featured=number % 3 == 0,
        last_verified_at=timezone.localdate(),
        **fields,
    )
    entry.save_revision().publish()
    return Entry.objects.get(pk=entry.pk).specific


def commit() -> None:
    """As if the writing were done: otherwise the engine answers from what it keeps for a transaction under way."""
    connection.run_on_commit.clear()


def asked(client, address: str, **extra) -> list[str]:
    """The questions of a page that was read before, such as any but the first of a process."""
    read(client, address, **extra)
    with CaptureQueriesContext(connection) as captured:
        read(client, address, **extra)
    return [re.sub(r"^SELECT .*? FROM", "SELECT … FROM", query["sql"])[:160] for query in captured.captured_queries]


def read(client, address: str, **extra) -> None:
    response = client.get(address, **extra)
    assert response.status_code in (200, 404)
    b"".join(response.streaming_content if response.streaming else ())


def test_pages_keep_their_budgets_however_much_there_is(client, many):
    many(FEW)
    few = {address: len(asked(client, address)) for address in BUDGETS}
    many(MANY - FEW)
    more = {address: asked(client, address) for address in BUDGETS}

    assert {
        address: queries for address, queries in more.items() if len(queries) > min(few[address], BUDGETS[address])
    } == {}


def test_words_never_asked_for_cost_one_more(client, many):
    """The engine reads them once and remembers them."""
    many(FEW)
    client.get("/search/")
    client.get("/search/", {"q": "absent"})
    with CaptureQueriesContext(connection) as captured:
        client.get("/search/", {"q": "quilt trauma"})
    found = [query["sql"] for query in captured.captured_queries]

    assert len(found) <= BUDGETS["/search/?q=quilt"] + 1, "\n".join(found)


def test_fragment_asks_no_more_than_the_page(client, many):
    many(FEW)

    assert len(asked(client, "/search/", headers={"X-Fragment": "results"})) <= len(asked(client, "/search/"))


@pytest.mark.parametrize("kind", KINDS)
def test_entry_page_keeps_its_budget(client, hub, many, kind):
    entries = many(MANY)
    entry = next(entry for entry in entries if entry.kind == kind)
    sparse = asked(client, entry.url)
    fill(entry, [other for other in entries if other != entry])
    full = asked(client, entry.url)

    # A course also asks for its sessions.
    assert len(full) <= 15 + (kind == "mooc"), "\n".join(full)
    # What hangs on an entry is asked for only once there is something.
    assert len(full) - len(sparse) <= 3, "\n".join(full)


def fill(entry: Entry, others: list[Entry]) -> None:
    """Several of everything that can hang on an entry."""
    for number in range(3):
        file = ContentFile(b"text", name=f"guide{number}.txt")
        language, licence = term("language", "nl"), term("licence", "cc-by")
        document = HubDocument.objects.create(title="Guide", file=file, language=language, licence=licence)
        entry.files.add(EntryFile(document=document))
        entry.links.add(EntryLink(url=f"https://example.org/{number}", label="Link", role="material"))
        entry.partners.add(organisation(f"Partner {number}"))
        entry.tags.add(f"keyword {number}")
    if entry.kind == "mooc":
        entry.sessions.add(MoocSession(start="2026-01-01"), MoocSession(start="2026-06-01"))
    for other in others[:4]:
        entry.relations.add(EntryRelation(kind="part-of", target=other))
    entry.save_revision().publish()
    commit()


def test_export_asks_once_for_a_batch(client, many):
    """Not for every line."""
    many(MANY)

    for output in ("csv", "xlsx"):
        assert len(asked(client, f"/search/?format={output}")) <= 5


def test_sitemaps_do_not_ask_for_every_line(client, many):
    addresses = [f"/sitemap-{section}.xml" for section in ("entries", "pages", "places")]
    many(FEW)
    few = {address: len(asked(client, address)) for address in addresses}
    many(MANY - FEW)
    more = {address: asked(client, address) for address in addresses}

    assert {address: queries for address, queries in more.items() if len(queries) > few[address]} == {}
