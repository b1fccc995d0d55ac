"""The pages that the search fills."""

from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from hub.pages.models import InfoPage
from tests.factories import term


def read(client, url: str, status: int = 200, **headers) -> BeautifulSoup:
    response = client.get(url, headers=headers)
    assert response.status_code == status, url
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def filled(hub):
    """A few entries in two countries."""
    term("country", "europe-west", "Western Europe")
    term("country", "be", "Belgium", parent="europe-west")
    term("country", "nl", "Netherlands", parent="europe-west")
    hub.entry("practice", title="Story bags", countries=["be"], sectors=["families"], featured=True)
    hub.entry("practice", title="Tea hour", countries=["nl"], sectors=["health"])
    hub.entry("mooc", title="First steps", countries=["be"], sectors=["schools"])
    return hub


def test_search_page_counts_and_lists(client, filled):
    page = read(client, "/search/")

    assert page.select_one("#count").get_text(strip=True) == "3 entries"
    assert {title.get_text() for title in page.select(".results h3")} == {"Story bags", "Tea hour", "First steps"}
    assert page.select_one(".search-box input")["form"] == page.select_one("form.facets")["id"]


def test_chosen_value_is_checked_and_has_a_chip(client, filled):
    page = read(client, "/search/?sector=health")

    assert "checked" in page.select_one('input[name="sector"][value="health"]').attrs
    assert page.select_one(".chip--on")["href"] == "/search/"
    assert page.select_one(".chip--on").get_text(" ", strip=True) == "Remove Sector Health"


def test_chosen_country_marks_its_region(client, filled):
    page = read(client, "/search/?country=be")

    assert page.select_one('input[name="country"][value="europe-west"]')["class"] == ["is-partial"]


def test_found_words_are_marked(client, filled):
    page = read(client, "/search/?q=story")

    assert [mark.get_text() for mark in page.select(".results mark")] == ["Story"]
    assert page.title.get_text(strip=True) == "1 entry for “story” – Good Practice Hub"


def test_fragment_holds_the_results_only(client, filled):
    page = read(client, "/search/?sector=health", **{"X-Fragment": "results"})

    assert page.html is None
    assert page.select_one("[data-results]")["data-title"] == "1 entry – Good Practice Hub"
    assert {part["data-part"] for part in page.select("[data-part]")} == {"facets", "hits"}


def test_finder_has_its_own_title_and_no_facet_of_kind(client, filled):
    page = read(client, filled.finders["practice"].url)

    assert page.h1.get_text() == "Practices"
    assert page.select('input[name="type"]') == []


def test_search_without_results_offers_a_step(client, filled):
    page = read(client, "/search/?sector=health&country=be")

    assert page.select_one("#count").get_text(strip=True) == "No entries"
    steps = {step.b.get_text(): step["href"] for step in page.select(".index a")}
    assert steps["Without Country: Belgium"] == "/search/?sector=health"


def test_results_beyond_words_have_robots_kept_out(client, filled):
    assert read(client, "/search/").select('meta[name="robots"]') == []
    assert read(client, "/search/?q=tea").select_one('meta[name="robots"]')["content"] == "noindex, follow"


def test_home_page_shows_the_catalogue(client, filled):
    page = read(client, "/")

    assert page.h1.get_text() == filled.home.title
    assert len(page.select(".quilt .cover")) == 3
    assert page.select_one(".pick--lead h3").get_text() == "Story bags"
    assert {link["href"] for link in page.select("svg.tilemap a")} == {"/countries/be/", "/countries/nl/"}


def test_home_page_of_an_empty_hub(client, hub):
    page = read(client, "/")

    assert page.select(".pick, .brief, svg.tilemap") == []


def test_country_page(client, filled):
    page = read(client, "/countries/be/")

    assert page.h1.get_text() == "Belgium"
    assert [link.get_text(strip=True) for link in page.select("main .button")] == ["See all 2 entries"]
    assert len(page.select("svg.tilemap .q5")) == 1


def test_country_page_without_entries(client, filled):
    term("country", "mt", "Malta", parent="europe-west")

    assert "No entry from here" in read(client, "/countries/mt/").get_text()


def test_sector_page(client, filled):
    assert read(client, "/sectors/health/").h1.get_text() == "Health"


def test_no_link_of_the_site_is_dead(client, filled):
    filled.home.add_child(instance=InfoPage(title="About", slug="about"))
    found, seen = ["/", "/search/?q=tea", "/countries/be/", "/sectors/", "/nl/practices/", "/about/"], set()
    for _step in range(150):
        if not found:
            break
        address = found.pop(0)
        if address in seen:
            continue
        seen.add(address)
        response = client.get(address)
        assert response.status_code < 400, address
        if "html" in response.get("Content-Type", "") and len(seen) < 25:
            links = BeautifulSoup(response.content, "html.parser").select("a[href]")
            found += [target for link in links if (target := internal(address, link["href"]))]
    assert len(seen) > 30


def internal(base: str, href: str) -> str:
    """The address within this site; empty for other sites and for places on the page."""
    target = urlsplit(urljoin(f"http://testserver{base}", href))
    if target.netloc != "testserver" or href.startswith("#"):
        return ""
    return f"{target.path}?{target.query}" if target.query else target.path
