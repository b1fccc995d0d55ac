"""Over three hundred texts through every form of the search. How long they take is measured by `make bench`."""

import json
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from search import engines
from search.engines.elastic.rebuilding import rebuild
from tests.factories import term
from tests.search.conftest import cluster, elastic_settings, elasticsearch_url  # noqa: F401  (fixtures)
from tests.security.hostile_words import HOSTILE_WORDS

#: Elements that no page of results has, and attributes that no element has.
ACTIVE = "script:not([src]), style, iframe, object, embed, base, svg script, [src*=zx81], [action*=zx81], [http-equiv]"
LIVE_LINK = "a[href^='javascript:'], a[href^='data:'], a[href^='//zx81']"


@pytest.fixture
def filled(hub):
    term("country", "be", "Belgium", parent="europe-west")
    for place in range(6):
        hub.entry(title=f"Welcome class {place}", countries=["be"])
    hub.entry("mooc", title="Refugee children at school")
    return hub


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.once)])
def site(request, filled, settings):
    """A visitor of a hub with either engine, who sees errors as pages."""
    if request.param == "elasticsearch":
        rebuild(request.getfixturevalue("cluster"))
        settings.SEARCH_ENGINE = "elasticsearch"
        engines._build.cache_clear()
    yield Client(raise_request_exception=False)
    if request.param == "elasticsearch":
        assert engines.get_engine().answered["embedded"] == 0
        engines.get_engine().breaker.stop()
        engines._build.cache_clear()


def answers(site: Client, address: str):
    """The text and the answer to it, after redirects."""
    for text in HOSTILE_WORDS:
        yield text, site.get(address.format(quote(text, errors="surrogatepass", safe="")), follow=True)


def test_corpus_is_large_and_has_nothing_twice():
    assert len(HOSTILE_WORDS) == len(set(HOSTILE_WORDS)) >= 300


@pytest.mark.parametrize("address", ["/search/?q={}", "/search/?q=welcome&country={}"])
def test_pages_answer_and_nothing_comes_through(site, address):
    for text, response in answers(site, address):
        assert response.status_code == 200, text
        assert active_parts(response.content) == [], text


def test_json_answers(site):
    for text, response in answers(site, "/search/?q={}&format=json"):
        assert (response.status_code, response["Content-Type"]) == (200, "application/json"), text
        assert response["X-Content-Type-Options"] == "nosniff"
        json.loads(response.content)


def test_feeds_answer(site):
    for text, response in answers(site, "/search/?q={}&format=atom"):
        assert response.status_code == 200, text
        assert BeautifulSoup(response.content, "html.parser").feed, text


def test_suggestions_answer(site):
    for text, response in answers(site, "/search/suggest/?q={}"):
        assert (response.status_code, response["Content-Type"]) == (200, "application/json"), text
        json.loads(response.content)


def active_parts(content: bytes) -> list[str]:
    """What would do something that we did not write."""
    page = BeautifulSoup(content, "html.parser")
    handlers = page.find_all(lambda element: any(name.startswith("on") for name in element.attrs))
    return [str(element)[:200] for element in (*handlers, *page.select(ACTIVE), *page.select(LIVE_LINK))]


def test_eyes_are_open():
    assert len(active_parts(b"<p onclick=x><script>1</script><a href='javascript:zx81()'>a</a>")) == 3
