"""Who may do what: every cell of the table."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from wagtail.models import PageViewRestriction

from community.forum import rules
from community.forum.choices import PostState, Who
from community.forum.handlers import AdaptationHandler
from community.forum.models import AdaptationReport, Post, Topic
from community.forum.services import moderating
from tests.forum import makers

ROLES = ("visitor", "member", "group", "category moderator", "moderator")
#: For each level, the roles that are among those who may.
AMONG = {
    Who.ANYONE: set(ROLES),
    Who.MEMBERS: set(ROLES) - {"visitor"},
    Who.GROUP: {"group", "category moderator", "moderator"},
    Who.MODERATORS: {"category moderator", "moderator"},
}


def person(role: str, room):
    if role == "visitor":
        return AnonymousUser()
    if role == "moderator":
        return makers.moderator()
    user = makers.member()
    if role == "group":
        user.groups.add(room.group)
    elif role == "category moderator":
        room.moderators.add(user)
    return makers.fresh(user)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("who", Who.values)
def test_who_sees_a_category(db, role, who):
    room = makers.category(who_sees=who, group=Group.objects.create(name="Insiders"))

    assert rules.may_see(person(role, room), room) is (role in AMONG[who])


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("who", [who for who in Who.values if who != Who.ANYONE])
def test_who_replies_and_starts(db, role, who):
    room = makers.category(who_replies=who, who_starts=who, group=Group.objects.create(name="Insiders"))
    user = person(role, room)

    assert (rules.may_reply(user, room), rules.may_start(user, room)) == (role in AMONG[who],) * 2


@pytest.mark.parametrize("role", ROLES)
def test_room_in_a_hidden_group_is_hidden(db, role):
    group = Group.objects.create(name="Insiders")
    above = makers.category("above", who_sees=Who.GROUP, group=group)
    room = makers.category("below", parent=above, group=group)

    assert rules.may_see(person(role, room), room) is (role in AMONG[Who.GROUP])


VERBS = ("see", "reply", "edit", "delete", "react", "answer", "report")
STATES = ("visible", "pending", "deleted", "removed", "locked", "topic removed")
ALLOWED = {
    "visible": {
        "visitor": {"see"},
        "author": {"see", "reply", "edit", "delete"},
        "asker": {"see", "reply", "react", "answer", "report"},
        "member": {"see", "reply", "react", "report"},
        "moderator": {"see", "reply", "edit", "react", "answer", "report"},
    },
    "pending": {"author": {"see", "reply", "edit", "delete"}, "moderator": {"see", "reply", "edit"}},
    "deleted": {"moderator": {"see", "reply"}},
    "removed": {"moderator": {"see", "reply"}},
    "locked": {
        "visitor": {"see"},
        "author": {"see"},
        "asker": {"see", "react", "report"},
        "member": {"see", "react", "report"},
        "moderator": {"see", "reply", "edit", "react", "answer", "report"},
    },
    "topic removed": {"moderator": {"see", "edit", "react", "answer", "report"}},
}
#: Replying asks about the topic, so in a topic that is open it does not depend on the post.
FOR_ALL = {"pending": {"asker", "member"}, "deleted": {"author", "asker", "member"}}
FOR_ALL["removed"] = FOR_ALL["deleted"]


def prepared(state: str):
    """A post in a state, and everybody who may look at it."""
    room = makers.category(mode="questions")
    people = {name: makers.member() for name in ("author", "asker", "member")}
    people |= {"visitor": AnonymousUser(), "moderator": makers.moderator()}
    topic = makers.topic(room, author=people["asker"])
    post = makers.reply(topic, author=people["author"])
    if state == "locked":
        moderating.set_locked(topic, by=people["moderator"], locked=True)
    elif state == "topic removed":
        moderating.remove_topic(topic, by=people["moderator"], statement=makers.statement())
    elif state != "visible":
        Post.objects.filter(pk=post.pk).update(state=state, statement=makers.statement())
    return people, Post.objects.select_related("topic__category__parent").get(pk=post.pk)


def asked(user, verb: str, post: Post) -> bool:
    questions = {
        "see": rules.may_see_post,
        "edit": rules.may_edit,
        "delete": rules.may_delete,
        "react": rules.may_react,
        "answer": rules.may_choose_answer,
        "report": rules.may_report,
    }
    return rules.may_reply_to(user, post.topic) if verb == "reply" else questions[verb](user, post)


@pytest.mark.parametrize("role", ["visitor", "author", "asker", "member", "moderator"])
@pytest.mark.parametrize("state", STATES)
def test_what_somebody_may_do_with_a_post(db, state, role):
    people, post = prepared(state)
    expected = ALLOWED[state].get(role, set()) | ({"reply"} if role in FOR_ALL.get(state, set()) else set())

    assert {verb for verb in VERBS if asked(people[role], verb, post)} == expected


def test_inactive_person_may_nothing(db):
    people, post = prepared("visible")
    user = people["member"]
    user.is_active = False

    assert {verb for verb in VERBS if asked(user, verb, post)} == {"see"}


@pytest.mark.parametrize(
    ("posts", "limits"), [(0, rules.NEWCOMER), (1, rules.LEARNER), (4, rules.LEARNER), (5, rules.TRUSTED)]
)
def test_limits_grow_with_visible_posts(db, posts, limits):
    assert rules.limits_of(makers.member(), posts) == limits


def test_rights_are_read_in_one_query(db, django_assert_num_queries):
    user, room = makers.moderator(), makers.category()
    with django_assert_num_queries(1):
        rules.may_moderate(user, room)
        rules.may_reply(user, room)


def test_pending_topic_is_for_its_author_and_moderators(db):
    author = makers.member(trusted=False)
    topic = makers.topic(author=author)
    topic = Topic.objects.select_related("category__parent").get(pk=topic.pk)
    seen = [rules.may_see_topic(user, topic) for user in (author, makers.moderator(), makers.member(), AnonymousUser())]

    assert seen == [True, True, False, False]


def test_use_of_an_entry_that_is_not_public_cannot_be_reported(hub):
    entry = hub.entry()
    report = AdaptationReport.objects.create(entry=entry, author=makers.member(), state=PostState.VISIBLE)
    assert AdaptationHandler().is_visible(report, makers.member())

    PageViewRestriction.objects.create(page=entry, restriction_type="login")

    assert not AdaptationHandler().is_visible(report, makers.member())
