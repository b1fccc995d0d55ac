"""What the forum holds about a person: to hand over, and to let go of."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.forum.choices import ReactionKind
from community.forum.models import (
    AdaptationReport,
    Attachment,
    Draft,
    Follow,
    ForumMember,
    Post,
    PostReference,
    PostRevision,
    Reaction,
    Topic,
    TopicUser,
)
from community.forum.services.counting import roll_up_all
from community.members import retention
from community.members.export import register
from community.members.signals import account_erased

ADDRESS_DAYS = 30
#: Files attached to a text that was never posted.
ORPHAN_DAYS = 2


def export(user) -> dict:
    """Everything somebody wrote, gave and chose in the forum."""
    return {
        "topics": list(Topic.objects.filter(author=user).values("id", "title", "language", "created_at", "state")),
        "posts": list(
            Post.objects.filter(author=user).values(
                "id", "topic_id", "number", "body", "created_at", "edited_at", "state"
            )
        ),
        "earlier_versions": list(
            PostRevision.objects.filter(post__author=user).values("post_id", "body", "replaced_at")
        ),
        "reactions": list(Reaction.objects.filter(user=user).values("post_id", "kind", "created_at")),
        "attachments": list(Attachment.objects.filter(uploader=user).values("name", "size", "alt", "created_at")),
        "drafts": list(Draft.objects.filter(user=user).values("place", "title", "body", "about", "updated_at")),
        "follows": list(Follow.objects.filter(user=user).values("kind", "target_id", "level")),
        "topics_read": list(TopicUser.objects.filter(user=user).values("topic_id", "level", "last_read")),
        "adaptation_reports": list(
            AdaptationReport.objects.filter(author=user).values(
                "entry_id", "place", "with_whom", "changed", "worked", "outcome", "created_at", "state"
            )
        ),
    }


@transaction.atomic
def anonymise(user) -> None:
    """What was said stays, without who said it. What only the person needed is deleted."""
    PostRevision.objects.filter(post__author=user).delete()
    Post.objects.filter(author=user).update(author=None, address=None)
    Topic.objects.filter(author=user).update(author=None)
    Topic.objects.filter(last_author=user).update(last_author=None)
    PostRevision.objects.filter(editor=user).update(editor=None)
    PostReference.objects.filter(user=user).delete()
    Attachment.objects.filter(uploader=user).update(uploader=None)
    AdaptationReport.objects.filter(author=user).update(author=None)
    for model in (Draft, Follow, TopicUser, ForumMember):
        model.objects.filter(user=user).delete()
    _take_back_reactions(user)


def _take_back_reactions(user) -> None:
    for kind in ReactionKind.values:
        given = Reaction.objects.filter(user=user, kind=kind).values("post_id")
        Post.objects.filter(pk__in=given).update(**{f"{kind}_count": F(f"{kind}_count") - 1})
    Reaction.objects.filter(user=user).delete()


def forget_addresses(now: datetime | None = None) -> int:
    """Network addresses are kept for 30 days. Returns how many were forgotten."""
    old = (now or timezone.now()) - timedelta(days=ADDRESS_DAYS)
    return Post.objects.filter(address__isnull=False, created_at__lt=old).update(address=None)


def tidy(now: datetime) -> int:
    """What the nightly rule does: forget addresses, delete files nobody posted, roll up totals."""
    orphans = list(Attachment.objects.filter(post=None, created_at__lt=now - timedelta(days=ORPHAN_DAYS)))
    for orphan in orphans:
        orphan.file.delete(save=False)
        orphan.delete()
    roll_up_all()
    return forget_addresses(now) + len(orphans)


RULE = retention.Rule("forum-addresses", _("network addresses of posts, and files that were never posted"), tidy)


def erase(sender, *, user, **_: object) -> None:
    anonymise(user)


def register_all() -> None:
    register("forum", export)
    retention.register(RULE)
    account_erased.connect(erase, dispatch_uid="forum.erase")
