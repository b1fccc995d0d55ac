import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from community.forum import errors
from community.forum.choices import Level, PostState, ReferenceKind, TopicState
from community.forum.models import Draft, ForumMember, Post, Topic, TopicUser
from community.forum.services import editing, moderating, posting
from community.forum.services.writing import rendered
from tests.forum import makers

LONG = "The same long sentence, word for word, sent more than once by somebody."


def test_form_sent_twice_is_one_post(db):
    topic, author, key = makers.topic(), makers.member(), uuid.uuid4()

    first = makers.reply(topic, author=author, body=LONG, key=key)
    second = makers.reply(topic, author=author, body=LONG, key=key)

    assert (first.pk, Post.objects.filter(topic=topic).count()) == (second.pk, 2)


def test_form_sent_again_with_another_text_is_another_post(db):
    topic, author, key = makers.topic(), makers.member(), uuid.uuid4()

    makers.reply(topic, author=author, body=LONG, key=key)
    second = makers.reply(topic, author=author, body="What I meant to say is something else.", key=key)

    assert (second.body, Post.objects.filter(topic=topic).count()) == ("What I meant to say is something else.", 3)


def test_topic_form_sent_twice_is_one_topic(db):
    room, author, key = makers.category(), makers.member(), uuid.uuid4()

    topics = {makers.topic(room, author=author, body=LONG, key=key).pk for _ in range(2)}

    assert (len(topics), Topic.objects.count()) == (1, 1)


def test_same_text_within_a_day_is_refused_and_leads_to_the_first(db):
    topic, author = makers.topic(), makers.member()
    first = makers.reply(topic, author=author, body=LONG)

    with pytest.raises(errors.DuplicatePost) as refused:
        makers.reply(makers.topic(topic.category), author=author, body=f"  {LONG.upper()} ")

    assert refused.value.post == first


def test_short_thanks_may_be_repeated(db):
    topic, author = makers.topic(), makers.member()

    assert [makers.reply(topic, author=author, body="Thank you!").number for _ in range(2)] == [2, 3]


def test_newcomer_waits_for_approval_and_then_counts(db):
    topic, author = makers.topic(), makers.member(trusted=False)
    post = makers.reply(topic, author=author)
    before = (post.state, Topic.objects.get(pk=topic.pk).post_count)

    moderating.approve_post(post, by=makers.moderator())

    after = Topic.objects.get(pk=topic.pk)
    trusted = ForumMember.objects.get(user=author).approved_posts
    assert (before, after.post_count, after.last_author, trusted) == ((PostState.PENDING, 1), 2, author, 1)


def test_newcomer_may_not_flood_with_links(db):
    with pytest.raises(errors.TooManyLinks):
        makers.reply(
            makers.topic(),
            author=makers.member(trusted=False),
            body="https://a.example https://b.example https://c.example",
        )


def test_newcomer_may_write_three_posts_an_hour(db):
    topic, author = makers.topic(), makers.member(trusted=False)
    for _ in range(3):
        makers.reply(topic, author=author)

    with pytest.raises(errors.TooFast):
        makers.reply(topic, author=author)

    Post.objects.filter(author=author).update(created_at=timezone.now() - timedelta(hours=2))
    assert makers.reply(topic, author=author).number == 5


def test_refused_reply_takes_no_number(db):
    topic, author = makers.topic(), makers.member(trusted=False)
    with pytest.raises(errors.TooManyLinks):
        makers.reply(topic, author=author, body="https://a.example https://b.example https://c.example")

    assert Topic.objects.get(pk=topic.pk).last_number == 1


def test_locked_topic_takes_replies_of_moderators_only(db):
    topic, moderator = makers.topic(), makers.moderator()
    moderating.set_locked(topic, by=moderator, locked=True)

    with pytest.raises(errors.TopicClosed):
        makers.reply(topic)

    assert makers.reply(topic, author=moderator).number == 2


def test_topic_locked_between_reading_and_posting(db):
    """The number is taken only while the topic is open, in the same statement."""
    stale = Topic.objects.select_related("category__parent").get(pk=makers.topic().pk)
    Topic.objects.filter(pk=stale.pk).update(locked=True)

    with pytest.raises(errors.TopicClosed):
        posting.reply(stale, author=makers.member(), body="Too late")


def test_reply_to_a_merged_topic_goes_where_it_went(db):
    room, moderator = makers.category(), makers.moderator()
    source, target = makers.topic(room), makers.topic(room)
    moderating.merge_topics(source, by=moderator, into=target)

    assert makers.reply(source).topic_id == target.pk


