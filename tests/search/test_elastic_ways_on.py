"""What helps a searcher, with Elasticsearch behind it: the same as with the embedded engine, and cheap."""

import pytest

from search import engines
from search.engines.elastic.rebuilding import rebuild
from search.finder import find
from search.query import SearchQuery, in_order
from search.suggest import suggestions
from tests.factories import term
from tests.search.faulty_proxy import FaultyProxy

ASKED = [
    SearchQuery(text="wellcome klass", choices=in_order({"sector": ("health",), "country": ("be",)})),
    SearchQuery(text="readign"),
    SearchQuery(text="welcome zzzqqq"),
    SearchQuery(text="reading", choices=in_order({"country": ("be",)})),
]


@pytest.fixture
def proxy(hub, cluster, elasticsearch_url, settings):
    """Counts what is asked of Elasticsearch, which is chosen once the hub is filled."""
    term("country", "be", "Belgium", parent="europe-west")
    for number in range(6):
        hub.entry(title=f"Welcome class {number}")
    hub.entry("mooc", title="Reading at home", sectors=["health"])
    rebuild(cluster)
    proxy = FaultyProxy(elasticsearch_url)
    settings.ELASTICSEARCH_URL, settings.SEARCH_ENGINE = [proxy.url], "elasticsearch"
    engines._build.cache_clear()
    find(SearchQuery())
    proxy.requests.clear()
    engine = engines.get_engine()
    yield proxy
    engine.breaker.stop()
    engines._build.cache_clear()
    proxy.stop()


@pytest.mark.parametrize("query", ASKED, ids=str)
def test_ways_on_are_one_request_more(proxy, query):
    ways = find(query).ways_on
    assert ways.steps or ways.meant or query.text == "welcome zzzqqq"
    asked = [request for request in proxy.requests if "search" in request]
    assert len(asked) == (2 if ways.steps or ways.meant else 1)
    assert "_msearch" in asked[-1] or len(asked) == 1


def test_ways_on_are_those_of_the_embedded_engine(proxy, settings):
    there = [find(query).ways_on for query in ASKED]
    settings.SEARCH_ENGINE = "embedded"
    assert [find(query).ways_on for query in ASKED] == there


def test_suggestions_ask_once_after_a_publication(proxy):
    first = suggestions("wel", language="en"), suggestions("sch", language="en")
    proxy.requests.clear()
    assert (suggestions("wel", language="en"), suggestions("sch", language="en")) == first
    assert first[1][0].options[0].note == "Sector · 6 entries"
