"""Numbers are right after every operation, whatever came before."""

import random
from contextlib import suppress

import pytest
from django.db.models import Sum

from community.forum.choices import PostState, TopicState
from community.forum.errors import ForumError
from community.forum.models import Category, CategoryDelta, ForumMember, Post, Reaction, Topic
from community.forum.services import counting, editing, moderating, posting, reacting
from tests.forum import makers


def totals(category: Category) -> tuple[int, int]:
    """What a reader is shown: the stored totals and the deltas that are left."""
    stored = Category.objects.get(pk=category.pk)
    deltas = CategoryDelta.objects.filter(category=category).aggregate(topics=Sum("topics"), posts=Sum("posts"))
    return stored.topic_count + (deltas["topics"] or 0), stored.post_count + (deltas["posts"] or 0)


def counted(category: Category) -> tuple[int, int]:
    """What there is."""
    topics = Topic.objects.filter(category=category, state__in=counting.COUNTED)
    return topics.count(), Post.objects.filter(topic__in=topics, state=PostState.VISIBLE).count()


def assert_everything_adds_up():
    for topic in Topic.objects.all():
        visible = list(topic.posts.filter(state=PostState.VISIBLE).order_by("number"))
        last = visible[-1] if visible else None
        expected = (len(visible), last.created_at if last else topic.created_at)
        assert (topic.post_count, topic.last_post_at) == expected, topic.pk
        assert topic.last_number >= max(topic.posts.values_list("number", flat=True), default=0)
        assert topic.answer_id is None or (topic.answer.is_visible and topic.answer.topic_id == topic.pk)
    for category in Category.objects.all():
        assert totals(category) == counted(category)
    for post in Post.objects.all():
        given = {kind: Reaction.objects.filter(post=post, kind=kind).count() for kind in ("thanks", "useful")}
        assert (post.thanks_count, post.useful_count) == (given["thanks"], given["useful"])


class Dice:
    """One random operation after another, as people and moderators would do them."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)
        self.people = [makers.member() for _ in range(3)] + [makers.member(trusted=False)]
        self.moderator = makers.moderator()
        self.rooms = [makers.category("one", mode="questions"), makers.category("two"), makers.category("three")]
        self.statement = makers.statement()

    def roll(self) -> None:
        name = self.random.choice([name for name in dir(self) if name.startswith("do_")])
        with suppress(ForumError):
            getattr(self, name)()

    def topic(self) -> Topic:
        topics = list(Topic.objects.select_related("category__parent"))
        return self.random.choice(topics) if topics else makers.topic(self.rooms[0], author=self.people[0])

    def post(self) -> Post:
        self.topic()
        return self.random.choice(list(Post.objects.select_related("topic__category__parent", "author")))

    def person(self):
        return makers.fresh(self.random.choice(self.people))

    def do_start(self):
        makers.topic(self.random.choice(self.rooms), author=self.person())

    def do_reply(self):
        makers.reply(self.topic(), author=self.person())

    do_reply_again = do_reply_more = do_reply

    def do_delete(self):
        post = self.post()
        editing.delete_post(post, by=post.author)

    def do_react(self):
        kind = self.random.choice(["thanks", "useful"])
        reacting.react(self.post(), user=self.person(), kind=kind, wanted=self.random.random() < 0.6)

    def do_answer(self):
        editing.choose_answer(self.post(), by=self.moderator)

    def do_move(self):
        moderating.move_topic(self.topic(), by=self.moderator, category=self.random.choice(self.rooms))

    def do_merge(self):
        moderating.merge_topics(self.topic(), by=self.moderator, into=self.topic())

    def do_split(self):
        topic = self.topic()
        posts = [post for post in topic.posts.all() if self.random.random() < 0.4]
        moderating.split_topic(topic, by=self.moderator, posts=posts, title="A part of it")

    def do_unlist(self):
        moderating.unlist_topic(self.topic(), by=self.moderator, statement=self.statement)

    def do_list(self):
        moderating.restore_topic(self.topic(), by=self.moderator)

    def do_remove(self):
        moderating.remove_post(self.post(), by=self.moderator, statement=self.statement)

    def do_restore(self):
        moderating.restore_post(self.post(), by=self.moderator)

    def do_approve(self):
        moderating.approve_post(self.post(), by=self.moderator)

    def do_remove_topic(self):
        moderating.remove_topic(self.topic(), by=self.moderator, statement=self.statement)

    def do_restore_topic(self):
        moderating.restore_topic(self.topic(), by=self.moderator)

    def do_roll_up(self):
        counting.roll_up_all()


@pytest.mark.parametrize("seed", range(6))
def test_counters_after_random_operations(db, seed):
    dice = Dice(seed)

    for _step in range(60):
        dice.roll()
        assert_everything_adds_up()


def test_reply_takes_the_next_number(db):
    topic = makers.topic()

    numbers = [makers.reply(topic).number for _ in range(3)]

    assert numbers == [2, 3, 4]


def test_number_of_a_deleted_post_is_not_given_again(db):
    topic = makers.topic()
    post = makers.reply(topic)
    editing.delete_post(post, by=post.author)

    assert makers.reply(topic).number == 3


def test_approved_posts_follow_the_visible_posts(db):
    author = makers.member()
    topic = makers.topic(author=author)
    post = makers.reply(topic, author=author)
    editing.delete_post(post, by=author)

    assert ForumMember.objects.get(user=author).approved_posts == 50 + 1


def test_roll_up_keeps_what_readers_see(db):
    room = makers.category()
    for _ in range(3):
        makers.topic(room)
    before = totals(room)

    rolled = counting.roll_up(room.pk)

    assert (before, totals(room), CategoryDelta.objects.count(), rolled > 0) == ((3, 3), (3, 3), 0, True)


def test_pending_topic_counts_nowhere(db):
    room = makers.category()
    post = posting.start_topic(room, author=makers.member(trusted=False), title="My first topic", body="Hello there")

    assert (post.state, post.topic.state, counted(room), totals(room)) == (
        PostState.PENDING,
        TopicState.PENDING,
        (0, 0),
        (0, 0),
    )