def test_reply_to_a_moved_topic(db):
    topic, moderator = makers.topic(), makers.moderator()
    moderating.move_topic(topic, by=moderator, category=makers.category("elsewhere"))

    assert makers.reply(topic).topic.category.slug == "elsewhere"


def test_who_writes_follows(db):
    author, other = makers.member(), makers.member()
    topic = makers.topic(author=author)
    makers.reply(topic, author=other)

    levels = dict(TopicUser.objects.filter(topic=topic).values_list("user_id", "level"))
    assert levels == {author.pk: Level.WATCHED, other.pk: Level.TRACKED}


def test_posting_removes_the_draft(db):
    topic, author = makers.topic(), makers.member()
    Draft.objects.create(user=author, place=f"topic:{topic.pk}", body="Almost")
    makers.reply(topic, author=author)

    assert not Draft.objects.exists()


def test_quote_mention_and_reply_are_references(db):
    topic = makers.topic()
    first = topic.posts.get()
    other = makers.member("Maria Kotsi")
    handle = ForumMember.objects.get(user=other).handle
    body = f"> Somebody in [post 1](/community/p/{first.pk}/):\n> Yes\n\n@{handle} look"
    post = makers.reply(topic, body=body, reply_to=first)

    found = set(post.references.values_list("kind", "target_id", "user_id"))
    assert found == {
        (ReferenceKind.QUOTE, first.pk, None),
        (ReferenceKind.REPLY, first.pk, None),
        (ReferenceKind.MENTION, None, other.pk),
    }


def test_second_topic_of_an_entry_is_refused_and_said(hub):
    entry, room = hub.entry(title="A practice"), makers.category()
    makers.topic(room, entry=entry)

    with pytest.raises(errors.AlreadyDiscussed):
        makers.topic(room, entry=entry)


def test_entry_can_be_discussed_anew_after_its_topic_was_taken_back(hub):
    entry, room = hub.entry(title="A practice"), makers.category()
    first = makers.topic(room, entry=entry)
    editing.delete_post(first.posts.get(), by=first.author)

    assert makers.topic(room, entry=entry).entry == entry


@pytest.mark.parametrize(
    ("body", "drafts"),
    [("It worked with us, too.", 0), ("It worked with us, too. And", 0), ("It worked, but only once.", 1)],
    ids=["the same", "a little less", "something else"],
)
def test_what_was_posted_is_no_draft(db, body, drafts):
    """The last save may arrive after the post."""
    from community.forum.services import following

    author, key = makers.member(), uuid.uuid4()
    topic = makers.topic(makers.category())
    posting.reply(topic, author=author, body="It worked with us, too. And with them.", key=key)
    posting.reply(topic, author=author, body="It worked with us, too.")

    following.save_draft(user=author, place=f"topic:{topic.pk}", title="", body=body, key=key)
    assert Draft.objects.count() == drafts


def test_same_words_elsewhere_are_a_draft(db):
    from community.forum.services import following

    author, room = makers.member(), makers.category()
    first, second = makers.topic(room), makers.topic(room, title="Another question of ours")
    posting.reply(first, author=author, body="Thank you!")

    assert following.save_draft(user=author, place=f"topic:{second.pk}", title="", body="Thank you!")


def test_oldest_draft_goes(db):
    from community.forum.services import following

    author = makers.member()
    for number in range(following.MAX_DRAFTS + 2):
        following.save_draft(user=author, place=f"topic:{number}", title="", body="Half a sentence")

    kept = set(Draft.objects.filter(user=author).values_list("place", flat=True))
    assert (len(kept), "topic:0" in kept) == (following.MAX_DRAFTS, False)


# ---------------------------------------------------------------- Editing, deleting, answering


def aged(post: Post, **fields) -> Post:
    Post.objects.filter(pk=post.pk).update(created_at=timezone.now() - timedelta(hours=1), **fields)
    return Post.objects.select_related("topic__category__parent").get(pk=post.pk)


def test_early_correction_leaves_no_version(db):
    post = makers.reply(makers.topic())
    editing.edit_post(post, by=post.author, body="Corrected at once")

    assert (Post.objects.get(pk=post.pk).body, post.revisions.count()) == ("Corrected at once", 0)


def test_later_edit_keeps_what_was_said(db):
    post = aged(makers.reply(makers.topic(), body="What was said"))
    editing.edit_post(post, by=post.author, body="What is said now")

    assert list(post.revisions.values_list("body", "editor_id")) == [("What was said", post.author_id)]


