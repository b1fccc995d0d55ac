"""Nothing that is not for everybody is seen, counted or hinted at anywhere.

`tests.guards.canaries` fills entries with words that stand nowhere else; here everything that has an
address is read as a visitor and as a member without rights, and none of these words may be there.
"""

import csv
import io
import re

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse
from openpyxl import load_workbook

from hub.catalogue.models import Entry, ProblemReport
from hub.pages.sitemaps import SITEMAPS
from tests.factories import Hub, term, user
from tests.guards import canaries
from tests.guards.canaries import HIDDEN, SECRET, seen_in, text_of, word
from tests.guards.routes import parameters, plain_addresses, routes

pytestmark = pytest.mark.django_db
OUTPUTS = ("", "json", "csv", "xlsx", "atom")
FORMATS_OF_CITATIONS = ("bib", "ris", "json")
MOST_HOPS = 5
#: Whose words may be read.
SHOWN = ("zqvisible", "zqoriginal")
#: What readers never see of a visible entry.
PRIVATE = ("keywords", "report", "reporter")
#: What can be searched for.
FIELDS = ("title", "summary", "plain", "body", "region", "keywords", "tag", "link", "file", "results", "method")
#: Routes with a parameter that the crawl below fills in.
FILLED = re.compile(
    r"sitemap-|documents/\^|e/<|countries/<|sectors/<|organisations/<slug:slug>/$|\^\(\(\?:\["
    r"|community/entries/<|community/report/<"
)
#: Those of people, of what they wrote, and of signing in have guards of their own.
NOT_OF_ENTRIES = re.compile(
    r"account/|documents/authenticate|my/|organisations/<slug:slug>/.|community/|dev/|media/images/|submit/"
)


@pytest.fixture(scope="module")
def hub(kept_hub) -> Hub:
    return kept_hub


@pytest.fixture(scope="module")
def visible(hub) -> Entry:
    """A visible entry with reports and a newer draft, and the pages around it."""
    canaries.hidden_pages(hub)
    entry = canaries.visible_entry(hub)
    canaries.newer_draft(hub, entry)
    ProblemReport.objects.create(
        entry=entry, kind="other", text=word("visible", "report"), email="zqvisiblereporter@example.org"
    )
    return entry


@pytest.fixture
def shown(visible, db) -> Entry:
    """Wagtail remembers cuts of pictures that another test has rolled back."""
    cache.clear()
    return Entry.objects.get(pk=visible.pk).specific


@pytest.fixture
def hidden(hub, shown) -> dict[str, Entry]:
    """Every way not to be seen, each related to the visible entry from both ends."""
    made = {state: make(hub) for state, make in HIDDEN.items()}
    canaries.relate(shown, [entry for state, entry in made.items() if state != "deleted"])
    return made


def searches(hub) -> list[str]:
    bases = ["/search/", *(finder.url for finder in hub.finders.values())]
    narrowed = ("", "country=mt", "sector=schools", "theme=wellbeing", "sort=title", "sort=verified")
    return [
        f"{base}?{'&'.join(filter(None, (query, output and f'format={output}')))}"
        for base in bases
        for query in narrowed
        for output in OUTPUTS
    ]


def addresses_of(entry: Entry) -> list[str]:
    """Every address that belongs to one entry."""
    reference = entry.reference
    below = reverse("permalink", args=[reference])
    own = [entry.url, f"/nl{entry.url}", below, f"{below}report/", f"{below}report/received/"]
    own += [f"{below}cite.{form}" for form in FORMATS_OF_CITATIONS]
    talk = [f"/community/entries/{reference}/{part}" for part in ("", "uses/", "uses/new/")]
    talk += [f"/community/new/?entry={reference}", f"/community/report/entry/{entry.pk or 0}/"]
    return own + talk + file_addresses(entry)


def file_addresses(entry: Entry) -> list[str]:
    return [file.document.url for file in entry.files.all()] if entry.pk else []


def everywhere(hub, entries) -> list[str]:
    """All addresses there are, each once."""
    sitemaps = [f"/sitemap-{section}.xml" for section in SITEMAPS]
    places = [f"/{kind}/{code}/" for kind, code in (("countries", "be"), ("countries", "mt"), ("sectors", "schools"))]
    editorial = ["/", "/nl/", "/ar/", "/nothing/", "/hidden-finder/", "/hidden-infodraft/", "/hidden-infologin/"]
    own = [address for entry in entries for address in addresses_of(entry)]
    found = [*plain_addresses(), *sitemaps, *places, "/organisations/a-school/", *editorial, *searches(hub), *own]
    # Every secret word begins so.
    found += [f"/search/suggest/?q=zq{kind}" for kind in ("", *(f"&type={kind}" for kind in hub.finders))]
    return list(dict.fromkeys(found))


