"""Who may do what in the forum. Every question takes the object."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Value

from community.forum.choices import PostState, TopicState, Who

if TYPE_CHECKING:
    from community.forum.models import Category, Post, Topic

_MODERATES = Q(permissions__codename="moderate", permissions__content_type__app_label="moderation")
#: Visible posts after which a member needs no approval, and after which the limits of newcomers end.
APPROVED_AFTER = 1
TRUSTED_AFTER = 5


@dataclass(frozen=True)
class Rights:
    """What decides about a person, read once per request."""

    signed_in: bool = False
    moderator: bool = False
    groups: frozenset[int] = frozenset()
    categories: frozenset[int] = frozenset()  # those they moderate


@dataclass(frozen=True)
class Limits:
    """What a member may do until more of their posts have been seen. None: no limit."""

    needs_approval: bool
    links: int | None
    attachments: int
    posts_an_hour: int | None


NEWCOMER = Limits(needs_approval=True, links=2, attachments=0, posts_an_hour=3)
LEARNER = Limits(needs_approval=False, links=5, attachments=2, posts_an_hour=10)
TRUSTED = Limits(needs_approval=False, links=None, attachments=5, posts_an_hour=30)
MODERATOR = Limits(needs_approval=False, links=None, attachments=5, posts_an_hour=None)


def rights_of(user) -> Rights:
    if not user.is_authenticated or not user.is_active:
        return Rights()
    if not hasattr(user, "_forum_rights"):
        user._forum_rights = _read_rights(user)
    return user._forum_rights


def _read_rights(user) -> Rights:
    """One query for groups and moderated categories."""
    groups = user.groups.order_by().annotate(number=Count("pk", filter=_MODERATES), kind=Value("group"))
    rooms = user.moderated_categories.order_by().annotate(number=Value(0), kind=Value("room"))
    columns = ("pk", "number", "kind")
    rows = list(groups.values_list(*columns).union(rooms.values_list(*columns), all=True))
    return Rights(
        signed_in=True,
        moderator=user.is_superuser or any(number for _pk, number, _kind in rows),
        groups=frozenset(pk for pk, _number, kind in rows if kind == "group"),
        categories=frozenset(pk for pk, _number, kind in rows if kind == "room"),
    )


def moderated_categories(user) -> set[int]:
    return set(rights_of(user).categories)


def limits_of(user, approved_posts: int, category: Category | None = None) -> Limits:
    if category is not None and may_moderate(user, category):
        return MODERATOR
    if approved_posts < APPROVED_AFTER:
        return NEWCOMER
    return LEARNER if approved_posts < TRUSTED_AFTER else TRUSTED


# ---------------------------------------------------------------- Categories


def may_moderate(user, category: Category) -> bool:
    rights = rights_of(user)
    return rights.moderator or category.pk in rights.categories or category.parent_id in rights.categories


def _is_among(user, who: str, category: Category) -> bool:
    if who == Who.ANYONE or may_moderate(user, category):
        return True
    rights = rights_of(user)
    if who == Who.MEMBERS:
        return rights.signed_in
    return who == Who.GROUP and rights.signed_in and category.group_id in rights.groups


def may_see(user, category: Category) -> bool:
    """A room in a hidden group is hidden."""
    above = category.parent is None or _is_among(user, category.parent.who_sees, category.parent)
    return _is_among(user, category.who_sees, category) and (above or may_moderate(user, category))


def may_reply(user, category: Category) -> bool:
    return may_see(user, category) and _signed_in(user) and _is_among(user, category.who_replies, category)


def may_start(user, category: Category) -> bool:
    return may_see(user, category) and _signed_in(user) and _is_among(user, category.who_starts, category)


def _signed_in(user) -> bool:
    return rights_of(user).signed_in


# ---------------------------------------------------------------- Topics and posts


def may_see_topic(user, topic: Topic) -> bool:
    """Topics that are gone are shown to moderators; those that wait, to their author too."""
    if not may_see(user, topic.category):
        return False
    if topic.state in (TopicState.OPEN, TopicState.UNLISTED, TopicState.MERGED):
        return True
    if topic.state == TopicState.PENDING and topic.author_id and topic.author_id == user.pk:
        return True
    return may_moderate(user, topic.category)


def may_see_post(user, post: Post) -> bool:
    """Whether the text itself may be seen; a tombstone is for everybody who sees the topic."""
    if not may_see_topic(user, post.topic):
        return False
    if post.state == PostState.VISIBLE:
        return True
    if post.state == PostState.PENDING and _is_author(user, post):
        return True
    return may_moderate(user, post.topic.category)


def may_reply_to(user, topic: Topic) -> bool:
    if topic.state not in (TopicState.OPEN, TopicState.UNLISTED) or not may_reply(user, topic.category):
        return False
    return not topic.locked or may_moderate(user, topic.category)


def may_edit(user, post: Post) -> bool:
    if may_moderate(user, post.topic.category):
        return post.state in (PostState.VISIBLE, PostState.PENDING)
    alive = post.state in (PostState.VISIBLE, PostState.PENDING) and post.topic.state != TopicState.REMOVED
    return _is_author(user, post) and alive and not post.topic.locked and may_see_topic(user, post.topic)


def may_describe(user, topic: Topic) -> bool:
    """Change the title and what the topic is about: who asked, and moderators."""
    if may_moderate(user, topic.category):
        return topic.state in (TopicState.OPEN, TopicState.UNLISTED, TopicState.PENDING)
    own = _signed_in(user) and topic.author_id is not None and topic.author_id == user.pk
    alive = topic.state in (TopicState.OPEN, TopicState.UNLISTED, TopicState.PENDING)
    return own and alive and not topic.locked and may_see(user, topic.category)


def may_delete(user, post: Post) -> bool:
    """Only one’s own. Moderators remove instead, and say why."""
    return _is_author(user, post) and may_edit(user, post)


def may_react(user, post: Post) -> bool:
    return _signed_in(user) and may_see_post(user, post) and post.is_visible and not _is_author(user, post)


def may_choose_answer(user, post: Post) -> bool:
    topic = post.topic
    if not topic.category.is_questions or not post.is_visible or post.pk is None or post.number == 1:
        return False
    if may_moderate(user, topic.category):
        return True
    return topic.author_id is not None and topic.author_id == user.pk and may_reply_to(user, topic)


def may_report(user, post: Post) -> bool:
    return _signed_in(user) and may_see_post(user, post) and post.is_visible and not _is_author(user, post)


def _is_author(user, post: Post) -> bool:
    return _signed_in(user) and post.author_id is not None and post.author_id == user.pk
