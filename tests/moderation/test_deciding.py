"""Cases, decisions, statements of reasons, sanctions."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.forum.choices import PostState, TopicState
from community.forum.models import Post, Topic
from community.members.moderation_port import refusal_of
from community.moderation import errors
from community.moderation.choices import Action
from community.moderation.models import Case, Decision, Flag, Sanction, Statement
from community.moderation.services import cases, deciding
from community.notifications.models import Notification
from tests.forum import makers

REASONS = deciding.Reasons("terms", "Guidelines, rule 1", "It names a child.")


def flagged(post: Post | None = None) -> Case:
    post = post or makers.reply(makers.topic())
    return cases.flag("post", post.pk, by=makers.member(), reason="rude").case


def kinds_of(user) -> set[str]:
    return set(Notification.objects.filter(recipient=user).values_list("kind", flat=True))


def test_storm_of_flags_is_one_case(db):
    post = makers.reply(makers.topic())
    for _ in range(30):
        cases.flag("post", post.pk, by=makers.member(), reason="spam")

    case = Case.objects.get()
    assert (case.flag_count, Flag.objects.count()) == (30, 30)


def test_one_person_flags_once(db):
    post, person = makers.reply(makers.topic()), makers.member()
    cases.flag("post", post.pk, by=person, reason="spam")

    with pytest.raises(errors.AlreadyReported):
        cases.flag("post", post.pk, by=person, reason="rude")

    assert Case.objects.get().flag_count == 1


def test_one_person_flags_twenty_things_a_day(db):
    topic, person = makers.topic(), makers.member()
    posts = [makers.reply(topic) for _ in range(21)]
    for post in posts[:20]:
        cases.flag("post", post.pk, by=person, reason="spam")

    with pytest.raises(errors.TooManyReports):
        cases.flag("post", posts[20].pk, by=person, reason="spam")


def test_what_cannot_be_seen_cannot_be_flagged(db):
    post = makers.reply(makers.topic(), author=makers.member(trusted=False))

    with pytest.raises(errors.NotAllowed):
        cases.flag("post", post.pk, by=makers.member(), reason="spam")


def test_first_post_opens_a_case_and_taking_it_back_settles_it(db):
    from community.forum.services import editing

    author = makers.member(trusted=False)
    post = makers.reply(makers.topic(), author=author)
    opened = Case.objects.get()
    editing.delete_post(post, by=author)

    assert (opened.state, opened.source, Case.objects.get().state) == ("open", "approval", "settled")


def test_approval_shows_the_topic_and_tells_its_author(db):
    author = makers.member(trusted=False)
    topic = makers.topic(author=author)
    deciding.decide(Case.objects.get(), by=makers.moderator(), action=Action.APPROVE)

    assert (Topic.objects.get(pk=topic.pk).state, kinds_of(author)) == (TopicState.OPEN, {"moderation-approved"})


def test_refused_first_topic_is_removed_with_reasons(db):
    author = makers.member(trusted=False)
    topic = makers.topic(author=author)
    deciding.decide(Case.objects.get(), by=makers.moderator(), action=Action.REMOVE, reasons=REASONS)

    shown = Topic.objects.get(pk=topic.pk)
    assert (shown.state, shown.statement.recipient, kinds_of(author)) == ("removed", author, {"moderation-statement"})


def test_removal_writes_the_statement_and_tells_everybody(db):
    post = makers.reply(makers.topic())
    case = flagged(post)
    reporter = case.flags.get().reporter
    decision = deciding.decide(case, by=makers.moderator(), action=Action.REMOVE, reasons=REASONS)

    removed = Post.objects.get(pk=post.pk)
    assert (removed.state, removed.statement_id, decision.statement.source) == (
        "removed",
        decision.statement_id,
        "flag",
    )
    assert ("moderation-statement" in kinds_of(post.author), kinds_of(reporter)) == (True, {"moderation-flag"})


@pytest.mark.every
@pytest.mark.parametrize("action", [Action.REMOVE, Action.SILENCE, Action.SUSPEND])
@pytest.mark.parametrize(
    "reasons", [None, deciding.Reasons(), deciding.Reasons(rule="Rule 1"), deciding.Reasons(facts="x", rule="  ")]
)
def test_restriction_without_reasons_is_refused(db, action, reasons):
    case = flagged()

    with pytest.raises(errors.ReasonsMissing):
        deciding.decide(case, by=makers.moderator(), action=action, reasons=reasons)

    assert (Decision.objects.count(), Case.objects.get().state) == (0, "open")


@pytest.mark.parametrize("action", [Action.REMOVE, Action.SILENCE, Action.SUSPEND])
def test_database_refuses_a_restriction_without_reasons(db, action):
    case = flagged()

    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(case=case, action=action)
    with pytest.raises(IntegrityError), transaction.atomic():
        makers.statement(facts="")
    with pytest.raises(IntegrityError), transaction.atomic():
        makers.statement(rule="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Sanction.objects.create(user=makers.member(), kind="silence")


def test_statement_of_a_restriction_cannot_be_deleted(db):
    from django.db.models import ProtectedError

    decision = deciding.decide(flagged(), by=makers.moderator(), action=Action.REMOVE, reasons=REASONS)

    with pytest.raises(ProtectedError):
        Statement.objects.get(pk=decision.statement_id).delete()


def test_second_of_two_decisions_is_refused(db):
    case = flagged()
    deciding.decide(case, by=makers.moderator(), action=Action.KEEP)

    with pytest.raises(errors.AlreadyDecided):
        deciding.decide(case, by=makers.moderator(), action=Action.REMOVE, reasons=REASONS)


def test_kept_thing_can_be_flagged_anew(db):
    post = makers.reply(makers.topic())
    deciding.decide(flagged(post), by=makers.moderator(), action=Action.KEEP)

    assert flagged(post).pk != Case.objects.earliest("pk").pk


def test_silenced_author_may_not_write_until_the_end(db):
    post = makers.reply(makers.topic())
    until = timezone.now() + timedelta(days=3)
    deciding.decide(flagged(post), by=makers.moderator(), action=Action.SILENCE, reasons=REASONS, until=until)
    now = refusal_of(post.author)
    Sanction.objects.update(ends_at=timezone.now() - timedelta(seconds=1))

    assert (now is not None, refusal_of(post.author), Post.objects.get(pk=post.pk).state) == (
        True,
        None,
        PostState.REMOVED,
    )


def test_moderator_of_a_category_decides_there_and_not_about_people(db):
    topic = makers.topic()
    person = makers.member()
    topic.category.moderators.add(person)
    person, case = makers.fresh(person), flagged(makers.reply(topic))

    with pytest.raises(errors.NotAllowed):
        deciding.decide(case, by=person, action=Action.SUSPEND, reasons=REASONS)
    with pytest.raises(errors.NotAllowed):
        deciding.decide(flagged(makers.reply(makers.topic(makers.category("other")))), by=person, action=Action.KEEP)

    assert deciding.decide(case, by=person, action=Action.REMOVE, reasons=REASONS).statement is not None


def test_member_decides_nothing(db):
    with pytest.raises(errors.NotAllowed):
        deciding.decide(flagged(), by=makers.member(), action=Action.KEEP)


def test_claim_is_for_one(db):
    case, first, second = flagged(), makers.moderator(), makers.moderator()

    assert (cases.claim(case, by=first), cases.claim(case, by=second)) == (True, False)
    Case.objects.update(claimed_at=timezone.now() - timedelta(hours=25))
    assert cases.claim(case, by=second) is True


def test_entry_is_withdrawn_with_its_reasons_and_comes_back(hub):
    from hub.catalogue.models import Entry

    entry = hub.entry(title="A practice with a stolen picture")
    entry.save_revision().publish()
    case = cases.open_case("entry", entry.pk, source="own")
    decision = deciding.decide(case, by=makers.moderator(), action=Action.REMOVE, reasons=REASONS)
    withdrawn = Entry.objects.get(pk=entry.pk)
    deciding.undo(decision, by=makers.moderator())

    assert (withdrawn.is_withdrawn, decision.statement.reference in withdrawn.withdrawn_reason) == (True, True)
    assert list(Entry.objects.visible()) == [entry.entry_ptr]


def test_profile_loses_its_name(db):
    person = makers.member("Official Support")
    case = cases.flag("profile", person.pk, by=makers.member(), reason="other", note="Pretends").case
    deciding.decide(case, by=makers.moderator(), action=Action.REMOVE, reasons=REASONS)

    assert makers.fresh(person).display_name == ""


def test_moderators_hear_of_the_queue_once_a_day_and_of_danger_at_once(db):
    moderator, topic = makers.moderator(), makers.topic()
    for _ in range(3):
        flagged(makers.reply(topic))
    cases.flag("post", makers.reply(topic).pk, by=makers.member(), reason="child")

    assert Notification.objects.filter(recipient=moderator, kind="moderation-case").count() == 2


def test_suspended_person_changes_nothing_but_may_appeal_and_leave(hub, client):
    from django.urls import reverse

    from community.forum.models import Follow

    post = makers.reply(makers.topic())
    decision = deciding.decide(flagged(post), by=makers.moderator(), action=Action.SUSPEND, reasons=REASONS)
    client.force_login(post.author)
    follow = reverse("forum:follow", args=["category", post.topic.category_id])
    refused = client.post(follow, {"level": "3"})
    appeal = client.post(reverse("moderation:statement", args=[decision.statement.token]), {"text": "Why?"})

    assert (refused.status_code, Follow.objects.exists(), appeal.status_code) == (403, False, 302)
    assert (client.get("/community/").status_code, client.post(reverse("account_logout")).status_code) == (200, 302)
