"""Who is told of what, once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.forum.choices import Followed, Level
from community.forum.models import Follow, ForumMember
from community.forum.services import announcing, editing, following, following_entries
from community.notifications.models import Notification
from tests.factories import organisation, term
from tests.forum import makers


def told(user) -> list[str]:
    return sorted(Notification.objects.filter(recipient=user).values_list("kind", flat=True))


def test_author_hears_of_answers_and_not_of_themselves(db):
    author = makers.member()
    topic = makers.topic(author=author)
    makers.reply(topic, author=author)
    makers.reply(topic)

    assert told(author) == ["forum-post"]


def test_strongest_reason_tells_once(db):
    author = makers.member("Maria Kotsi")
    topic = makers.topic(author=author)
    first, handle = topic.posts.get(), ForumMember.objects.get(user=author).handle
    post = makers.reply(topic, body=f"> A in [post 1](/community/p/{first.pk}/):\n\n@{handle} yes", reply_to=first)
    for _again in range(2):
        announcing.announce_post(post.pk)

    assert told(author) == ["forum-mention"]


@pytest.mark.parametrize(
    ("level", "expected"),
    [(Level.WATCHED, ["forum-post"]), (Level.TRACKED, []), (Level.NORMAL, []), (Level.MUTED, [])],
)
def test_level_of_a_topic_decides(db, level, expected):
    person, topic = makers.member(), makers.topic()
    following.follow_topic(topic, user=person, level=level)
    makers.reply(topic)

    assert told(person) == expected


def test_muted_topic_is_silent_even_when_named(db):
    person, topic = makers.member("Maria Kotsi"), makers.topic()
    following.follow_topic(topic, user=person, level=Level.MUTED)
    makers.reply(topic, body=f"@{ForumMember.objects.get(user=person).handle} look")

    assert told(person) == []


def test_watched_topic_in_a_muted_category_is_heard(db):
    person, topic = makers.member(), makers.topic()
    following.follow(Followed.CATEGORY, topic.category_id, user=person, level=Level.MUTED)
    following.follow_topic(topic, user=person, level=Level.WATCHED)
    makers.reply(topic)

    assert told(person) == ["forum-post"]


def test_followers_of_category_theme_and_country_hear_of_a_new_topic_once(db):
    person, room = makers.member(), makers.category()
    theme, country = term("theme", "language"), term("country", "be")
    for kind, thing in ((Followed.CATEGORY, room), (Followed.THEME, theme), (Followed.COUNTRY, country)):
        following.follow(kind, thing.pk, user=person, level=Level.WATCHED)
    makers.topic(room, themes=[theme], countries=[country])

    assert told(person) == ["forum-topic"]


def test_normal_needs_no_row(db):
    person, room = makers.member(), makers.category()
    following.follow(Followed.CATEGORY, room.pk, user=person, level=Level.WATCHED)
    following.follow(Followed.CATEGORY, room.pk, user=person, level=Level.NORMAL)

    assert not Follow.objects.exists()


def test_pending_post_is_announced_when_it_is_approved(db):
    from community.forum.services import moderating

    author = makers.member()
    post = makers.reply(makers.topic(author=author), author=makers.member(trusted=False))
    before = told(author)
    moderating.approve_post(post, by=makers.moderator())

    assert (before, told(author)) == ([], ["forum-post"])


def test_author_of_the_answer_is_told(db):
    topic = makers.topic(makers.category(mode="questions"))
    post = makers.reply(topic)
    editing.choose_answer(post, by=topic.author)

    assert told(post.author) == ["forum-answer"]


def test_new_entry_is_told_to_followers_of_what_it_is_about(hub):
    person, school = makers.member(), organisation("A school")
    following.follow(Followed.ORGANISATION, school.pk, user=person, level=Level.WATCHED)
    following.follow(Followed.THEME, term("theme", "language").pk, user=person, level=Level.WATCHED)
    entry = hub.entry(title="A new practice", organisation=school, themes=["language"], live=False)
    entry.save_revision().publish()
    for _again in range(2):
        following_entries.announce_entries([entry.pk])

    assert told(person) == ["forum-entry"]


def test_old_entry_is_no_news(hub):
    person, theme = makers.member(), term("theme", "language")
    entry = hub.entry(title="An old practice", themes=["language"])
    type(entry).objects.filter(pk=entry.pk).update(first_published_at=timezone.now() - timedelta(days=30))
    following.follow(Followed.THEME, theme.pk, user=person, level=Level.WATCHED)
    following_entries.announce_entries([entry.pk])

    assert told(person) == []


def test_page_of_an_entry_offers_what_can_be_followed(hub, client):
    from django.urls import reverse

    person = makers.member()
    client.force_login(person)
    entry = hub.entry(title="A practice", themes=["language"], organisation=organisation("A school"))
    entry.save_revision().publish()
    page = client.get(reverse("forum:follow_entry", args=[entry.reference])).content.decode()
    client.post(reverse("forum:follow", args=["entry", entry.pk]), {"level": "3"})

    assert ("A school" in page, Follow.objects.get().target_id) == (True, entry.pk)


@pytest.mark.parametrize(("kind", "pk"), [("entry", 999), ("category", 999), ("theme", 999), ("nonsense", 1)])
def test_what_does_not_exist_cannot_be_followed(hub, client, kind, pk):
    client.force_login(makers.member())

    assert client.post(f"/community/follow/{kind}/{pk}/", {"level": "3"}).status_code == 404
