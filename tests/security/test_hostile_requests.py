"""Whatever somebody writes into an address or a search box, the site answers: with a page, a redirect, 400 or 404."""

from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.pages.models import InfoPage
from search.facets import NAMES
from tests.factories import term
from tests.guards.routes import plain_addresses

FINE = {200, 301, 302, 303, 400, 403, 404, 405, 410, 414}
#: What stands in for a value, already encoded for an address.
VALUES = {
    "nothing": "",
    "nul": "%00",
    "nul in a word": "sch%00ool",
    "half surrogate": "%ED%A0%80",
    "other half": "%ED%BF%BF",
    "broken utf-8": "%FF%FE%C0%80",
    "cut off utf-8": "caf%C3",
    "bare percent": "100%",
    "many percents": "%25" * 500,
    "long word": "a" * 10_000,
    "long words": "a+" * 5_000,
    "astral": quote("𝕊𝕔𝕙𝕠𝕠𝕝 🏫" * 50),
    "right to left": quote("\u202eloohcs\u202c مدرسة"),
    "combining": quote("a" + "\u0301" * 2000),
    "invisible": quote("\u200b\ufeff\u2060"),
    "quotes": quote('"' * 999),
    "half a phrase": quote('"-"" -"'),
    "minus": "-" * 500,
    "fts": quote('NEAR("a" "b", 5) OR text:* AND ^x {a b}: -'),
    "tsquery": quote("a & !b | (c <-> d) :* '''"),
    "sql": quote("' OR 1=1; DROP TABLE search_words; --"),
    "like": "%25_%25_" * 100,
    "regexp": quote("(a+)+$" * 100),
    "template": quote("{{ 7*7 }}{% debug %}"),
    "format string": quote("%(name)s %s {0.__class__}"),
    "html": quote('"><script>alert(1)</script>'),
    "header": "%0d%0aSet-Cookie:%20a=b",
    "path": quote("../../../../etc/passwd"),
    "negative": "-1",
    "zero": "0",
    "huge": "9" * 400,
    "float": "1e309",
    "arabic digits": quote("١٢"),
    "json": quote('{"$gt": ""}'),
    "term form": quote("~stem t_country_be ␞ ^f"),
}
PARAMETERS = ("q", "page", "sort", "format", "archived", *NAMES)
SEARCHES = ("/search/", "/practices/", "/nl/search/")


@pytest.fixture(scope="module")
def filled(kept_hub):
    """A hub with an entry of each kind."""
    hub = kept_hub
    term("country", "be", "Belgium", parent="europe-west")
    hub.home.add_child(instance=InfoPage(title="About", slug="about"))
    hub.entries = [hub.entry(kind, slug=f"a-{kind}", title="A school", countries=["be"]) for kind in hub.finders]
    return hub


@pytest.fixture
def site(filled, db):
    return filled


@pytest.fixture
def visitor() -> Client:
    """Errors come as the pages they are, not as exceptions."""
    return Client(raise_request_exception=False)


def statuses(visitor: Client, addresses) -> dict[str, int]:
    return {address[:200]: status_of(visitor, address) for address in addresses}


def status_of(visitor: Client, address: str) -> int:
    """The status, and of a redirect that leads on, the worst of the two."""
    response = visitor.get(address)
    if response.status_code in (301, 302) and response["Location"].startswith("/"):
        response = visitor.get(response["Location"])
    b"".join(response.streaming_content if response.streaming else ())
    return response.status_code


def bad(found: dict[str, int]) -> dict[str, int]:
    return {address: status for address, status in found.items() if status not in FINE}


@pytest.mark.every
@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_any_value_of_any_parameter(site, visitor, value):
    asked = [f"{base}?{name}={value}" for base in SEARCHES[:2] for name in PARAMETERS]

    assert bad(statuses(visitor, asked)) == {}


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_no_value_asks_the_database_more_often(site, visitor, value):
    """What it costs in time is measured by `make bench`."""
    visitor.get("/search/?q=school")
    with CaptureQueriesContext(connection) as captured:
        status_of(visitor, f"/search/?q={value}&country={value}&sort={value}&page={value}")

    assert len(captured) <= 8


@pytest.mark.parametrize("output", ["json", "csv", "xlsx", "atom"])
def test_any_words_in_every_output(site, visitor, output):
    asked = [f"/search/?q={value}&format={output}" for value in VALUES.values()]

    assert bad(statuses(visitor, asked)) == {}


def test_any_name_of_a_parameter(site, visitor):
    asked = [f"{base}?{value}=1&q=school" for base in SEARCHES for value in VALUES.values()]

    assert bad(statuses(visitor, asked)) == {}


def test_any_place_in_the_path(site, visitor):
    """Addresses of every kind with something else where a name, number or reference should be."""
    reference = site.entries[0].reference
    patterns = (
        "/{}",
        "/{}/",
        "/practices/{}/",
        "/practices/a-practice/{}/",
        "/countries/{}/",
        "/sectors/{}/",
        "/e/{}/",
        f"/e/{reference}/{{}}",
        f"/e/{reference}/cite.{{}}",
        f"/e/{reference}/report/{{}}",
        "/documents/{}/guide.pdf",
        "/documents/1/{}",
        "/organisations/{}/",
        "/my/invitations/{}/",
        "/my/unsubscribe/{}/",
        "/community/{}/",
        "/sitemap-{}.xml",
        "/nl/{}/",
        "/_util/login/?next={}",
        "/account/login/?next={}",
    )
    asked = [pattern.format(value) for pattern in patterns for value in VALUES.values()]

    assert bad(statuses(visitor, asked)) == {}


