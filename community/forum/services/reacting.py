"""Thanks and “I will try this”."""

from django.db import transaction
from django.db.models import F

from community.forum.choices import ReactionKind
from community.forum.errors import NotAllowed
from community.forum.models import Post, Reaction
from community.forum.rules import may_react
from community.members.models import User


@transaction.atomic
def react(post: Post, *, user: User, kind: str, wanted: bool) -> Post:
    """Give a reaction or take it back; asking twice changes nothing."""
    if kind not in ReactionKind.values or not may_react(user, post):
        raise NotAllowed
    if wanted:
        _row, changed = Reaction.objects.get_or_create(post=post, user=user, kind=kind)
        change = int(changed)
    else:
        change = -Reaction.objects.filter(post=post, user=user, kind=kind).delete()[0]
    if change:
        Post.objects.filter(pk=post.pk).update(**{f"{kind}_count": F(f"{kind}_count") + change})
    return post
