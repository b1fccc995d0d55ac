"""Starting topics and replying. One transaction each, one lock: the topic's row."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import IntegrityError, transaction

from community.forum import tasks
from community.forum.choices import Level, PostState, TopicState
from community.forum.errors import AlreadyDiscussed, DuplicatePost, NoAttachments, NotAllowed, TopicClosed
from community.forum.markup import Rendered, clean_text
from community.forum.models import Attachment, Category, Draft, Post, Topic
from community.forum.rules import Limits, limits_of, may_moderate, may_reply_to, may_start
from community.forum.services import statements, writing
from community.forum.services.counting import count, take_number
from community.forum.services.statements import Standing
from community.members.models import User
from community.members.moderation_port import review_needed
from hub.catalogue.models import Country, Entry, Theme


class Sent(TypedDict, total=False):
    """What comes with a text: the `key` of its form, the network `address` it came from, and its files."""

    key: UUID | None
    address: str | None
    attachments: Sequence[Attachment]


@dataclass(frozen=True)
class _Text:
    """A text, who wants to post it, and what they may do."""

    author: User
    body: str
    found: Rendered
    limits: Limits
    standing: Standing
    place: str  # of its draft
    key: UUID | None = None
    address: str | None = None
    attachments: Sequence[Attachment] = ()


def place_of(reference: str) -> str:
    """Where the draft of a new topic is kept: each entry has a place of its own."""
    return f"new:{reference}"


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
    place: str = "new:",
    **sent: Unpack[Sent],
) -> Post:
    """Open a topic with its first post. The first posts of a newcomer wait for approval.

    The draft at `place` goes. The same text with the same `key` gives the same post. Raises `NotAllowed`, `TooFast`,
    `TooManyLinks`, `NoAttachments`, `DuplicatePost`, `AlreadyDiscussed`.
    """
    if not may_start(author, category):
        raise NotAllowed
    text = _checked(author, body, category, place=place, **sent)

    def write() -> Post:
        topic = _open(category, text, title=title, language=language, entry=entry)
        topic.themes.set(themes)
        topic.countries.set(countries)
        return _add(topic, text, level=Level.WATCHED)

    with _one_topic_of(entry):
        return _once(write, text)


@contextmanager
def _one_topic_of(entry: Entry | None) -> Iterator[None]:
    """Two people who open the topic of an entry at the same time open one; the second is told so."""
    try:
        yield
    except IntegrityError:
        if entry is not None and Topic.objects.filter(entry=entry).exists():
            raise AlreadyDiscussed from None
        raise


def _open(category: Category, text: _Text, *, title: str, **fields) -> Topic:
    state = TopicState.PENDING if text.limits.needs_approval else TopicState.OPEN
    title = " ".join(title.split())
    topic = Topic.objects.create(category=category, title=title, author=text.author, state=state, **fields)
    count(category.pk, topics=int(state == TopicState.OPEN))
    return topic


def reply(
    topic: Topic,
    *,
    author: User,
    body: str,
    reply_to: Post | None = None,
    **sent: Unpack[Sent],
) -> Post:
    """Add a post. A reply to a topic that was merged goes where it was merged into.

    The same text with the same `key` gives the same post. Raises `NotAllowed`, `TopicClosed`, `TooFast`,
    `TooManyLinks`, `DuplicatePost`.
    """
    topic = present(topic)
    if not may_reply_to(author, topic):
        raise TopicClosed if topic.locked or topic.state != TopicState.OPEN else NotAllowed
    text = _checked(author, body, topic.category, place=f"topic:{topic.pk}", **sent)
    return _once(lambda: _add(topic, text, level=Level.TRACKED, reply_to=reply_to), text)


def present(topic: Topic) -> Topic:
    """The topic, or the one it was merged into."""
    for _step in range(10):
        if topic.merged_into_id is None:
            return topic
        topic = Topic.objects.select_related("category__parent").get(pk=topic.merged_into_id)
    return topic


def _checked(author: User, body: str, category: Category, *, place: str, **sent: Unpack[Sent]) -> _Text:
    """The text as HTML and what its author may do. Costly work happens here, before any lock is taken."""
    standing = writing.standing_of(author, key=sent.get("key"), body=body, place=place)
    if standing.sent and not Post.objects.filter(pk=standing.sent, body=clean_text(body)).exists():
        # Who went back in the browser wrote something else into a form that was sent.
        sent["key"] = None
        standing = writing.standing_of(author, key=None, body=body, place=place)
    limits = limits_of(author, standing.approved_posts, category)
    text = _Text(author, body, writing.rendered(body), limits, standing, place, **sent)
    if standing.sent:
        return text
    writing.check_links(text.found, limits)
    if len(text.attachments) > limits.attachments:
        raise NoAttachments
    if standing.said:
        raise DuplicatePost(Post.objects.select_related("topic").get(pk=standing.said))
    writing.check_rate(standing.this_hour, limits)
    return text


def _once(write: Callable[[], Post], text: _Text) -> Post:
    """Run `write` in a transaction, unless this form was sent before: then what it made."""
    if text.standing.sent:
        return Post.objects.select_related("topic").get(pk=text.standing.sent)
    try:
        with transaction.atomic():
            return write()
    except IntegrityError:
        same = Post.objects.filter(key=text.key, author=text.author) if text.key else Post.objects.none()
        before = same.select_related("topic").first()
        if before:
            return before
        raise


def _add(topic: Topic, text: _Text, *, level: Level, reply_to: Post | None = None) -> Post:
    """The new post at the end of its topic. Its author follows the topic at this level."""
    author, visible = text.author, not text.limits.needs_approval
    number, moment = take_number(
        topic, author_id=author.pk, visible=visible, even_if_locked=may_moderate(author, topic.category)
    )
    post = Post.objects.create(
        topic=topic,
        number=number,
        created_at=moment,
        author=author,
        body=clean_text(text.body),
        html=text.found.html,
        state=PostState.VISIBLE if visible else PostState.PENDING,
        fingerprint=writing.fingerprint_of(text.body),
        key=text.key,
        address=text.address,
    )
    writing.keep_references(post, text.found, reply_to if reply_to and reply_to.topic_id == topic.pk else None)
    _finish(post, text, level=level)
    return post


def _finish(post: Post, text: _Text, *, level: Level) -> None:
    """What follows a new post, in the same transaction. Who writes has read so far, and follows."""
    if text.attachments:
        Attachment.objects.filter(pk__in=[item.pk for item in text.attachments], post=None).update(post=post)
    if text.standing.drafted:
        Draft.objects.filter(user=text.author, place=text.place).delete()
    statements.note_reader(text.author.pk, post.topic_id, level=level, number=post.number)
    if post.state == PostState.PENDING:
        review_needed.send(Post, kind="post", pk=post.pk, reason="approval")
    else:
        tasks.announce.enqueue(post.pk)
