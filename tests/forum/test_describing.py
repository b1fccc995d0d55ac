"""The title of a topic, its language, and what it is about in the words of the catalogue."""

import pytest
from django.urls import reverse

from community.forum import finding
from community.forum.errors import NotAllowed
from community.forum.models import Topic
from community.forum.services import editing, moderating
from tests.factories import term
from tests.forum import makers


@pytest.fixture
def topic(hub) -> Topic:
    return makers.topic(title="A title with a mistaek", themes=[term("theme", "welcome", "Welcome")])


def correct(client, topic: Topic, **changes):
    data = {"title": "A title without one", "language": "nl", "themes": ["welcome"], "countries": ["be"]}
    return client.post(reverse("forum:describe", args=[topic.pk]), data | changes)


def test_page_names_what_the_topic_is_about(topic, client):
    page = client.get(topic.get_absolute_url())

    assert page.context["terms"] == [("theme", "welcome", "Welcome")]
    assert f'href="{reverse("search")}?theme=welcome"' in page.content.decode()


def test_who_asked_corrects_the_title_and_is_found_by_it(topic, client):
    term("country", "be", "Belgium"), term("language", "nl", "Dutch")
    client.force_login(topic.author)

    response = correct(client, topic)

    after = Topic.objects.get(pk=topic.pk)
    assert (response.status_code, after.title, after.language) == (302, "A title without one", "nl")
    assert [item.code for item in after.countries.all()] == ["be"]
    assert (finding.public_matches("mistaek"), finding.public_matches("without")) == (0, 1)


def test_address_with_the_old_title_leads_to_the_new(topic, client):
    old = topic.get_absolute_url()
    editing.describe_topic(topic, by=topic.author, title="Another title", language="en", themes=[], countries=[])

    assert client.get(old).url == Topic.objects.get(pk=topic.pk).get_absolute_url() != old


@pytest.mark.parametrize("changes", [{"title": "Short"}, {"title": "x" * 161}, {"language": "xx"}, {"themes": ["no"]}])
def test_what_makes_no_sense_is_said_and_kept(topic, client, changes):
    client.force_login(topic.author)

    response = correct(client, topic, countries=[], **changes)

    assert (response.status_code, Topic.objects.get(pk=topic.pk).title) == (422, topic.title)


def test_others_may_not(topic, client):
    client.force_login(makers.member())

    assert correct(client, topic).status_code == 404
    with pytest.raises(NotAllowed):
        editing.describe_topic(topic, by=makers.member(), title="Mine now", language="en", themes=[], countries=[])


def test_closed_topic_is_for_moderators(topic):
    boss = makers.moderator()
    moderating.set_locked(topic, by=boss, locked=True)

    with pytest.raises(NotAllowed):
        editing.describe_topic(topic, by=topic.author, title="Mine now", language="en", themes=[], countries=[])
    assert editing.describe_topic(topic, by=boss, title="Ours", language="en", themes=[], countries=[]).title == "Ours"
