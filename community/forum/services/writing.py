"""What every text goes through before it is kept."""

import hashlib
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.text import slugify

from community.forum.choices import ReferenceKind
from community.forum.errors import TooFast, TooManyLinks
from community.forum.markup import Rendered, clean_text, render
from community.forum.models import ForumMember, Post, PostReference
from community.forum.rules import Limits
from community.forum.services import statements
from community.forum.services.statements import Standing
from community.members.models import User
from hub.catalogue.models import Entry

#: Texts shorter than this may be repeated: “Thank you!”
REPEATABLE = 30


def rendered(text: str) -> Rendered:
    """The text as HTML, with the names of the members it mentions."""
    return render(text, names_of)


def names_of(handles: set[str]) -> Mapping[str, str]:
    if not handles:
        return {}
    found = ForumMember.objects.filter(handle__in=list(handles)[:50], user__is_active=True).select_related("user")
    return {member.handle: member.user.display_name or member.handle for member in found}


def member_of(user: User) -> ForumMember:
    """What the forum knows of a member, made at the first need."""
    member = ForumMember.objects.filter(user=user).first()
    if member is None or member.handle is None:
        member, _created = ForumMember.objects.update_or_create(user=user, defaults={"handle": _new_handle(user)})
    return member


def _new_handle(user: User) -> str:
    base = slugify(user.display_name, allow_unicode=True)[:48].strip("-_")
    if len(base) < 3 or ForumMember.objects.filter(handle=base).exclude(user=user).exists():
        return f"{base or 'member'}-{user.pk}"
    return base


def standing_of(user: User, *, key: UUID | None, body: str, place: str) -> Standing:
    """What decides whether this person may post this text now. One query, before any lock is taken."""
    asked = {"key": key, "fingerprint": fingerprint_of(body), "place": place}
    found = statements.standing(user.pk, **asked)
    if found is None:
        member_of(user)
        found = statements.standing(user.pk, **asked)
    assert found is not None
    return found


def check_links(found: Rendered, limits: Limits) -> None:
    if limits.links is not None and found.links > limits.links:
        raise TooManyLinks


def check_rate(this_hour: int, limits: Limits) -> None:
    if limits.posts_an_hour is not None and this_hour >= limits.posts_an_hour:
        raise TooFast


def fingerprint_of(body: str) -> str:
    words = " ".join(clean_text(body).casefold().split())
    return hashlib.md5(words.encode(), usedforsecurity=False).hexdigest() if len(words) >= REPEATABLE else ""


def keep_references(post: Post, found: Rendered, reply_to: Post | None = None) -> None:
    """Write down anew whom and what a post names."""
    if post.edited_at:
        PostReference.objects.filter(post=post).exclude(kind=ReferenceKind.REPLY).delete()
    rows = [*_quotes(post, found.quoted), *_mentions(post, found.handles), *_entries(post, found.entries)]
    if reply_to:
        rows.append(PostReference(post=post, kind=ReferenceKind.REPLY, target=reply_to))
    if rows:
        PostReference.objects.bulk_create(rows)


def _quotes(post: Post, quoted: set[int]) -> Iterable[PostReference]:
    posts = Post.objects.filter(pk__in=sorted(quoted)[:20], topic_id=post.topic_id) if quoted else ()
    return [PostReference(post=post, kind=ReferenceKind.QUOTE, target=target) for target in posts]


def _mentions(post: Post, handles: set[str]) -> Iterable[PostReference]:
    members = ForumMember.objects.filter(handle__in=sorted(handles)[:20]) if handles else ()
    return [PostReference(post=post, kind=ReferenceKind.MENTION, user_id=member.user_id) for member in members]


def _entries(post: Post, references: set[str]) -> Iterable[PostReference]:
    entries = Entry.objects.visible().filter(reference__in=sorted(references)[:20]) if references else ()
    return [PostReference(post=post, kind=ReferenceKind.ENTRY, entry=entry) for entry in entries]
