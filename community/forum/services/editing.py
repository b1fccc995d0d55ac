"""Changing and taking back what one has written; choosing the answer."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from community.forum import tasks
from community.forum.choices import PostState, TopicState
from community.forum.errors import EditConflict, NotAllowed
from community.forum.markup import clean_text
from community.forum.models import Post, PostRevision, Topic
from community.forum.rules import limits_of, may_choose_answer, may_delete, may_describe, may_edit, rights_of
from community.forum.services import writing
from community.forum.services.counting import lock, set_post_state, set_topic_state
from community.members.models import User
from community.members.moderation_port import review_settled
from hub.catalogue.models import Country, Theme

#: Within this time an author corrects without leaving a trace.
GRACE = timedelta(minutes=5)


def edit_post(post: Post, *, by: User, body: str, seen: datetime | None = None) -> Post:
    """Replace the text. The old one stays in the history unless its author corrects it at once.

    `seen` is `edited_at` of the post as the editor saw it. Raises `NotAllowed`, `EditConflict`, `TooManyLinks`.
    """
    found = writing.rendered(body)
    if by.pk == post.author_id:
        member = writing.member_of(by)
        writing.check_links(found, limits_of(by, member.approved_posts, post.topic.category))
    with transaction.atomic():
        topic, post = lock_post(post)
        if not may_edit(by, post):
            raise NotAllowed
        if seen != post.edited_at:
            raise EditConflict
        text = clean_text(body)
        if text == post.body:
            return post
        _keep_old(post, by)
        post.body, post.html, post.edited_at = text, found.html, timezone.now()
        post.fingerprint = writing.fingerprint_of(body)
        post.save(update_fields=["body", "html", "edited_at", "fingerprint"])
        writing.keep_references(post, found)
        tasks.index_words.enqueue(topic.pk)
    return post


@transaction.atomic
def describe_topic(
    topic: Topic, *, by: User, title: str, language: str, themes: Sequence[Theme], countries: Sequence[Country]
) -> Topic:
    """Correct the title, the language and what the topic is about. Its address follows; old ones lead there."""
    topic = lock(topic.pk)
    if not may_describe(by, topic):
        raise NotAllowed
    topic.title, topic.language = " ".join(title.split()), language
    topic.save(update_fields=["title", "language"])
    topic.themes.set(themes)
    topic.countries.set(countries)
    tasks.index_words.enqueue(topic.pk)
    return topic


def _keep_old(post: Post, by: User) -> None:
    fresh = timezone.now() - post.created_at < GRACE
    if not (fresh and by.pk == post.author_id):
        PostRevision.objects.create(post=post, body=post.body, editor=by)


def lock_post(post: Post) -> tuple[Topic, Post]:
    """The topic and the post as they are now, locked. A post may have moved since it was read."""
    topic_id = post.topic_id
    for _attempt in range(3):
        topic = lock(topic_id)
        fresh = Post.objects.get(pk=post.pk)
        if fresh.topic_id == topic.pk:
            fresh.topic = topic
            return topic, fresh
        topic_id = fresh.topic_id
    raise NotAllowed


@transaction.atomic
def delete_post(post: Post, *, by: User) -> Post:
    """Take back one’s own post; a tombstone keeps its number. A topic of nothing else goes with it."""
    topic, post = lock_post(post)
    if post.state == PostState.DELETED:
        return post
    if not may_delete(by, post):
        raise NotAllowed
    if post.state == PostState.PENDING:
        review_settled.send(Post, kind="post", pk=post.pk)
    alone = post.number == 1 and not topic.posts.exclude(pk=post.pk).filter(state=PostState.VISIBLE).exists()
    set_post_state(topic, post, PostState.DELETED)
    if alone and topic.state != TopicState.REMOVED:
        set_topic_state(topic, TopicState.DELETED)
        topic.entry = None  # so that somebody else may open the discussion
        topic.save()
    tasks.index_words.enqueue(topic.pk)
    return post


@transaction.atomic
def choose_answer(post: Post, *, by: User) -> Topic:
    """Mark the post as the answer of its question."""
    topic, post = lock_post(post)
    if not may_choose_answer(by, post):
        raise NotAllowed
    topic.answer = post
    topic.save(update_fields=["answer"])
    tasks.announce_answer.enqueue(post.pk, by.pk)
    return topic


@transaction.atomic
def reopen_question(topic: Topic, *, by: User) -> Topic:
    """Say that the question is not answered after all."""
    topic = lock(topic.pk)
    rights = rights_of(by)
    if not (by.pk == topic.author_id or rights.moderator or topic.category_id in rights.categories):
        raise NotAllowed
    topic.answer = None
    topic.save(update_fields=["answer"])
    return topic