def test_any_query_on_every_page(site, visitor):
    pages = [*plain_addresses(), "/about/", site.entries[0].url, "/countries/be/", "/sectors/schools/"]
    queries = (
        "?page=%00",
        "?%ED%A0%80=%ED%A0%80",
        f"?{'x' * 10_000}",
        "?format=xml&format=json",
        "?next=//evil.example",
    )
    asked = [page + query for page in pages for query in queries]

    assert bad(statuses(visitor, asked)) == {}


@pytest.mark.parametrize("base", SEARCHES)
def test_a_thousand_parameters(site, visitor, base):
    many = {
        "the same": "&".join(["country=be"] * 1000),
        "all different": "&".join(f"country=x{number}" for number in range(1000)),
        "all unknown": "&".join(f"a{number}=b" for number in range(1000)),
        "all facets": "&".join(f"{name}=be" for name in NAMES for _turn in range(60)),
        "words": "&".join(f"q=w{number}" for number in range(1000)),
        "formats": "&".join(["format=json", "format=csv"] * 500),
        "no values": "&" * 5000,
    }

    assert bad({name: status_of(visitor, f"{base}?{query}") for name, query in many.items()}) == {}


def test_page_beyond_the_last(site, visitor):
    found = {page: status_of(visitor, f"/search/?page={page}") for page in ("2", "50", "51", "1000000", "9" * 100)}

    assert found == {"2": 200, "50": 200, "51": 404, "1000000": 404, "9" * 100: 200}


def test_what_is_unknown_leads_to_the_canonical_address(site, visitor):
    response = visitor.get("/search/?q=%00school&country=be&country=be&sort=worst&utm_source=x")

    assert (response.status_code, response["Location"]) == (302, "/search/?q=school&country=be")


def test_filter_that_does_not_exist_is_named_on_the_page(site, visitor):
    response = visitor.get("/search/?country=be&country=nowhere")

    assert response.status_code == 200
    assert [(row.facet, row.value) for row in response.context_data["ignored"]] == [("country", "nowhere")]


def test_redirects_stay_on_the_site(site, visitor):
    """Nothing in an address makes the site send somebody elsewhere."""
    asked = [
        f"/{path}"
        for path in ("/evil.example", "\\evil.example", "%5Cevil.example/", "%09/evil.example", "/%2Fevil.example")
    ]
    asked += [f"/search/?{value}" for value in ("q=//evil.example", "next=//evil.example")]
    asked += ["/account/login/?next=//evil.example", "/_util/login/?next=https://evil.example/"]
    for address in asked:
        location = visitor.get(address).headers.get("Location", "")
        assert (address, location.startswith(("//", "http", "\\"))) == (address, False)


def test_words_come_back_as_text(site, visitor):
    attack = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    for base in SEARCHES:
        for name in ("q", "country", "sort", "format"):
            text = visitor.get(base, {name: attack}, follow=True).content.decode()
            assert ("<script>alert" in text, "<img src=x" in text) == (False, False)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace", "head"])
def test_any_method(site, visitor, method):
    asked = ["/", "/search/", "/practices/", site.entries[0].url, "/countries/", "/e/GP-000001/", "/sitemap.xml"]
    found = {address: getattr(visitor, method)(address).status_code for address in asked}

    assert bad(found) == {}


def test_any_host_and_headers(site, visitor):
    headers = {
        "accept-language": ["*", "xx", "nl;q=nan", "en," * 1000, "\x80", "ar-Zzzz-ZZ-x-" + "a" * 500],
        "x-fragment": ["results", "other", "\x00", "a" * 5000],
        "cookie": ["sessionid=x", "csrftoken=" + "a" * 5000, "a=b; " * 200, '"', "sessionid=%00", "messages=[[["],
        "if-none-match": ['"x"', "*", "W/", "," * 500],
        "range": ["bytes=0-0", "bytes=-1", "bytes=9-1"],
        "referer": ["//evil", "\x80"],
        "x-forwarded-for": ["'", "a" * 5000, "::1, 1.1.1.1"],
    }
    found = {
        f"{name}: {value[:40]!r}": visitor.get("/search/?q=school", headers={name: value}).status_code
        for name, values in headers.items()
        for value in values
    }

    assert bad(found) == {}


@pytest.mark.parametrize("value", [value for value in VALUES.values() if len(value) < 5000])
def test_report_form_takes_any_text(site, visitor, value):
    """Kept, or refused beside the field."""
    url = reverse("report_problem", args=[site.entries[0].reference])
    body = f"kind={value}&text={value}&email={value}&subject="
    response = visitor.post(url, body, content_type="application/x-www-form-urlencoded")

    assert response.status_code in (200, 302, 400)


any_text = st.text(st.characters(codec="utf-8"), max_size=60)
asked = st.lists(st.tuples(st.sampled_from(PARAMETERS), any_text), max_size=8)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked)
def test_any_search(site, visitor, asked):
    """A redirect to the canonical address leads to a page that is canonical."""
    query = "&".join(f"{name}={quote(value)}" for name, value in asked)
    response = visitor.get(f"/search/?{query}")
    if response.status_code == 302:
        response = visitor.get(response["Location"])

    assert response.status_code in (200, 404)
