"""Finding topics; the tab of the site search."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from community.forum import finding
from community.forum.models import Topic
from community.forum.services import moderating
from search import engines
from search.engines.elastic.rebuilding import rebuild
from tests.forum import makers
from tests.search.conftest import cluster, elastic_settings, elasticsearch_url

__all__ = ["cluster", "elastic_settings", "elasticsearch_url"]


@pytest.fixture(autouse=True)
def fresh_languages():
    cache.clear()


@pytest.fixture(params=["embedded", "elasticsearch"])
def engine(request, settings):
    """The hub with one engine and with the other."""
    if request.param == "embedded":
        yield
        return
    cluster = request.getfixturevalue("cluster")
    settings.SEARCH_ENGINE = "elasticsearch"
    engines._build.cache_clear()
    rebuild(cluster)
    yield
    engines.get_engine().breaker.stop()
    engines._build.cache_clear()


@pytest.fixture
def puppets(hub) -> Topic:
    """One topic that everybody finds, and three that nobody does."""
    room, boss = makers.category(), makers.moderator()
    secret = makers.category("secret", who_sees="moderators")
    below = makers.category("below", parent=makers.category("group", who_sees="members"))
    for hidden in (secret, below):
        makers.topic(hidden, author=boss, title="Puppets behind a door")
    gone = makers.topic(room, title="Puppets that went")
    moderating.remove_topic(gone, by=boss, statement=makers.statement())
    makers.topic(room, author=makers.member(trusted=False), title="Puppets that wait")
    return makers.topic(room, title="Stories with puppets")


def test_tab_counts_what_everybody_may_read_whatever_the_engine(puppets, engine, client):
    page = client.get(reverse("search"), {"q": "puppet"})
    tab = page.content.decode().partition("Forum topics")[2][:60]

    assert (page.status_code, tab.partition("</span>")[0]) == (200, ' <span class="quiet">1')


def test_tab_leads_to_as_many_topics_as_it_says(puppets, client):
    found = client.get(reverse("forum:search"), {"q": "puppet"}).context["topics"]

    assert (found, finding.public_matches("puppet")) == ([puppets], 1)


def test_unlisted_topic_is_not_counted(puppets):
    moderating.unlist_topic(puppets, by=makers.moderator(), statement=makers.statement())

    assert finding.public_matches("puppet") == 0


def test_members_find_in_their_rooms_what_visitors_do_not(puppets, client):
    client.force_login(makers.member())
    found = client.get(reverse("forum:search"), {"q": "puppet"}).context["topics"]

    assert {topic.category.slug for topic in found} == {"first-weeks", "below"}


def test_every_word_has_to_be_there_in_any_form(puppets):
    asked = ["stories puppets", "story puppet", "STORY", "stories teapot", "", "?!"]

    assert [finding.public_matches(text) for text in asked] == [1, 1, 1, 0, 0, 0]
