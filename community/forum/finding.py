"""Finding topics by what they say."""

import re

from django.core.cache import cache
from django.db.models import Count, QuerySet

from community.forum.choices import TopicState
from community.forum.models import Topic, TopicWord
from community.forum.queries import public_topics, topics_in, visible_categories
from community.forum.rules import may_moderate, may_see
from community.forum.words import asked_words, words_in

QUERY_WORDS = 8
#: The number of a topic, or the address it stands in.
_ADDRESS = re.compile(r"^(\d{1,15})$|/t/(\d{1,15})\b")


def search_topics(user, text: str) -> QuerySet[Topic]:
    """Topics with every word somebody typed, in any of its forms, in the rooms this person may see."""
    categories = visible_categories(user)
    topics = topics_in(categories)
    groups = asked_words(text, _languages())
    if not groups:
        return topics.none()
    for group in groups[:QUERY_WORDS]:
        topics = topics.filter(pk__in=TopicWord.objects.filter(word__in=group).values("topic_id"))
    return topics


def merge_targets(user, topic: Topic, text: str, limit: int = 10) -> list[Topic]:
    """Topics that this one could go into: by words, by number or by address."""
    address = _ADDRESS.search(text.strip())
    topics = Topic.objects.filter(pk=int(address[1] or address[2])) if address else search_topics(user, text)
    rows = topics.filter(state__in=(TopicState.OPEN, TopicState.UNLISTED)).exclude(pk=topic.pk)
    found = rows.select_related("category__parent", "author").order_by("-last_post_at", "-pk")[: 3 * limit]
    return [item for item in found if may_moderate(user, item.category)][:limit]


def public_matches(text: str, most: int = 100) -> int:
    """How many topics that anybody may read match, counted up to `most`. One query, whatever engine answers entries."""
    groups = asked_words(text, _languages())
    if not groups:
        return 0
    topics = public_topics()
    for group in groups[:QUERY_WORDS]:
        topics = topics.filter(pk__in=TopicWord.objects.filter(word__in=group).values("topic_id"))
    return topics[:most].count()


def similar_topics(user, text: str, *, language: str, without: int | None = None, limit: int = 5) -> list[Topic]:
    """Topics whose title shares words with a text, most words first. One query."""
    words = list(dict.fromkeys(words_in(text[:200], language)))[:30]
    if not words:
        return []
    rows = TopicWord.objects.filter(word__in=words, in_title=True).values("topic_id").annotate(shared=Count("word"))
    nearest = rows.order_by("-shared", "-topic_id").values("topic_id")[:20]
    topics = Topic.objects.filter(pk__in=nearest, state=TopicState.OPEN).exclude(pk=without)
    seen = [topic for topic in topics.select_related("category__parent") if may_see(user, topic.category)]
    shared = {topic.pk: len(set(words) & set(words_in(topic.title, topic.language))) for topic in seen}
    return sorted(seen, key=lambda topic: (-shared[topic.pk], -topic.pk))[:limit]


def _languages() -> list[str]:
    """The languages people write in, looked up every ten minutes."""
    found = Topic.objects.order_by().values_list("language", flat=True).distinct()
    return cache.get_or_set("forum-languages", lambda: list(found[:30]), 600)
