"""Reads of the forum. Lists go on from the last row seen; nothing counts rows."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Case, Count, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from community.forum.choices import Followed, Level, PostState, ReferenceKind, TopicState, Who
from community.forum.models import (
    AdaptationReport,
    Attachment,
    Category,
    CategoryDelta,
    Draft,
    Follow,
    ForumMember,
    Post,
    PostReference,
    Reaction,
    Topic,
    TopicUser,
)
from community.forum.models.topics import PAGE_SIZE
from community.forum.rules import APPROVED_AFTER, may_see, rights_of
from hub.catalogue.models import Entry
from hub.catalogue.vocabulary import TermInfo, vocabulary_of

LIST_SIZE = 25


# ---------------------------------------------------------------- Categories


def visible_categories(user) -> list[Category]:
    """The categories somebody may see, with their totals, in order."""
    deltas = CategoryDelta.objects.filter(category=OuterRef("pk")).order_by().values("category")
    rows = Category.objects.select_related("parent").annotate(
        topics_now=F("topic_count") + Coalesce(Subquery(deltas.annotate(n=Sum("topics")).values("n")), 0),
        posts_now=F("post_count") + Coalesce(Subquery(deltas.annotate(n=Sum("posts")).values("n")), 0),
    )
    return [category for category in rows if may_see(user, category)]


def latest_of(categories: Iterable[Category]) -> dict[int, Topic]:
    """The topic in which somebody wrote last, of each category."""
    newest = Topic.objects.filter(category=OuterRef("pk"), state=TopicState.OPEN).order_by("-last_post_at", "-id")
    ids = [category.pk for category in categories]
    rows = Category.objects.filter(pk__in=ids).annotate(newest=Subquery(newest.values("pk")[:1])).order_by()
    found = Topic.objects.in_bulk([pk for pk in rows.values_list("newest", flat=True) if pk])
    return {topic.category_id: topic for topic in found.values()}


# ---------------------------------------------------------------- Lists of topics


@dataclass(frozen=True)
class TopicList:
    """Some topics, and where the list goes on; `after` is empty at its end."""

    topics: Sequence[Topic]
    after: str = ""


def topic_list(topics: QuerySet[Topic], *, after: str = "", size: int = LIST_SIZE) -> TopicList:
    """The topics that follow the one `after` names, newest posts first. The same cost however deep one is."""
    place = _place_of(after)
    if place:
        moment, pk = place
        topics = topics.filter(last_post_at__lte=moment).filter(Q(last_post_at__lt=moment) | Q(pk__lt=pk))
    rows = list(topics.select_related("author", "last_author").order_by("-last_post_at", "-pk")[: size + 1])
    return TopicList(rows[:size], _mark(rows[size - 1]) if len(rows) > size else "")


def _mark(topic: Topic) -> str:
    place = f"{topic.last_post_at.timestamp():.6f}/{topic.pk}"
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def _place_of(after: str) -> tuple[datetime, int] | None:
    try:
        moment, _slash, pk = base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)).decode().partition("/")
        return datetime.fromtimestamp(float(moment), tz=UTC), int(pk)
    except (binascii.Error, ValueError, OverflowError, OSError):
        return None


def topics_of(category: Category) -> QuerySet[Topic]:
    return Topic.objects.filter(category=category, state=TopicState.OPEN)


def pinned_topics(category: Category) -> list[Topic]:
    pinned = Topic.objects.filter(category=category, state=TopicState.OPEN, pinned_until__gt=timezone.now())
    return list(pinned.select_related("author", "last_author").order_by("-last_post_at")[:10])


def topics_in(categories: Iterable[Category]) -> QuerySet[Topic]:
    """Topics of these categories, each with its category.

    Adding nothing to the category keeps databases from fetching every topic of every room to sort them: the list is
    read in its order and the few topics of hidden rooms are left out on the way.
    """
    ids = [category.pk for category in categories]
    topics = Topic.objects.alias(room=F("category_id") + 0).filter(room__in=ids, state=TopicState.OPEN)
    return topics.select_related("category")


def public_topics() -> QuerySet[Topic]:
    """What anybody may find without an account. A room in a hidden group is hidden."""
    open_room = Q(category__who_sees=Who.ANYONE)
    open_group = Q(category__parent=None) | Q(category__parent__who_sees=Who.ANYONE)
    return Topic.objects.filter(open_room, open_group, state=TopicState.OPEN)


def unanswered(categories: Iterable[Category]) -> QuerySet[Topic]:
    """Questions without a chosen answer."""
    return topics_in(category for category in categories if category.is_questions).filter(answer=None, locked=False)


def pending_of(user, category: Category) -> list[Topic]:
    """What this person started here and a moderator has not seen yet."""
    if not user.is_authenticated:
        return []
    return list(Topic.objects.filter(category=category, author=user, state=TopicState.PENDING)[:10])


@dataclass(frozen=True)
class Unread:
    """How much of a topic is new to somebody. `number` is the first new post."""

    new: int
    number: int


def unread_of(user, topics: Sequence[Topic]) -> dict[int, Unread]:
    """What is new in these topics. Two queries, whatever somebody has read in their life."""
    if not user.is_authenticated:
        return {}
    mark = ForumMember.objects.filter(user=user).values_list("read_up_to", flat=True).first() or user.date_joined
    ids = [topic.pk for topic in topics]
    rows = TopicUser.objects.filter(user=user, topic__in=ids).values_list("topic_id", "level", "last_read")
    seen = {topic: (level, last) for topic, level, last in rows}
    found = {}
    for topic in topics:
        level, last = seen.get(topic.pk, (None, 0))
        fresh = topic.last_post_at > mark and topic.last_number > last and level != Level.MUTED
        if fresh:
            found[topic.pk] = Unread(topic.last_number - last, last + 1)
    return found


# ---------------------------------------------------------------- One topic


def find_topic(pk: int) -> Topic | None:
    related = ("category__parent", "author", "last_author", "answer__author", "merged_into", "entry", "statement")
    return Topic.objects.select_related(*related).filter(pk=pk).first()


def posts_on(topic: Topic, page: int) -> list[Post]:
    """The posts of a page, by their numbers: as quick on the last page as on the first.

    Each with the number of the post it `answers`, if that is in the same topic.
    """
    first = (page - 1) * PAGE_SIZE + 1
    answered = FilteredRelation("references", condition=Q(references__kind=ReferenceKind.REPLY))
    number = Case(When(answered__target__topic=topic, then=F("answered__target__number")))
    rows = topic.posts.filter(number__range=(first, first + PAGE_SIZE - 1)).order_by("number")
    rows = rows.alias(answered=answered).annotate(answers=number, answers_id=F("answered__target"))[:PAGE_SIZE]
    found = list(rows.select_related("author__forum_member", "statement").prefetch_related("attachments"))
    for post in found:
        post.topic = topic
    return found


def reactions_of(user, posts: Sequence[Post]) -> set[tuple[int, str]]:
    """What this person gave to these posts."""
    if not user.is_authenticated:
        return set()
    rows = Reaction.objects.filter(user=user, post__in=posts)
    return set(rows.values_list("post_id", "kind"))


def moved_to(topic: Topic, number: int) -> Post | None:
    """The post that had this number before it moved to another topic."""
    address = topic.moved_posts.filter(number=number).select_related("post__topic").first()
    return address.post if address else None


@dataclass(frozen=True)
class About:
    """The terms of a topic, each with its vocabulary, and the entries it is about or its posts on a page name."""

    terms: Sequence[tuple[str, TermInfo]]
    entries: Sequence[Entry]


def about(topic: Topic, posts: Sequence[Post]) -> About:
    """One query for what is named, since terms are known, and one for the entries, if there are any."""
    entries = PostReference.objects.filter(post__in=posts, kind=ReferenceKind.ENTRY)
    themes = Topic.themes.through.objects.filter(topic=topic).values_list("theme_id", Value("theme"))
    countries = Topic.countries.through.objects.filter(topic=topic).values_list("country_id", Value("country"))
    named = list(entries.values_list("entry_id", Value("entry")).union(themes, countries, all=True))
    known = [
        (kind, vocabulary_of(kind).by_pk.get(pk))
        for kind in ("theme", "country")
        for pk in sorted(pk for pk, of_kind in named if of_kind == kind)
    ]
    ids = {topic.entry_id, *(pk for pk, kind in named if kind == "entry")} - {None}
    found = list(Entry.objects.visible().filter(pk__in=ids).order_by("pk")[:6]) if ids else []
    return About([(kind, term) for kind, term in known if term], found)


def find_post(pk: int) -> Post | None:
    return Post.objects.select_related("topic__category__parent", "author").filter(pk=pk).first()


def reader_of(topic: Topic, user) -> TopicUser | None:
    """How somebody follows a topic they have opened before, with the `draft` of their reply.

    It comes with how many of their posts are `approved`, in this topic or elsewhere.
    """
    if not user.is_authenticated:
        return None
    draft = Draft.objects.filter(user=user, place=f"topic:{topic.pk}").values("body")[:1]
    approved = ForumMember.objects.filter(user=user).values("approved_posts")[:1]
    row = TopicUser.objects.filter(topic=topic, user=user)
    return row.annotate(draft=Subquery(draft), approved=Subquery(approved)).first()


def is_newcomer(user, reader: TopicUser | None = None) -> bool:
    """Whether a post of this person would wait for approval. `reader` saves the query."""
    if rights_of(user).moderator:
        return False
    member = ForumMember.objects.filter(user=user)
    approved = reader.approved if reader else member.values_list("approved_posts", flat=True).first()
    return (approved or 0) < APPROVED_AFTER


def level_of(user, kind: Followed, target_id: int) -> Level:
    if not user.is_authenticated:
        return Level.NORMAL
    level = Follow.objects.filter(user=user, kind=kind, target_id=target_id).values_list("level", flat=True).first()
    return Level.NORMAL if level is None else Level(level)


# ---------------------------------------------------------------- Around entries, people, files


def topic_of_entry(entry: Entry) -> Topic | None:
    return Topic.objects.select_related("category__parent").filter(entry_id=entry.pk).first()


def talk_about(entry: Entry) -> tuple[Topic | None, int]:
    """The topic of an entry, and how many people told that they used it. One query, for every page of an entry."""
    reports = AdaptationReport.objects.filter(entry=OuterRef("pk"), state=PostState.VISIBLE).order_by()
    uses = reports.values("entry").annotate(number=Count("pk")).values("number")
    found = Entry.objects.select_related("topic__category__parent").annotate(uses=Subquery(uses))
    row = found.filter(pk=entry.pk).first()
    return (getattr(row, "topic", None), row.uses or 0) if row else (None, 0)


def uses_of(entry: Entry) -> QuerySet[AdaptationReport]:
    """The published reports of use."""
    return AdaptationReport.objects.filter(entry_id=entry.pk, state=PostState.VISIBLE).select_related(
        "author", "country"
    )


def member_by_handle(handle: str) -> ForumMember | None:
    return ForumMember.objects.select_related("user").filter(handle=handle, user__is_active=True).first()


def find_attachment(key: str) -> Attachment | None:
    return Attachment.objects.select_related("post__topic__category__parent").filter(key=key).first()


def follows_of(user) -> dict[str, list[Follow]]:
    """What somebody follows, by kind."""
    found: dict[str, list[Follow]] = {}
    for follow in Follow.objects.filter(user=user).order_by("kind", "target_id")[:200]:
        found.setdefault(follow.kind, []).append(follow)
    return found
