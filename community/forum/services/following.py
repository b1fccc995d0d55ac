"""Watching, tracking, muting; what is read; drafts."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from community.forum.choices import Followed, Level
from community.forum.markup import clean_text
from community.forum.models import Draft, Follow, ForumMember, Post, Topic, TopicUser
from community.members.models import User

MAX_DRAFTS = 50
#: So long after a post the same text at the same place is that post.
POSTED = timedelta(days=1)


def follow_topic(topic: Topic, *, user: User, level: Level) -> TopicUser:
    return TopicUser.objects.update_or_create(user=user, topic=topic, defaults={"level": level})[0]


def follow(kind: Followed, target_id: int, *, user: User, level: Level) -> None:
    """Normal is how everything is followed, so it needs no row."""
    rows = Follow.objects.filter(user=user, kind=kind, target_id=target_id)
    if level == Level.NORMAL:
        rows.delete()
    else:
        Follow.objects.update_or_create(user=user, kind=kind, target_id=target_id, defaults={"level": level})


def mark_read(topic: Topic, *, user: User, number: int, before: TopicUser | None) -> None:
    """Remember how far somebody has read. Writes only when it is further than before."""
    if before is None:
        TopicUser.objects.update_or_create(user=user, topic=topic, defaults={"last_read": number})
    elif before.last_read < number:
        TopicUser.objects.filter(pk=before.pk, last_read__lt=number).update(last_read=number)


def mark_all_read(user: User) -> None:
    ForumMember.objects.update_or_create(user=user, defaults={"read_up_to": timezone.now()})


@transaction.atomic
def save_draft(
    *, user: User, place: str, title: str, body: str, about: dict | None = None, key: UUID | None = None
) -> Draft | None:
    """Keep what somebody is typing. An empty text forgets it; beyond fifty drafts, the oldest goes.

    What was posted meanwhile is no draft: the last save may arrive after it, and going back shows the text again.
    """
    if _is_posted(user, place, body, key):
        return None
    if not title.strip() and not body.strip():
        Draft.objects.filter(user=user, place=place).delete()
        return None
    words = {"title": title, "body": body, "about": about or {}}
    draft, created = Draft.objects.update_or_create(user=user, place=place, defaults=words)
    if created:
        kept = Draft.objects.filter(user=user).order_by("-updated_at", "-pk").values("pk")[:MAX_DRAFTS]
        Draft.objects.filter(user=user).exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
    return draft


def move_draft(*, user: User, from_place: str, to_place: str) -> None:
    """What was begun in one place goes on in another, unless something waits there already."""
    if not Draft.objects.filter(user=user, place=to_place).exists():
        Draft.objects.filter(user=user, place=from_place).update(place=to_place)


def _is_posted(user: User, place: str, body: str, key: UUID | None) -> bool:
    topic, text = place.removeprefix("topic:"), clean_text(body)
    where = Q(topic=int(topic)) if topic.isdecimal() else Q(number=1)
    same = Q(body=text) | Q(key=key) if key else Q(body=text)
    recent = Post.objects.filter(where, same, author=user, created_at__gt=timezone.now() - POSTED)
    return any(posted.startswith(text) for posted in recent.values_list("body", flat=True))
