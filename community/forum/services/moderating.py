"""What moderators do with topics and posts. Taking something out of sight needs its statement of reasons."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from community.forum import tasks
from community.forum.choices import Level, PostState, TopicState
from community.forum.errors import NotAllowed
from community.forum.models import Category, Post, PostAddress, Topic, TopicUser
from community.forum.rules import may_moderate
from community.forum.services.counting import COUNTED, count, lock, refresh_latest, set_post_state, set_topic_state
from community.forum.services.editing import lock_post
from community.members.models import User


def _lock_for(topic: Topic, by: User) -> Topic:
    fresh = lock(topic.pk)
    if not may_moderate(by, fresh.category):
        raise NotAllowed
    return fresh


@transaction.atomic
def set_locked(topic: Topic, *, by: User, locked: bool) -> Topic:
    topic = _lock_for(topic, by)
    topic.locked = locked
    topic.save(update_fields=["locked"])
    return topic


@transaction.atomic
def pin_topic(topic: Topic, *, by: User, until: datetime | None) -> Topic:
    """Keep the topic on top of its category until a moment; None takes it down."""
    topic = _lock_for(topic, by)
    topic.pinned_until = until
    topic.save(update_fields=["pinned_until"])
    return topic


@transaction.atomic
def move_topic(topic: Topic, *, by: User, category: Category) -> Topic:
    """Put the topic into another category. Its addresses stay the same."""
    topic = _lock_for(topic, by)
    if not may_moderate(by, category):
        raise NotAllowed
    if topic.state in COUNTED and category.pk != topic.category_id:
        count(topic.category_id, topics=-1, posts=-topic.post_count)
        count(category.pk, topics=1, posts=topic.post_count)
    if topic.answer_id and not category.is_questions:
        topic.answer = None
    topic.category = category
    topic.save(update_fields=["category", "answer"])
    return topic


@transaction.atomic
def merge_topics(source: Topic, *, by: User, into: Topic) -> Topic:
    """Move every post to the end of another topic. Old addresses lead to the posts."""
    if source.pk == into.pk:
        raise NotAllowed
    locked = {pk: lock(pk) for pk in sorted((source.pk, into.pk))}
    source, into = locked[source.pk], locked[into.pk]
    may = may_moderate(by, source.category) and may_moderate(by, into.category)
    if not may or source.state not in COUNTED or into.state not in COUNTED:
        raise NotAllowed
    _move_posts(list(source.posts.order_by("number")), source, into)
    set_topic_state(source, TopicState.MERGED)
    source.merged_into, source.answer, source.entry = into, None, None
    source.save()
    tasks.index_words.enqueue(into.pk)
    tasks.index_words.enqueue(source.pk)
    return into


@transaction.atomic
def split_topic(topic: Topic, *, by: User, posts: Sequence[Post], title: str) -> Topic:
    """Move some posts, never the first, into a topic of their own."""
    topic = _lock_for(topic, by)
    chosen = list(topic.posts.filter(pk__in=[post.pk for post in posts], number__gt=1).order_by("number"))
    if not chosen or topic.state not in COUNTED:
        raise NotAllowed
    new = Topic.objects.create(
        category=topic.category,
        title=title,
        author_id=chosen[0].author_id,
        language=topic.language,
        state=topic.state,
        statement=topic.statement,
    )
    count(new.category_id, topics=1)
    _move_posts(chosen, topic, new)
    tasks.index_words.enqueue(topic.pk)
    tasks.index_words.enqueue(new.pk)
    return new


def _move_posts(posts: list[Post], source: Topic, target: Topic) -> None:
    """Give the posts new numbers in the target, and keep the old ones as addresses. Saves both topics."""
    visible = sum(post.is_visible for post in posts)
    PostAddress.objects.bulk_create(PostAddress(topic=source, number=post.number, post=post) for post in posts)
    for place, post in enumerate(posts, start=target.last_number + 1):
        post.topic, post.number = target, place
    Post.objects.bulk_update(posts, ["topic", "number"])
    target.last_number += len(posts)
    for topic, change in ((source, -visible), (target, visible)):
        topic.post_count += change
        count(topic.category_id, posts=change)
        refresh_latest(topic)
    if source.answer_id in {post.pk for post in posts}:
        source.answer = None
    source.save()
    target.save()
    _move_readers(source, target)


def _move_readers(source: Topic, target: Topic) -> None:
    """Who watched the source watches the target."""
    watching = TopicUser.objects.filter(topic=source, level__gte=Level.TRACKED)
    TopicUser.objects.bulk_create(
        [TopicUser(topic=target, user_id=row.user_id, level=row.level) for row in watching], ignore_conflicts=True
    )


# ---------------------------------------------------------------- With a statement of reasons, or undoing one


@transaction.atomic
def remove_post(post: Post, *, by: User, statement: Model) -> Post:
    """Leave a tombstone that leads to the statement. Removing what a pending topic begins with removes the topic."""
    topic, post = lock_post(post)
    post.statement = statement
    set_post_state(topic, post, PostState.REMOVED)
    if topic.state == TopicState.PENDING and post.number == 1:
        topic.statement = statement
        set_topic_state(topic, TopicState.REMOVED)
        topic.save()
    tasks.index_words.enqueue(topic.pk)
    return post


@transaction.atomic
def approve_post(post: Post, *, by: User) -> Post:
    """Let a post appear, and its topic if that waits with it."""
    topic, post = lock_post(post)
    if topic.state == TopicState.PENDING and post.number == 1:
        set_topic_state(topic, TopicState.OPEN)
    if post.state == PostState.PENDING:
        set_post_state(topic, post, PostState.VISIBLE)
        tasks.announce.enqueue(post.pk)
    return post


@transaction.atomic
def restore_post(post: Post, *, by: User) -> Post:
    """Undo a removal; a topic removed with it comes back too."""
    topic, post = lock_post(post)
    if topic.state == TopicState.REMOVED and topic.statement_id and topic.statement_id == post.statement_id:
        topic.statement = None
        set_topic_state(topic, TopicState.OPEN)
    if post.state == PostState.REMOVED:
        post.statement = None
        set_post_state(topic, post, PostState.VISIBLE)
        tasks.index_words.enqueue(topic.pk)
    return post


@transaction.atomic
def remove_topic(topic: Topic, *, by: User, statement: Model) -> Topic:
    topic = lock(topic.pk)
    topic.statement = statement
    set_topic_state(topic, TopicState.REMOVED)
    topic.save()
    tasks.index_words.enqueue(topic.pk)
    return topic


@transaction.atomic
def unlist_topic(topic: Topic, *, by: User, statement: Model) -> Topic:
    """Leave the topic out of lists, search and feeds; whoever has its address reads and answers on."""
    topic = lock(topic.pk)
    if topic.state != TopicState.OPEN:
        raise NotAllowed
    topic.statement = statement
    set_topic_state(topic, TopicState.UNLISTED)
    topic.save(update_fields=["state", "statement"])
    return topic


@transaction.atomic
def restore_topic(topic: Topic, *, by: User) -> Topic:
    """Undo a removal, or show the topic in lists again."""
    topic = lock(topic.pk)
    if topic.state in (TopicState.REMOVED, TopicState.UNLISTED):
        topic.statement = None
        set_topic_state(topic, TopicState.OPEN)
        topic.save()
        tasks.index_words.enqueue(topic.pk)
    return topic
