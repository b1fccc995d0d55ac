"""Absurd addresses get a redirect, an empty result or an error page, never a failure."""

import pytest

LONG = "x" * 10_000
HOSTILE_QUERIES = [
    "q=%00",
    "q=%ED%A0%80",
    "q=%FF%FE",
    "q=" + LONG,
    "q=" + "+".join(["word"] * 2_000),
    "q=%22%22%22%22",
    "q=-",
    "q=%E2%80%AE%E2%80%8B",
    "q='+OR+1=1--",
    "q=%3Cscript%3Ealert(1)%3C/script%3E",
    "q=NEAR(a+b)+AND+*:*",
    "q=%F0%9F%98%80",
    "sector=" + LONG,
    "sector=%00&country=../../etc/passwd",
    "&".join(f"country={number}" for number in range(1_000)),
    "&".join(f"unknown{number}=1" for number in range(1_000)),
    "page=0",
    "page=-1",
    "page=99999999999999999999",
    "page=1e9",
    "page=%D9%A1",
    "sort=;DROP+TABLE",
    "sort[]=title",
    "format=exe",
    "format=csv&page=9",
    "archived=yes&archived=no",
    "year=-5&year=99999999",
    "q=a&q=b&q=c",
]
PAGES = ["/search/", "/practices/", "/nl/search/"]
ADDRESSES = [
    "/e/GP-999999/",
    "/e/GP-000000/",
    "/e/gp-1/",
    "/countries/zz/",
    "/countries/%00/",
    "/sectors/" + "s" * 300 + "/",
    "/practices/%ED%A0%80/",
    "/practices/" + "a/" * 60,
    "/xx/search/",
    "/e/GP-000001/cite.exe",
    "/documents/999999/none.pdf",
    "/sitemap-none.xml",
    "/sitemap-entries.xml?p=9999",
    "/media/images/../../hub.sqlite3",
]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("query", HOSTILE_QUERIES, ids=lambda query: query[:24])
def test_absurd_search_is_answered(hub, client, page, query):
    hub.entry()

    response = client.get(f"{page}?{query}", follow=True)

    assert response.status_code in (200, 400, 404)
    assert b"<script>alert" not in response.getvalue()


@pytest.mark.parametrize("query", HOSTILE_QUERIES, ids=lambda query: query[:24])
@pytest.mark.parametrize("output", ["json", "csv", "atom"])
def test_absurd_export_is_answered(hub, client, output, query):
    response = client.get(f"/search/?{query}&format={output}", follow=True)

    assert response.status_code in (200, 400, 404)


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address[:40])
def test_absurd_address_is_not_found(hub, client, address):
    assert client.get(address).status_code in (400, 404)
