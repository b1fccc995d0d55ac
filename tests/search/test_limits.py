"""Who searches too often is told so, cheaply; who merely searches often is not."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.cache.backends.base import BaseCache
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from search import limits
from search.limits import address_of, key_of, searches

pytestmark = pytest.mark.django_db
ADDRESS = "/search/?country=be"


@pytest.fixture(autouse=True)
def five_a_minute(settings, monkeypatch):
    """In one and the same minute, however long a test takes."""
    settings.SEARCH_LIMIT = 5
    monkeypatch.setattr(limits, "time", lambda: 1_800_000_010)
    cache.clear()
    limits._pages.clear()
    yield
    cache.clear()


def statuses(client, times: int, address: str = ADDRESS, **more) -> list[int]:
    return [client.get(address, **more).status_code for _ in range(times)]


def test_past_the_limit_the_answer_is_429(client, hub):
    assert statuses(client, 7, "/search/?q=a") == [200] * 5 + [429] * 2


def test_every_search_counts(client, hub):
    asked = ["/search/?q=a", "/practices/?page=1", "/nl/search/?sort=title", "/moocs/?format=json", "/search/?sector=x"]
    for address in asked:
        client.get(address)
    assert client.get("/search/?q=b").status_code == 429


def test_pages_do_not_count(client, hub):
    assert statuses(client, 9, "/search/") == [200] * 9
    assert statuses(client, 9, "/practices/?utm_source=x") == [302] * 9
    assert not searches(RequestFactory().get("/admin/pages/?q=a"))


def test_refusal_is_a_page_with_a_way_on(client, hub):
    response = [client.get(ADDRESS) for _ in range(6)][-1]
    page = BeautifulSoup(response.content, "html.parser")
    assert page.h1.get_text() == "One moment, please"
    assert 0 < int(response["Retry-After"]) <= 60
    assert (response["Cache-Control"], "Set-Cookie" in response) == ("no-store", False)
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert page.select_one("meta[name=robots]")["content"] == "noindex"


def test_refusal_speaks_the_language_of_the_address(client, hub):
    response = [client.get("/ar/search/?q=a") for _ in range(6)][-1]
    page = BeautifulSoup(response.content, "html.parser")
    assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")


@pytest.mark.parametrize("address", ["/search/?q=a&format=json", "/search/?q=a"])
def test_refusal_of_a_program_is_a_line(client, hub, address):
    headers = {} if "format" in address else {"X-Fragment": "results"}
    response = [client.get(address, headers=headers) for _ in range(6)][-1]
    assert response.content == b"Too many searches from your network. Please wait a minute."


def test_refusal_asks_the_database_nothing(client, hub):
    statuses(client, 6)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(ADDRESS).status_code == 429
    assert len(queries) == 0


def test_refusal_fills_no_log(client, hub, caplog):
    assert statuses(client, 7, "/search/?q=a")[-1] == 429
    assert [record for record in caplog.records if "Too Many" in record.getMessage()] == []


def test_suggestions_have_a_larger_limit_of_their_own(client, hub):
    assert statuses(client, 21, "/search/suggest/?q=ref") == [200] * 20 + [429]
    assert client.get(ADDRESS).status_code != 429


def test_files_cost_more(client, hub, settings):
    settings.SEARCH_LIMIT = 45
    assert statuses(client, 3, "/search/?q=a&format=csv") == [200, 200, 429]


def test_others_are_not_concerned(client, hub):
    statuses(client, 6)
    assert statuses(client, 1, REMOTE_ADDR="203.0.113.9") != [429]


def test_no_limit(client, hub, settings):
    settings.SEARCH_LIMIT = 0
    assert 429 not in statuses(client, 9)


def test_another_minute_begins_anew(client, hub, monkeypatch):
    assert statuses(client, 6)[-1] == 429
    now = limits.time()
    monkeypatch.setattr(limits, "time", lambda: now + 60)
    assert statuses(client, 1) != [429]


@pytest.mark.parametrize(
    ("given", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("unknown", "unknown"),
        ("", ""),
    ],
)
def test_address_that_is_counted(given, counted):
    assert address_of(RequestFactory().get("/", REMOTE_ADDR=given)) == counted


def test_nobody_learns_the_address():
    keys = [key_of("203.0.113.9", "search", minute) for minute in (1, 2)]
    assert keys[0] != keys[1]
    assert [key for key in keys if "203.0.113.9" in key] == []


class Away(BaseCache):
    """A cache server that is down."""

    def __init__(self, _location, params):
        super().__init__(params)

    def add(self, *args, **kwargs):
        raise ConnectionError

    def clear(self):
        pass


def test_cache_that_is_away_limits_nobody(client, hub, settings):
    settings.CACHES = {"default": {"BACKEND": "tests.search.test_limits.Away"}}
    assert limits.allowed(RequestFactory().get(ADDRESS)) is True


@pytest.mark.parametrize("asked", ["%71=a", "x=1&%73ort=title", "q", "pag%65=2"])
def test_names_written_in_another_way_count(asked):
    assert searches(RequestFactory().get(f"/search/?{asked}"))


@pytest.mark.parametrize("asked", ["q=a&%66ormat=csv", "q=a&format=%63sv"])
def test_file_asked_for_in_another_way_costs_as_much(client, hub, asked):
    assert client.get(f"/search/?{asked}").status_code == 429