def read(client, address: str):
    """The answer at an address, after its redirects on this site."""
    response = client.get(address)
    for _hop in range(MOST_HOPS):
        if response.status_code not in (301, 302):
            break
        response = client.get(response["Location"])
    assert response.status_code not in (301, 302), f"{address} leads round in a circle"
    assert response.status_code < 500, address
    return response


def leaks(client, addresses) -> dict[str, set[str]]:
    """The secret words seen, by address. A page to sign in on names the address asked for."""
    seen = {address: seen_in(read(client, address)) - set(SECRET.findall(address)) for address in addresses}
    found = {address: set(filter(is_secret, words)) for address, words in seen.items()}
    return {address: words for address, words in found.items() if words}


def is_secret(found: str) -> bool:
    return not found.startswith(SHOWN) or found.endswith(PRIVATE)


# ---------------------------------------------------------------- Sightings


def test_every_route_is_crawled_or_says_nothing_of_entries(db):
    """A new route with a parameter belongs into the crawl above."""
    filled_in = [place for place, pattern in routes() if parameters(pattern) or pattern.pattern.regex.groups]

    assert [place for place in filled_in if not FILLED.match(place) and not NOT_OF_ENTRIES.match(place)] == []


def test_crawl_sees_what_is_there(client, hub, shown):
    """The other way round: were its eyes closed, the crawl would prove nothing."""
    page = seen_in(read(client, shown.url))
    file = seen_in(read(client, shown.files.first().document.url))
    table, sheet = (seen_in(read(client, f"/search/?format={output}")) for output in ("csv", "xlsx"))
    lists = ["/", "/search/", "/search/?format=json", "/search/?format=atom", "/countries/be/", "/sectors/schools/"]

    assert {word("visible", name) for name in ("title", "summary", "body", "link", "linkurl", "file", "alt")} <= page
    assert file == {word("visible", "content")}
    assert {word("visible", "title"), word("visible", "summary"), word("visible", "sourceurl")} <= table & sheet
    assert [word("visible", "title") in seen_in(read(client, address)) for address in lists] == [True] * len(lists)


def test_everybody_sees_only_what_is_for_them(client, hub, shown, hidden):
    addresses = everywhere(hub, [shown, *hidden.values()])
    check_visitor(client, shown, hidden, addresses)
    client.force_login(user("member@example.org"))
    check_member(client, hidden["login"], addresses)


def check_visitor(client, shown, hidden, addresses) -> None:
    """Nothing hidden."""
    assert leaks(client, addresses) == {}
    fragment = client.get("/search/", headers={"X-Fragment": "results"})
    assert set(filter(is_secret, seen_in(fragment))) == set()
    related = BeautifulSoup(read(client, shown.url).content, "html.parser").select("aside .brief a")
    assert {link.get_text(strip=True) for link in related} == {f"{word('original', 'title')} practice"}
    # A copy shares the file of its original.
    files = [(state, url) for state, entry in hidden.items() if state != "copied" for url in file_addresses(entry)]
    assert [(state, url) for state, url in files if client.get(url).status_code != 404] == []


def check_member(client, login, addresses) -> None:
    """Of what is hidden, what is for members."""
    own = {login.url, f"/nl{login.url}", *file_addresses(login)}
    found = leaks(client, addresses)

    assert set(found) == own
    assert {word("login", "title")} == {w for words in found.values() for w in words if w.endswith("title")}


@pytest.mark.parametrize("state", HIDDEN)
def test_hidden_entry_answers_and_is_found_nowhere(client, hub, shown, state):
    """What was never public is not there; what was withdrawn or deleted is gone; the rest asks to sign in."""
    entry = HIDDEN[state](hub)
    below = reverse("permalink", args=[entry.reference])
    gone = 410 if state in ("withdrawn", "deleted") else 404
    page = {"withdrawn": 410, "login": 302, "groups": 302, "below": 302, "password": 200}.get(state, 404)
    parts = [f"{below}report/", f"{below}report/received/", *(f"{below}cite.{form}" for form in FORMATS_OF_CITATIONS)]

    assert client.get(below).status_code == gone
    assert client.get(entry.url).status_code == page
    assert {client.get(part).status_code for part in parts} == {404}
    assert {name: hits(client, word(state, name)) for name in FIELDS} == {name: [] for name in FIELDS}
    assert entry.reference not in hits(client, entry.reference)


