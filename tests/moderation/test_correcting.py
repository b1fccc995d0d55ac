"""Leaving out of lists, coming upon something, taking a decision back."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from community.forum.choices import TopicState
from community.forum.models import Post, Topic
from community.moderation import errors
from community.moderation.choices import Action
from community.moderation.models import CannedReason, Case, Decision, ModeratorNote
from community.moderation.services import cases, deciding, law
from community.notifications.models import Notification
from tests.forum import makers
from tests.moderation.test_deciding import REASONS, flagged, kinds_of


def unlisted() -> tuple[Topic, Decision]:
    topic, boss = makers.topic(), makers.moderator()
    case = cases.take_up("topic", topic.pk, by=boss)
    return topic, deciding.decide(case, by=boss, action=Action.UNLIST, reasons=REASONS)


def state_of(topic: Topic) -> tuple[str, int | None]:
    return Topic.objects.values_list("state", "statement_id").get(pk=topic.pk)


# ---------------------------------------------------------------- Out of lists


def test_unlisted_topic_has_its_reasons_and_its_author_hears_them(db):
    topic, decision = unlisted()

    assert state_of(topic) == (TopicState.UNLISTED, decision.statement_id)
    assert "moderation-statement" in kinds_of(topic.author)


def test_database_refuses_an_unlisted_topic_without_reasons(db):
    topic = makers.topic()

    with pytest.raises(IntegrityError), transaction.atomic():
        Topic.objects.filter(pk=topic.pk).update(state=TopicState.UNLISTED)


def test_unlisting_without_reasons_is_refused(db):
    case = cases.take_up("topic", makers.topic().pk, by=makers.moderator())

    with pytest.raises(errors.ReasonsMissing):
        deciding.decide(case, by=makers.moderator(), action=Action.UNLIST)


def test_unlisted_topic_is_read_and_not_found(hub, client):
    topic, _decision = unlisted()

    pages = [client.get(url).content.decode() for url in (reverse("forum:latest"), topic.get_absolute_url())]

    assert [topic.get_absolute_url() in page for page in pages] == [False, True]


def test_reversal_lists_the_topic_again(db):
    topic, decision = unlisted()
    appeal = law.appeal(decision, text="It is harmless.", language="en")

    law.judge(appeal, by=makers.moderator("Another"), reverse_it=True, answer="So it is.")

    assert state_of(topic) == (TopicState.OPEN, None)


def test_reversal_leaves_what_a_later_decision_took(db):
    topic, first = unlisted()
    boss = makers.moderator()
    case = cases.take_up("topic", topic.pk, by=boss)
    second = deciding.decide(case, by=boss, action=Action.REMOVE, reasons=REASONS)

    deciding.undo(first, by=boss)

    assert state_of(topic) == (TopicState.REMOVED, second.statement_id)


def test_desk_offers_unlisting_for_topics_only(hub, client):
    boss = makers.moderator()
    client.force_login(boss)
    topic = makers.topic()
    found = [
        cases.take_up("topic", topic.pk, by=boss),
        cases.take_up("post", makers.reply(topic).pk, by=boss),
    ]
    pages = [client.get(reverse("moderation:case", args=[case.pk])).content.decode() for case in found]

    assert ['value="unlist"' in page for page in pages] == [True, False]


# ---------------------------------------------------------------- Coming upon something


def test_moderator_goes_from_a_post_to_its_case(hub, client):
    boss = makers.moderator()
    client.force_login(boss)
    post = makers.reply(makers.topic())

    response = client.post(reverse("moderation:take_up", args=["post", post.pk]))

    case = Case.objects.get()
    assert response.url == reverse("moderation:case", args=[case.pk])
    assert (case.source, case.claimed_by) == ("own", boss)
    assert not Notification.objects.filter(kind="moderation-case").exists()


def test_case_that_waits_is_not_opened_twice(db):
    post = makers.reply(makers.topic())
    case = flagged(post)

    assert cases.take_up("post", post.pk, by=makers.moderator()) == case


def test_moderator_of_a_category_comes_upon_what_is_there(db):
    host = makers.member()
    here, there = makers.topic(makers.category("here")), makers.topic(makers.category("there"))
    here.category.moderators.add(host)

    cases.take_up("topic", here.pk, by=makers.fresh(host))
    with pytest.raises(errors.NotAllowed):
        cases.take_up("topic", there.pk, by=makers.fresh(host))


def test_member_takes_up_nothing(hub, client):
    client.force_login(makers.member())

    assert client.post(reverse("moderation:take_up", args=["topic", makers.topic().pk])).status_code == 404
    assert not Case.objects.exists()


# ---------------------------------------------------------------- Taking back


def removed() -> tuple[Post, Decision]:
    post = makers.reply(makers.topic())
    return post, deciding.decide(flagged(post), by=makers.moderator(), action=Action.REMOVE, reasons=REASONS)


def test_decision_taken_back_gives_back_and_tells(hub, client):
    post, decision = removed()
    client.force_login(makers.moderator("Another"))

    client.post(reverse("moderation:take_back", args=[decision.pk]), {"answer": "It was the wrong post."})

    assert Post.objects.get(pk=post.pk).state == "visible"
    assert "moderation-taken-back" in kinds_of(post.author)
    assert ModeratorNote.objects.get().text == "It was the wrong post."


def test_decision_is_taken_back_once(db):
    _post, decision = removed()
    deciding.take_back(decision, by=makers.moderator(), answer="A mistake.")

    with pytest.raises(errors.AlreadyDecided):
        deciding.take_back(decision, by=makers.moderator(), answer="Again.")


def test_open_appeal_is_judged_instead(db):
    _post, decision = removed()
    law.appeal(decision, text="Why?", language="en")

    with pytest.raises(errors.AlreadyDecided):
        deciding.take_back(decision, by=makers.moderator(), answer="A mistake.")


def test_member_takes_nothing_back(hub, client):
    post, decision = removed()
    client.force_login(post.author)

    assert client.post(reverse("moderation:take_back", args=[decision.pk]), {"answer": "x"}).status_code == 404
    with pytest.raises(errors.NotAllowed):
        deciding.take_back(decision, by=post.author, answer="x")


def test_who_gave_notice_and_is_right_gets_a_new_decision_and_nothing_is_given_back(db):
    post, decision = removed()
    appeal = law.appeal(decision, text="Remove the whole topic.", language="en", from_notifier=True)

    law.judge(appeal, by=makers.moderator("Another"), reverse_it=True, answer="We look again.")

    assert (Post.objects.get(pk=post.pk).state, Case.objects.filter(state="open").count()) == ("removed", 1)


# ---------------------------------------------------------------- Starting from a canned reason

ADVERT, INSULT = (
    {"rule": "Guidelines, rule 1", "facts": "The post advertises."},
    {"rule": "Guidelines, rule 2", "facts": "The post insults."},
)


@pytest.mark.parametrize(
    ("written", "rule", "facts"),
    [
        ({}, INSULT["rule"], INSULT["facts"]),
        (ADVERT, INSULT["rule"], INSULT["facts"]),
        ({"facts": "Second time."}, INSULT["rule"], "Second time.\n\nThe post insults."),
        ({"facts": "Second time.\r\n\r\nThe post insults."}, INSULT["rule"], "Second time.\n\nThe post insults."),
        ({"rule": "Article 5"}, "Article 5; Guidelines, rule 2", INSULT["facts"]),
    ],
)
def test_canned_reason_leaves_what_a_moderator_wrote(hub, client, written, rule, facts):
    CannedReason.objects.create(title="Advertising", **ADVERT)
    reason = CannedReason.objects.create(title="Insult", **INSULT)
    boss = makers.moderator()
    case = cases.take_up("topic", makers.topic().pk, by=boss)
    client.force_login(boss)
    data = written | {"reason": reason.pk, "begin": "1", "explanation": "Thank you for telling us.", "days": "x"}

    form = client.post(reverse("moderation:case", args=[case.pk]), data).context["form"]

    assert {name: form[name].value() for name in ("action", "rule", "facts", "explanation", "days")} == {
        "action": Action.REMOVE,
        "rule": rule,
        "facts": facts,
        "explanation": "Thank you for telling us.",
        "days": "x",
    }
    assert not Decision.objects.exists()


@pytest.mark.parametrize("reason", ["", "0", "x", "9" * 40, "²"])
def test_unknown_canned_reason_changes_nothing(hub, client, reason):
    boss = makers.moderator()
    case = cases.take_up("topic", makers.topic().pk, by=boss)
    client.force_login(boss)

    response = client.post(
        reverse("moderation:case", args=[case.pk]), {"begin": "1", "reason": reason, "facts": "Mine."}
    )

    assert (response.status_code, response.context["form"]["facts"].value()) == (200, "Mine.")
