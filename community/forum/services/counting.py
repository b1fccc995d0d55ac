"""Numbers that are kept right by whoever changes what they count. Each function runs in the caller's transaction."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from community.forum.choices import PostState, TopicState
from community.forum.errors import TopicClosed
from community.forum.models import Category, CategoryDelta, Post, Topic
from community.forum.services import statements

#: States in which a topic counts in its category.
COUNTED = (TopicState.OPEN, TopicState.UNLISTED)


def take_number(topic: Topic, *, author_id: int, visible: bool, even_if_locked: bool) -> tuple[int, datetime]:
    """The number and the moment of a new post. Takes the topic's row lock and counts the post in the same statement.

    Raises `TopicClosed` when the topic was locked, removed or merged meanwhile.
    """
    now = timezone.now()
    row = statements.number_post(topic.pk, author_id=author_id, shown=visible, even_if_locked=even_if_locked, now=now)
    if row is None:
        raise TopicClosed
    topic.last_number, topic.state, topic.category_id = row
    if visible:
        topic.post_count += 1
        topic.last_post_at, topic.last_author_id = now, author_id
        count(topic.category_id, posts=int(topic.state in COUNTED))
        trust(author_id, 1)
    return topic.last_number, now


def lock(topic_id: int) -> Topic:
    """The topic, with its row locked until the transaction ends."""
    # Without a join: PostgreSQL would find nothing when the topic moved to another category while it waited.
    topic = Topic.objects.select_for_update().get(pk=topic_id)
    topic.category = Category.objects.select_related("parent").get(pk=topic.category_id)
    return topic


def count(category_id: int, *, topics: int = 0, posts: int = 0) -> None:
    if topics or posts:
        statements.add_delta(category_id, topics, posts)


def trust(author_id: int | None, change: int) -> None:
    """A member is trusted by the number of their visible posts."""
    if author_id is not None:
        statements.add_trust(author_id, change)


def set_topic_state(topic: Topic, state: str) -> None:
    """Change the state of a locked topic and what its category counts."""
    before, after = topic.state in COUNTED, state in COUNTED
    topic.state = state
    change = int(after) - int(before)
    count(topic.category_id, topics=change, posts=change * topic.post_count)


def set_post_state(topic: Topic, post: Post, state: str) -> None:
    """Change the state of a post of a locked topic and everything that counts it. Saves both."""
    change = int(state == PostState.VISIBLE) - int(post.state == PostState.VISIBLE)
    post.state = state
    post.save(update_fields=["state", "statement"])
    if change:
        topic.post_count += change
        trust(post.author_id, change)
        if topic.state in COUNTED:
            count(topic.category_id, posts=change)
        if topic.answer_id == post.pk and change < 0:
            topic.answer = None
        refresh_latest(topic)
    topic.save()


def refresh_latest(topic: Topic) -> None:
    """Who wrote last and when, from the visible posts."""
    last = topic.posts.filter(state=PostState.VISIBLE).order_by("-number").first()
    topic.last_post_at = last.created_at if last else topic.created_at
    topic.last_author_id = last.author_id if last else topic.author_id


@transaction.atomic
def roll_up(category_id: int) -> int:
    """Add the deltas of a category to its totals. Returns how many there were."""
    Category.objects.select_for_update().get(pk=category_id)
    deltas = CategoryDelta.objects.filter(category_id=category_id)
    ids = list(deltas.values_list("pk", flat=True)[:10_000])
    sums = deltas.filter(pk__in=ids).aggregate(topics=Sum("topics"), posts=Sum("posts"))
    if not ids:
        return 0
    Category.objects.filter(pk=category_id).update(
        topic_count=F("topic_count") + sums["topics"], post_count=F("post_count") + sums["posts"]
    )
    deltas.filter(pk__in=ids).delete()
    return len(ids)


def roll_up_all() -> int:
    """Roll up every category that has deltas."""
    waiting = CategoryDelta.objects.order_by().values_list("category_id", flat=True).distinct()
    return sum(roll_up(pk) for pk in list(waiting))