def test_draft_of_a_newer_version_is_not_found(client, hub, shown):
    assert {name: hits(client, word("revised", name)) for name in FIELDS} == {name: [] for name in FIELDS}


def test_visible_entry_is_found_by_all_its_words(client, hub, shown):
    """Again: the checks above must be able to see."""
    found = {name: hits(client, word("visible", name)) for name in FIELDS}

    assert found == {name: [shown.reference] for name in FIELDS}


def hits(client, text: str) -> list[str]:
    data = client.get("/search/", {"q": text, "format": "json"}).json()
    return [hit["reference"] for hit in data["hits"]]


def test_member_without_rights_is_told_so(client, hub):
    """And not sent round in a circle between the page and the sign-in."""
    entry = HIDDEN["groups"](hub)
    client.force_login(user("member@example.org"))

    assert client.get(entry.url, follow=True).status_code == 403


def test_tombstone_says_reference_and_reason_only(client, hub):
    entry = HIDDEN["withdrawn"](hub)
    response = client.get(entry.url)

    assert seen_in(response) == set()
    assert entry.reference in text_of(response)
    assert "They asked for it." in text_of(response)


# ---------------------------------------------------------------- Numbers


def counted(client, address: str, **asked) -> tuple[int, dict[str, dict[str, int]]]:
    data = client.get(address, {**asked, "format": "json"}).json()
    return data["total"], {f["name"]: {v["value"]: v["count"] for v in f["values"]} for f in data["facets"]}


@pytest.mark.xfail(strict=True, reason="Documents learn of an expiry from the job, so counts are late by a minute.")
def test_totals_do_not_wait_for_the_job(client, hub, shown):
    HIDDEN["lapsed"](hub)

    assert counted(client, "/search/")[0] == 1


def test_everything_counts_visible_entries_only(client, hub, shown, hidden):
    call_command("publish_scheduled")
    total, facets = counted(client, "/search/")

    assert total == 2
    assert (facets["sector"], facets["country"]) == ({"schools": 2}, {"europe-west": 2, "be": 2})
    assert sum(facets["type"].values()) == 2
    assert counted(client, "/search/", country="mt")[0] == 0
    assert sum(counted(client, finder.url)[0] for finder in hub.finders.values()) == 2
    check_files(client)
    check_pages(client)
    check_zero_results(client)


def check_files(client) -> None:
    """A line for each visible entry."""
    rows = list(csv.reader(io.StringIO(text_of(client.get("/search/?format=csv")))))
    book = load_workbook(io.BytesIO(b"".join(client.get("/search/?format=xlsx").streaming_content)))
    feed = BeautifulSoup(client.get("/search/?format=atom").content, "html.parser")

    assert (len(rows), book.active.max_row, len(feed.find_all("entry"))) == (3, 3, 2)


def check_pages(client) -> None:
    home, countries = client.get("/").context_data, client.get("/countries/").context_data["countries"]
    malta, belgium = (client.get(f"/countries/{code}/").context_data for code in ("mt", "be"))
    schools = client.get("/sectors/schools/").context_data
    school = client.get("/organisations/a-school/").context_data

    assert (home["total"], home["country_total"], sum(line.count for line in home["kinds"])) == (2, 1, 2)
    assert (len(home["newest"]), len(home["picks"])) == (2, 2)
    assert [(line.code, line.count) for line in countries] == [("be", 2)]
    assert (malta["total"], list(malta["organisations"])) == (0, [])
    assert (belgium["total"], [row["count"] for row in belgium["organisations"]]) == (2, [2])
    assert (schools["total"], sum(line.count for line in schools["kinds"])) == (2, 2)
    assert school["page"].paginator.count == 2


def check_zero_results(client) -> None:
    """No way on that leads to a hidden entry."""
    term("country", "fr", "France", parent="europe-west")
    response = client.get("/search/", {"q": word("draft", "title"), "country": "fr"})

    ways_on = response.context_data["results"].ways_on
    assert (ways_on.meant, [step.count for step in ways_on.steps]) == (None, [])
