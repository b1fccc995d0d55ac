import pytest

from search import engines
from tests.factories import user


@pytest.fixture
def elasticsearch_away(settings):
    """Elasticsearch is chosen and nobody listens."""
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH_URL = ["http://127.0.0.1:9"]
    engines._build.cache_clear()
    yield
    engines.get_engine().breaker.stop()
    engines._build.cache_clear()


def test_health_names_the_embedded_engine(client, db):
    health = client.get("/health/").json()

    assert health == {"status": "ok", "engine": "embedded", "answers": "embedded"}


def test_health_says_why_elasticsearch_does_not_answer(client, db, elasticsearch_away):
    response = client.get("/health/")

    assert (response.status_code, response.json()) == (
        200,
        {
            "status": "ok",
            "engine": "elasticsearch",
            "answers": "embedded",
            "reduced": "nobody answers at that address",
        },
    )


def test_editors_are_told_that_elasticsearch_does_not_answer(client, hub, elasticsearch_away):
    client.force_login(user("editor@example.org", is_superuser=True))

    assert "nobody answers at that address" in client.get("/admin/").content.decode()


def test_editors_are_not_bothered_about_the_embedded_engine(client, hub):
    client.force_login(user("editor@example.org", is_superuser=True))

    assert "search-engine" not in client.get("/admin/").content.decode()
