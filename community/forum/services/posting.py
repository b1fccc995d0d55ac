"""Starting topics and replying. One transaction each, one lock: the topic's row."""

from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError, transaction

from community.forum import tasks
from community.forum.choices import Level, PostState, TopicState
from community.forum.errors import AlreadyDiscussed, NoAttachments, NotAllowed, TopicClosed
from community.forum.markup import Rendered, clean_text
from community.forum.models import Attachment, Category, Draft, Post, Topic, TopicUser
from community.forum.rules import Limits, limits_of, may_moderate, may_reply_to, may_start
from community.forum.services import writing
from community.forum.services.counting import count, take_number
from community.members.models import User
from community.members.moderation_port import review_needed
from hub.catalogue.models import Country, Entry, Theme


def start_topic(
    category: Category,
    *,
    author: User,
    title: str,
    body: str,
    language: str = "en",
    entry: Entry | None = None,
    themes: Sequence[Theme] = (),
    countries: Sequence[Country] = (),
    key: UUID | None = None,
    address: str | None = None,
    attachments: Sequence[Attachment] = (),
) -> Post:
    """Open a topic with its first post. The first posts of a newcomer wait for approval.

    The same `key` twice gives the same post. Raises `NotAllowed`, `TooFast`, `TooManyLinks`, `DuplicatePost`.
    """
    if not may_start(author, category):
        raise NotAllowed
    found, limits = _checked(body, author, category, attachments)

    def write() -> Post:
        topic = _open(category, author, limits, title=title, language=language, entry=entry)
        topic.themes.set(themes)
        topic.countries.set(countries)
        post = _add(topic, author, body, found, limits, key=key, address=address)
        _finish(post, attachments, place="new:", level=Level.WATCHED)
        return post

    try:
        return _once(write, author, key, body)
    except IntegrityError:
        if entry is not None and Topic.objects.filter(entry=entry).exists():
            raise AlreadyDiscussed from None
        raise


def _open(category: Category, author: User, limits: Limits, *, title: str, **fields) -> Topic:
    state = TopicState.PENDING if limits.needs_approval else TopicState.OPEN
    title = " ".join(title.split())
    topic = Topic.objects.create(category=category, title=title, author=author, state=state, **fields)
    count(category.pk, topics=int(state == TopicState.OPEN))
    return topic


def reply(
    topic: Topic,
    *,
    author: User,
    body: str,
    reply_to: Post | None = None,
    key: UUID | None = None,
    address: str | None = None,
    attachments: Sequence[Attachment] = (),
) -> Post:
    """Add a post. A reply to a topic that was merged goes where it was merged into.

    The same `key` twice gives the same post. Raises `NotAllowed`, `TopicClosed`, `TooFast`, `TooManyLinks`,
    `DuplicatePost`.
    """
    topic = present(topic)
    if not may_reply_to(author, topic):
        raise TopicClosed if topic.locked or topic.state != TopicState.OPEN else NotAllowed
    found, limits = _checked(body, author, topic.category, attachments)

    def write() -> Post:
        post = _add(topic, author, body, found, limits, key=key, address=address, reply_to=reply_to)
        _finish(post, attachments, place=f"topic:{topic.pk}", level=Level.TRACKED)
        return post

    return _once(write, author, key, body)


def present(topic: Topic) -> Topic:
    """The topic, or the one it was merged into."""
    for _step in range(10):
        if topic.merged_into_id is None:
            return topic
        topic = Topic.objects.select_related("category__parent").get(pk=topic.merged_into_id)
    return topic


def _checked(body: str, author: User, category: Category, attachments: Sequence[Attachment]) -> tuple[Rendered, Limits]:
    """The text as HTML and what its author may do. Costly work happens here, before any lock is taken."""
    found = writing.rendered(body)
    member = writing.member_of(author)
    limits = limits_of(author, member.approved_posts, category)
    writing.check_links(found, limits)
    if len(attachments) > limits.attachments:
        raise NoAttachments
    return found, limits


def _once(write, author: User, key: UUID | None, body: str) -> Post:
    """Run `write` in a transaction, unless this form was sent before: then what it made."""
    before = Post.objects.filter(key=key, author=author).select_related("topic").first() if key else None
    if before:
        return before
    try:
        with transaction.atomic():
            writing.check_duplicate(author, writing.fingerprint_of(body))
            return write()
    except IntegrityError:
        before = Post.objects.filter(key=key, author=author).select_related("topic").first() if key else None
        if before:
            return before
        raise


def _add(topic: Topic, author: User, body: str, found: Rendered, limits: Limits, *, reply_to=None, **fields) -> Post:
    writing.check_rate(author, limits)
    visible = not limits.needs_approval
    number, moment = take_number(
        topic, author_id=author.pk, visible=visible, even_if_locked=may_moderate(author, topic.category)
    )
    post = Post.objects.create(
        topic=topic,
        number=number,
        created_at=moment,
        author=author,
        body=clean_text(body),
        html=found.html,
        state=PostState.VISIBLE if visible else PostState.PENDING,
        fingerprint=writing.fingerprint_of(body),
        **fields,
    )
    writing.keep_references(post, found, reply_to if reply_to and reply_to.topic_id == topic.pk else None)
    return post


def _finish(post: Post, attachments: Sequence[Attachment], *, place: str, level: Level) -> None:
    """What follows a new post, in the same transaction."""
    if attachments:
        Attachment.objects.filter(pk__in=[item.pk for item in attachments], post=None).update(post=post)
    Draft.objects.filter(user_id=post.author_id, place=place).delete()
    follow_own(post, level)
    if post.state == PostState.PENDING:
        review_needed.send(Post, kind="post", pk=post.pk, reason="approval")
    else:
        tasks.announce.enqueue(post.pk)


def follow_own(post: Post, level: Level) -> None:
    """Who writes has read so far, and follows unless they chose a level before."""
    row, created = TopicUser.objects.get_or_create(
        user_id=post.author_id, topic_id=post.topic_id, defaults={"level": level, "last_read": post.number}
    )
    if not created:
        changes = {"last_read": max(row.last_read, post.number)}
        changes |= {"level": level} if row.level is None else {}
        TopicUser.objects.filter(pk=row.pk).update(**changes)
