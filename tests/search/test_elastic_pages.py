"""The pages of the hub with Elasticsearch behind them."""

from urllib.parse import quote

import pytest

from search import engines
from search.engines.elastic.rebuilding import rebuild
from tests.search.test_views import HOSTILE


@pytest.fixture
def elasticsearch(hub, cluster, settings):
    """The hub with Elasticsearch chosen, and some entries."""
    settings.SEARCH_ENGINE = "elasticsearch"
    engines._build.cache_clear()
    for place in range(12):
        hub.entry(title=f"Welcome class {place}", sectors=["schools" if place % 2 else "health"])
    rebuild(cluster)
    yield engines.get_engine()
    engines.get_engine().breaker.stop()
    engines._build.cache_clear()


def test_hostile_words_do_no_harm(client, elasticsearch):
    asked = {text: f"/search/?q={quote(text, errors='surrogatepass')}" for text in HOSTILE}

    found = {text: client.get(address, follow=True).status_code for text, address in asked.items()}

    # What they cost is measured by benchmarks.elastic_hostile.
    assert [text for text, status in found.items() if status >= 500] == []
    assert elasticsearch.answered["embedded"] == 0


def test_a_page_counts_and_finds_with_elasticsearch(client, elasticsearch):
    page = client.get("/search/", {"q": "welcome", "sector": "schools", "format": "json"}).json()
    health = client.get("/health/").json()

    assert page["total"] == 6
    assert health == {"status": "ok", "engine": "elasticsearch", "answers": "elasticsearch"}
    assert elasticsearch.answered["embedded"] == 0


def test_an_export_comes_from_elasticsearch(client, elasticsearch):
    lines = client.get("/search/", {"q": "welcome", "format": "csv"}).getvalue().decode().splitlines()

    assert len(lines) == 13
    assert elasticsearch.answered["embedded"] == 0
