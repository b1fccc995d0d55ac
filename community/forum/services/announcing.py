"""Who is told of a post. Runs after the post, once per post however often it is called."""

from collections.abc import Iterable

from community.forum.choices import Followed, Level, PostState, ReferenceKind
from community.forum.models import Follow, Post, TopicUser
from community.forum.rules import may_see_topic
from community.forum.services.indexing import index_topic
from community.members.models import User
from community.notifications.services import notify_many
from hub.catalogue.models import Entry

#: The reasons, strongest first: a person is told once.
REASONS = ("forum-mention", "forum-quote", "forum-reply", "forum-post", "forum-topic")


def announce_post(post_id: int) -> None:
    """Tell everybody whom a visible post concerns, and make it findable."""
    post = Post.objects.select_related("topic__category__parent", "author").filter(pk=post_id).first()
    if post is None or post.state != PostState.VISIBLE:
        return
    index_topic(post.topic)
    told: set[int] = {post.author_id} if post.author_id else set()
    for kind in REASONS:
        ids = _concerned(post, kind) - told
        people = [user for user in User.objects.filter(pk__in=ids, is_active=True) if may_see_topic(user, post.topic)]
        notify_many(people, kind, context=context_of(post), url=post.get_absolute_url(), dedupe_key=f"post-{post.pk}")
        told |= ids


def announce_answer(post_id: int, *, chosen_by: int) -> None:
    """Tell the author of an answer that it was chosen, and who asked if somebody else chose."""
    post = Post.objects.select_related("topic__category__parent", "author").filter(pk=post_id).first()
    if post is None or post.topic.answer_id != post.pk:
        return
    ids = {post.author_id, post.topic.author_id} - {chosen_by, None}
    people = [user for user in User.objects.filter(pk__in=ids, is_active=True) if may_see_topic(user, post.topic)]
    notify_many(
        people, "forum-answer", context=context_of(post), url=post.get_absolute_url(), dedupe_key=f"answer-{post.pk}"
    )


def context_of(post: Post) -> dict:
    """What a mail says: names and a beginning of the text, all plain."""
    author = (post.author.display_name if post.author else "") or "–"
    return {"title": post.topic.title, "author": author, "excerpt": " ".join(post.body.split())[:280]}


def _concerned(post: Post, kind: str) -> set[int]:
    found = {
        "forum-mention": _named,
        "forum-quote": _quoted,
        "forum-reply": _answered,
        "forum-post": _watching,
        "forum-topic": _following,
    }[kind](post)
    return set(found) - {None} - _muted(post)


def _named(post: Post) -> Iterable[int]:
    return post.references.filter(kind=ReferenceKind.MENTION).values_list("user_id", flat=True)


def _quoted(post: Post) -> Iterable[int]:
    return post.references.filter(kind=ReferenceKind.QUOTE).values_list("target__author_id", flat=True)


def _answered(post: Post) -> Iterable[int]:
    return post.references.filter(kind=ReferenceKind.REPLY).values_list("target__author_id", flat=True)


def _watching(post: Post) -> Iterable[int]:
    """Those who watch the topic, its category or its entry. A first post is a new topic instead."""
    if post.number == 1:
        return ()
    watchers = TopicUser.objects.filter(topic_id=post.topic_id, level=Level.WATCHED).values_list("user_id", flat=True)
    return {*watchers, *_followers(post, Followed.CATEGORY, [post.topic.category_id, post.topic.category.parent_id])}


def _following(post: Post) -> Iterable[int]:
    """Those who follow what a new topic is about."""
    if post.number != 1:
        return ()
    topic = post.topic
    found = set(_followers(post, Followed.CATEGORY, [topic.category_id, topic.category.parent_id]))
    found |= _followers(post, Followed.THEME, topic.themes.values_list("pk", flat=True))
    found |= _followers(post, Followed.COUNTRY, topic.countries.values_list("pk", flat=True))
    if topic.entry_id:
        found |= _followers(post, Followed.ENTRY, [topic.entry_id])
        owner = Entry.objects.filter(pk=topic.entry_id).values_list("organisation_id", flat=True)
        found |= _followers(post, Followed.ORGANISATION, owner)
    return found


def _followers(post: Post, kind: Followed, ids: Iterable[int | None]) -> set[int]:
    rows = Follow.objects.filter(kind=kind, target_id__in=[pk for pk in ids if pk], level=Level.WATCHED)
    return set(rows.values_list("user_id", flat=True))


def _muted(post: Post) -> set[int]:
    """Who never wants to hear of this topic or its category."""
    rooms = [pk for pk in (post.topic.category_id, post.topic.category.parent_id) if pk]
    topics = TopicUser.objects.filter(topic_id=post.topic_id, level=Level.MUTED).values_list("user_id", flat=True)
    watching = TopicUser.objects.filter(topic_id=post.topic_id, level__gt=Level.NORMAL)
    categories = Follow.objects.filter(kind=Followed.CATEGORY, target_id__in=rooms, level=Level.MUTED)
    return set(topics) | set(categories.exclude(user__in=watching.values("user_id")).values_list("user_id", flat=True))