def test_edit_of_a_text_that_changed_meanwhile_is_refused(db):
    post = aged(makers.reply(makers.topic()))
    editing.edit_post(post, by=makers.moderator(), body="By a moderator")

    with pytest.raises(errors.EditConflict):
        editing.edit_post(post, by=post.author, body="By the author", seen=None)

    assert Post.objects.get(pk=post.pk).body == "By a moderator"


def test_edit_in_a_locked_topic_is_refused(db):
    post = makers.reply(makers.topic())
    moderating.set_locked(post.topic, by=makers.moderator(), locked=True)

    with pytest.raises(errors.NotAllowed):
        editing.edit_post(post, by=post.author, body="Too late")


def test_deleted_post_leaves_its_number(db):
    topic = makers.topic()
    post = makers.reply(topic)
    for _ in range(2):
        editing.delete_post(post, by=post.author)

    assert (Post.objects.get(pk=post.pk).state, Topic.objects.get(pk=topic.pk).post_count) == (PostState.DELETED, 1)


def test_topic_of_one_post_goes_with_it(db):
    topic = makers.topic()
    editing.delete_post(topic.posts.get(), by=topic.author)

    assert Topic.objects.get(pk=topic.pk).state == TopicState.DELETED


def test_first_post_with_answers_leaves_the_topic(db):
    topic = makers.topic()
    makers.reply(topic)
    editing.delete_post(topic.posts.get(number=1), by=topic.author)

    assert Topic.objects.get(pk=topic.pk).state == TopicState.OPEN


def test_answer_taken_back_is_no_answer(db):
    topic = makers.topic(makers.category(mode="questions"))
    post = makers.reply(topic)
    editing.choose_answer(post, by=topic.author)
    editing.delete_post(post, by=post.author)

    assert Topic.objects.get(pk=topic.pk).answer is None


def test_others_do_not_choose_the_answer(db):
    post = makers.reply(makers.topic(makers.category(mode="questions")))

    with pytest.raises(errors.NotAllowed):
        editing.choose_answer(post, by=makers.member())


def test_author_who_left_leaves_the_words(db):
    author = makers.member()
    topic = makers.topic(author=author)
    author.delete()

    assert (topic.posts.get().author, makers.reply(topic).number) == (None, 2)


# ---------------------------------------------------------------- Moving


def test_merged_and_split_posts_keep_old_addresses(db):
    room, moderator = makers.category(), makers.moderator()
    source, target = makers.topic(room), makers.topic(room)
    post = makers.reply(source)
    moderating.merge_topics(source, by=moderator, into=target)
    split = moderating.split_topic(target, by=moderator, posts=[post], title="A part of it")

    addresses = list(post.old_addresses.order_by("pk").values_list("topic_id", "number"))
    now = Post.objects.get(pk=post.pk)
    assert (addresses, now.topic_id, now.number) == ([(source.pk, 2), (target.pk, 3)], split.pk, 1)


def test_removed_post_needs_its_statement(db):
    from django.db import IntegrityError, transaction

    post = makers.reply(makers.topic())
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(state=PostState.REMOVED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Topic.objects.filter(pk=post.topic_id).update(state=TopicState.REMOVED)


def test_reply_is_seven_statements_in_one_transaction(db, settings, django_assert_num_queries):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    topic = Topic.objects.select_related("category__parent").get(pk=makers.topic().pk)
    author, bounds_of_the_transaction = makers.fresh(makers.member()), 2

    with django_assert_num_queries(7 + bounds_of_the_transaction):
        posting.reply(topic, author=author, body="Short")


def test_level_chosen_before_stays_and_what_was_read_is_not_forgotten(db):
    topic, author = makers.topic(), makers.member()
    TopicUser.objects.create(user=author, topic=topic, level=Level.MUTED, last_read=9)

    makers.reply(topic, author=author)

    assert TopicUser.objects.filter(user=author).values_list("level", "last_read").get() == (Level.MUTED, 9)


def test_address_elsewhere_that_looks_like_ours_is_a_link(db, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://hub.example.org"
    elsewhere = rendered("https://evil.example/e/GP-000001 [a](https://evil.example/nl/community/p/1/)")
    here = rendered("https://hub.example.org/e/GP-000001 [a](/nl/e/GP-000002/) GP-000003")

    assert (elsewhere.links, elsewhere.entries) == (2, set())
    assert (here.links, here.entries) == (0, {"GP-000001", "GP-000002", "GP-000003"})
