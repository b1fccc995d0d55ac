"""Small, dull makers of forum things."""

from itertools import count

from django.contrib.auth.models import Group, Permission

from community.forum.models import Category, ForumMember, Post, Topic
from community.forum.services import posting
from community.members.models import User
from community.members.services.accounts import confirm_address

_numbers = count(1)


def member(name: str = "", *, trusted: bool = True, **fields) -> User:
    """A member; trusted unless told otherwise."""
    number = next(_numbers)
    name = name or f"Member {number}"
    user = User.objects.create_user(f"member{number}@example.org", None, display_name=name, **fields)
    handle = f"{name.lower().replace(' ', '-')}-{number}"
    ForumMember.objects.create(user=user, handle=handle, approved_posts=50 if trusted else 0)
    return user


def moderator(name: str = "Mo") -> User:
    user = member(name)
    group, _created = Group.objects.get_or_create(name="Moderators")
    group.permissions.add(Permission.objects.get(codename="moderate", content_type__app_label="moderation"))
    user.groups.add(group)
    return user


def with_password(user: User, password: str) -> User:
    """Somebody who can sign in through the page."""
    user.set_password(password)
    user.save()
    confirm_address(user)
    return user


def category(slug: str = "first-weeks", **fields) -> Category:
    return Category.objects.create(slug=slug, name=slug.replace("-", " ").capitalize(), **fields)


def topic(room: Category | None = None, *, author: User | None = None, title: str = "A question", **fields) -> Topic:
    body = fields.pop("body", f"The first text, number {next(_numbers)}")
    post = posting.start_topic(room or category(), author=author or member(), title=title, body=body, **fields)
    return post.topic


def reply(to: Topic, *, author: User | None = None, body: str = "", **fields) -> Post:
    text = body or f"An answer, number {next(_numbers)}"
    return posting.reply(Topic.objects.get(pk=to.pk), author=author or member(), body=text, **fields)


def statement(**fields):
    from community.moderation.models import Statement

    values = {
        "kind": "post",
        "target_id": 1,
        "target_title": "A post",
        "action": "remove",
        "ground": "terms",
        "rule": "Rule 1",
        "facts": "It names a child.",
        "source": "own",
    }
    return Statement.objects.create(**values | fields)


def fresh(user: User) -> User:
    """The same person on the next request: nothing remembered."""
    return User.objects.get(pk=user.pk)
