"""Best bets on the page of results."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from search.models import BestBet


def bet(entry, words: str = "story", **fields) -> BestBet:
    return BestBet.objects.create(entry=entry, words=words, **fields)


def titles(client, address: str) -> tuple[list[str], list[str]]:
    """What is recommended, and what is found."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    above = page.select(".patch .results h3")
    return [title.get_text() for title in above], [title.get_text() for title in page.select("ol.results h3")]


@pytest.fixture
def filled(hub):
    hub.entry("practice", title="Story hour", sectors=["schools"], slug="a")
    hub.entry("practice", title="Story walk", sectors=["health"], slug="b")
    hub.entry("mooc", title="Reading aloud", sectors=["schools"], slug="c")
    return hub


def test_best_bet_stands_above_the_results_and_is_not_counted(client, filled):
    reading = bet(filled.finders["mooc"].get_children().first().specific).entry
    page = client.get("/search/?q=story").text

    assert titles(client, "/search/?q=story") == (["Reading aloud"], ["Story hour", "Story walk"])
    assert "2 entries" in BeautifulSoup(page, "html.parser").select_one("#count").get_text()
    data = client.get("/search/?q=story&format=json").json()
    assert (data["total"], data["recommended"]) == (2, [reading.reference])


def test_best_bet_among_the_results_is_shown_once(client, filled):
    bet(filled.finders["practice"].get_children().get(slug="b").specific)

    assert titles(client, "/search/?q=story") == (["Story walk"], ["Story hour"])
    ranks = BeautifulSoup(client.get("/search/?q=story").content, "html.parser").select("[data-rank]")
    assert [rank["data-rank"] for rank in ranks] == ["0", "1"]


def test_best_bet_is_shown_where_nothing_is_found(client, filled):
    bet(filled.finders["practice"].get_children().get(slug="b").specific, "tales")

    assert titles(client, "/search/?q=tales") == (["Story walk"], [])
    assert "No entries" in client.get("/search/?q=tales").text


@pytest.mark.parametrize(
    "address",
    ["/search/?q=reading", "/search/?q=story&sector=schools", "/moocs/?q=story", "/search/?q=story+-walk", "/search/"],
)
def test_best_bet_is_left_out_where_it_does_not_fit(client, filled, address):
    bet(filled.finders["practice"].get_children().get(slug="b").specific)

    assert titles(client, address)[0] == []


def test_best_bet_that_nobody_may_see_is_not_shown(client, filled):
    walk = bet(filled.finders["practice"].get_children().get(slug="b").specific).entry.specific
    PageViewRestriction.objects.create(page=walk, restriction_type=PageViewRestriction.LOGIN)
    assert titles(client, "/search/?q=story") == ([], ["Story hour"])
    PageViewRestriction.objects.all().delete()
    walk.unpublish()
    assert titles(client, "/search/?q=story") == ([], ["Story hour"])


def test_no_more_than_two_are_recommended(client, filled):
    for page in filled.home.get_descendants().filter(slug__in="abc"):
        bet(page.specific)

    recommended, found = titles(client, "/search/?q=story")
    assert (recommended, found) == (["Story hour", "Story walk"], [])
