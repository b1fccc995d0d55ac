"""Notices from outside, appeals, terms, privacy."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from community.forum.models import Draft, Post
from community.members.moderation_port import refusal_of
from community.moderation import errors, privacy
from community.moderation.choices import Action
from community.moderation.models import Appeal, Case, Decision, Notice, Sanction, Statement, TermsVersion
from community.moderation.services import deciding, law
from tests.forum import makers
from tests.moderation.test_deciding import REASONS, flagged, kinds_of

VALUES = {
    "kind": "copyright",
    "explanation": "This is a scan of our book.",
    "name": "A publisher",
    "email": "rights@example.org",
    "good_faith": True,
}


def notice_of(url: str, **fields) -> Notice:
    return law.receive_notice(address="192.0.2.7", url=url, **VALUES | fields)


def removed() -> tuple[Post, Decision]:
    post = makers.reply(makers.topic())
    return post, deciding.decide(flagged(post), by=makers.moderator(), action=Action.REMOVE, reasons=REASONS)


@pytest.fixture(autouse=True)
def no_flood_yet():
    from django.core.cache import cache

    cache.clear()


# ---------------------------------------------------------------- Notices


def test_notice_finds_what_its_address_leads_to(hub):
    topic = makers.topic()
    post = makers.reply(topic)
    entry = hub.entry(title="A practice")
    person = post.author
    addresses = {
        post.get_absolute_url(): ("post", post.pk),
        "/nl" + post.get_absolute_url(): ("post", post.pk),
        f"https://hub.example.org{topic.get_absolute_url()}#p2": ("post", post.pk),
        topic.get_absolute_url(): ("topic", topic.pk),
        reverse("permalink", args=[entry.reference]): ("entry", entry.pk),
        entry.url: ("entry", entry.pk),
        reverse("forum:person", args=[person.forum_member.handle]): ("profile", person.pk),
    }
    found = {}
    for url in addresses:
        case = notice_of(url).case
        found[url] = (case.kind, case.target_id)

    assert found == addresses


@pytest.mark.parametrize(
    "url", ["https://elsewhere.example/", "x", "/community/p/999999999/", "javascript:alert(1)", "//"]
)
def test_notice_of_any_address_is_a_case(db, url):
    assert notice_of(url).case.state == "open"


def test_receipt_and_decision_are_mailed(db, django_capture_on_commit_callbacks):
    post = makers.reply(makers.topic())
    with django_capture_on_commit_callbacks(execute=True):
        notice = notice_of(post.get_absolute_url())
        deciding.decide(
            notice.case, by=makers.moderator(), action=Action.REMOVE, reasons=REASONS, explanation="You are right."
        )

    mails = [message for message in mail.outbox if message.to == ["rights@example.org"]]
    assert [notice.reference in message.subject for message in mails] == [True, True]
    assert ("You are right." in mails[1].body, notice.token in mails[1].body) == (True, True)


def test_notice_and_flags_are_one_case(db):
    post = makers.reply(makers.topic())
    case = flagged(post)

    assert notice_of(post.get_absolute_url()).case == case


def test_flood_of_notices_stops(db):
    for number in range(law.NOTICES_A_DAY):
        notice_of(f"/x/{number}")

    with pytest.raises(errors.TooManyReports):
        notice_of("/x/more")


def test_network_address_is_kept_for_thirty_days(db):
    notice = notice_of("/x")
    before = privacy.forget_addresses()
    Notice.objects.update(received_at=timezone.now() - timedelta(days=31))

    assert (before, privacy.forget_addresses(), Notice.objects.get(pk=notice.pk).address) == (0, 1, None)


def test_notice_through_the_form_without_an_account(hub, client):
    post = makers.reply(makers.topic())
    data = VALUES | {"url": post.get_absolute_url(), "good_faith": "on"}
    response = client.post(reverse("moderation:notice"), data)

    notice = Notice.objects.get()
    page = client.get(response.url).content.decode()
    assert (response.url, notice.reference in page, Case.objects.get().kind) == (
        reverse("moderation:notice_status", args=[notice.token]),
        True,
        "post",
    )


@pytest.mark.parametrize("missing", ["kind", "url", "explanation", "name", "email", "good_faith"])
def test_notice_with_something_missing_is_not_kept(hub, client, missing):
    data = {key: value for key, value in (VALUES | {"url": "/x", "good_faith": "on"}).items() if key != missing}

    assert (client.post(reverse("moderation:notice"), data).status_code, Notice.objects.count()) == (422, 0)


def test_notice_form_calls_optional_only_what_is(hub, client):
    page = BeautifulSoup(client.get(reverse("moderation:notice")).content, "html.parser").main
    optional = [label["for"] for label in page.select("label[for]") if label.find(string="(optional)")]

    assert optional == []


def test_danger_to_a_child_needs_no_name_and_is_urgent(hub, client):
    data = {"kind": "child-safety", "url": "/x", "explanation": "Please look.", "good_faith": "on"}
    client.post(reverse("moderation:notice"), data)

    assert (Notice.objects.get().email, Case.objects.get().urgent) == ("", True)


# ---------------------------------------------------------------- Appeals


def test_appeal_is_judged_by_somebody_else_and_gives_back(db):
    post, decision = removed()
    appeal = law.appeal(decision, text="It was satire.", language="en")
    with pytest.raises(errors.OwnDecision):
        law.judge(appeal, by=decision.decided_by, reverse_it=True, answer="No.")
    law.judge(appeal, by=makers.moderator(), reverse_it=True, answer="You are right.")

    restored = Post.objects.select_related("topic").get(pk=post.pk)
    assert (restored.state, restored.statement, restored.topic.post_count) == ("visible", None, 2)
    assert Statement.objects.get().reversed_at is not None
    assert {"moderation-statement", "moderation-appeal-outcome"} <= kinds_of(post.author)


def test_database_refuses_a_judge_in_their_own_case(db):
    _post, decision = removed()
    appeal = law.appeal(decision, text="It was satire.", language="en")

    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(pk=appeal.pk).update(second_judge_id=decision.decided_by_id)


def test_upheld_appeal_changes_nothing(db):
    post, decision = removed()
    appeal = law.appeal(decision, text="It was satire.", language="en")
    law.judge(appeal, by=makers.moderator(), reverse_it=False, answer="It names a child.")

    assert (Post.objects.get(pk=post.pk).state, Appeal.objects.get().state) == ("removed", "upheld")


@pytest.mark.parametrize(("days", "possible"), [(0, True), (182, True), (184, False)])
def test_appeal_is_possible_for_six_months(db, days, possible):
    _post, decision = removed()
    Decision.objects.update(decided_at=timezone.now() - timedelta(days=days))
    decision.refresh_from_db()
    try:
        law.appeal(decision, text="Late?", language="en")
    except errors.TooLate:
        assert not possible
    else:
        assert possible


def test_second_appeal_is_refused(db):
    _post, decision = removed()
    law.appeal(decision, text="Once", language="en")

    with pytest.raises(errors.AlreadyAppealed):
        law.appeal(decision, text="Twice", language="en")


def test_second_judgement_is_refused(db):
    _post, decision = removed()
    appeal = law.appeal(decision, text="Once", language="en")
    law.judge(appeal, by=makers.moderator(), reverse_it=False, answer="No.")

    with pytest.raises(errors.AlreadyDecided):
        law.judge(appeal, by=makers.moderator(), reverse_it=True, answer="Yes.")


def test_reversed_sanction_is_lifted(db):
    post = makers.reply(makers.topic())
    decision = deciding.decide(flagged(post), by=makers.moderator(), action=Action.SUSPEND, reasons=REASONS)
    before = refusal_of(post.author)
    law.judge(law.appeal(decision, text="Why?", language="en"), by=makers.moderator(), reverse_it=True, answer="Sorry.")

    assert (before is None, refusal_of(post.author)) == (False, None)


def test_who_gave_notice_appeals_that_it_stays(db):
    notice = notice_of(makers.reply(makers.topic()).get_absolute_url())
    decision = deciding.decide(notice.case, by=makers.moderator(), action=Action.KEEP)
    appeal = law.appeal(decision, text="It is our book.", language="en", from_notifier=True)
    law.judge(appeal, by=makers.moderator(), reverse_it=True, answer="We look again.")

    assert Case.objects.filter(state="open").count() == 1


# ---------------------------------------------------------------- Who reads what


def test_statement_tells_strangers_the_rule_only(hub, client):
    post, decision = removed()
    url = reverse("moderation:statement", args=[decision.statement.token])
    stranger = client.get(url).content.decode()
    client.force_login(post.author)
    author = client.get(url).content.decode()

    seen = ["Guidelines, rule 1" in stranger, "It names a child." in stranger, "It names a child." in author]
    assert seen == [True, False, True]


def test_appeal_through_the_page_of_the_statement(hub, client):
    post, decision = removed()
    client.force_login(post.author)
    client.post(reverse("moderation:statement", args=[decision.statement.token]), {"text": "It was satire."})

    assert Appeal.objects.get().text == "It was satire."


def test_stranger_does_not_appeal_for_others(hub, client):
    _post, decision = removed()
    client.force_login(makers.member())
    client.post(reverse("moderation:statement", args=[decision.statement.token]), {"text": "Me too."})

    assert not Appeal.objects.exists()


@pytest.mark.parametrize("role", ["visitor", "member"])
def test_desk_is_for_moderators(hub, client, role):
    _post, decision = removed()
    appeal = law.appeal(decision, text="Why?", language="en")
    if role == "member":
        client.force_login(makers.member())
    urls = [
        reverse("moderation:queue"),
        reverse("moderation:case", args=[decision.case_id]),
        reverse("moderation:appeal_case", args=[appeal.pk]),
    ]

    assert {client.get(url).status_code for url in urls} == ({302} if role == "visitor" else {404})


def test_desk_shows_the_queue(hub, client, django_assert_max_num_queries):
    client.force_login(makers.moderator())
    case = flagged()
    response = client.get(reverse("moderation:queue"))
    page = client.get(reverse("moderation:case", args=[case.pk]))

    assert (reverse("moderation:case", args=[case.pk]) in response.content.decode(), page.status_code) == (True, 200)


def test_decision_through_the_form(hub, client):
    client.force_login(makers.moderator())
    post = makers.reply(makers.topic())
    url = reverse("moderation:case", args=[flagged(post).pk])
    without = client.post(url, {"action": "remove", "ground": "terms"}).status_code
    client.post(url, {"action": "remove", "ground": "terms", "rule": "Rule 1", "facts": "It names a child."})

    assert (without, Post.objects.get(pk=post.pk).state) == (422, "removed")


# ---------------------------------------------------------------- Terms


def version(name: str = "1.0", days: int = 1, **fields) -> TermsVersion:
    valid_from = timezone.now() - timedelta(days=days)
    return TermsVersion.objects.create(version=name, valid_from=valid_from, text="Be kind.", **fields)


DUTCH = [("words", {"language": "nl", "text": "Wees vriendelijk.", "changes": ""})]


@pytest.mark.parametrize(
    ("prefix", "read", "folded"),
    [("/nl", "Wees vriendelijk.", "Be kind."), ("/ar", "Be kind.", ""), ("", "Be kind.", "")],
)
def test_terms_are_read_in_translation_above_the_text_that_binds(hub, client, prefix, read, folded):
    version(translations=DUTCH)
    main = BeautifulSoup(client.get(f"{prefix}/community/terms/").content, "html.parser").main
    texts = main.select(".rich")
    shown = [(text.get_text(" ", strip=True), text.find_parent("details") is None) for text in texts]

    assert shown == [(read, True)] + [(folded, False)] * bool(folded)


def test_accepted_terms_stay_but_their_translations_may_be_put_right(hub):
    terms = version(translations=DUTCH)
    law.accept_terms(makers.member(), terms)
    terms.translations = [("words", {"language": "nl", "text": "Wees aardig.", "changes": ""})]
    terms.full_clean()
    terms.text = "Be very kind."

    with pytest.raises(ValidationError):
        terms.full_clean()


def test_terms_that_nobody_accepted_may_be_corrected(hub):
    terms = version()
    terms.text = "Be very kind."
    terms.full_clean()


def test_writing_waits_for_the_terms(hub, client):
    user, topic = makers.member(), makers.topic()
    version()
    client.force_login(user)
    reply = reverse("forum:reply", args=[topic.pk])
    asked = client.get(reply).url
    accepted = client.post(asked.partition("?")[0], {"accept": "on", "next": reply}).url

    assert (asked.startswith(reverse("moderation:terms")), accepted, client.get(reply).status_code) == (
        True,
        reply,
        200,
    )


def test_reply_sent_before_the_terms_were_accepted_is_kept(hub, client):
    topic = makers.topic()
    version()
    client.force_login(makers.member())
    reply = reverse("forum:reply", args=[topic.pk])
    asked = client.post(reply, {"body": "Bags that travel.", "website": ""}).url
    shown = client.get(asked).content.decode()
    form = client.get(client.post(reverse("moderation:terms"), {"accept": "on", "next": reply}).url).context["form"]

    assert ("Your text is kept." in shown, asked.partition("?next=")[2], form["body"].value()) == (
        True,
        reply.replace("/", "%2F"),
        "Bags that travel.",
    )


def test_too_long_reply_before_the_terms_is_not_kept(hub, client):
    topic = makers.topic()
    version()
    client.force_login(makers.member())
    client.post(reverse("forum:reply", args=[topic.pk]), {"body": "a" * 40_000})

    assert Draft.objects.count() == 0


def test_reaction_before_the_terms_leads_back_to_the_post(hub, client):
    post = makers.topic().posts.get()
    version()
    client.force_login(makers.member())
    asked = client.post(reverse("forum:react", args=[post.pk]), {"kind": "thanks"}).url

    assert asked.endswith(reverse("forum:post", args=[post.pk]).replace("/", "%2F"))


def test_draft_is_saved_before_the_terms_are_accepted(hub, client):
    version()
    client.force_login(makers.member())
    answer = client.post(reverse("forum:save_draft"), {"place": "new:", "title": "Bags", "body": "They travel."})

    assert (answer.status_code, Draft.objects.get().body) == (200, "They travel.")


def test_new_version_is_asked_for_again(db):
    user = makers.member()
    law.accept_terms(user, version())
    before = refusal_of(user)
    version("2.0", days=0)

    assert (before, refusal_of(user) is None) == (None, False)


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example"])
def test_terms_lead_nowhere_else(hub, client, address):
    version()
    client.force_login(makers.member())

    assert client.post(reverse("moderation:terms"), {"accept": "on", "next": address}).status_code == 200


# ---------------------------------------------------------------- Privacy


def test_export_and_anonymisation_cover_moderation(db):
    post, _decision = removed()
    author = post.author
    exported = privacy.export(author)
    privacy.anonymise(author)

    assert [row["facts"] for row in exported["statements_of_reasons"]] == ["It names a child."]
    assert (Statement.objects.get().recipient, Sanction.objects.filter(user=author).count()) == (None, 0)


def test_export_and_anonymisation_cover_the_forum(db):
    from community.forum import privacy as forum_privacy
    from community.forum.models import ForumMember, TopicUser
    from community.forum.services import reacting
    from tests.forum.test_counting import assert_everything_adds_up

    person, other = makers.member(), makers.topic()
    post = makers.reply(other, author=person, body="What I said", address="192.0.2.7")
    reacting.react(other.posts.get(number=1), user=person, kind="thanks", wanted=True)
    exported = forum_privacy.export(person)
    forum_privacy.anonymise(person)

    kept = Post.objects.get(pk=post.pk)
    assert [row["body"] for row in exported["posts"]] == ["What I said"]
    assert (kept.body, kept.author, kept.address) == ("What I said", None, None)
    assert (ForumMember.objects.filter(user=person).exists(), TopicUser.objects.filter(user=person).exists()) == (
        False,
    ) * 2
    assert_everything_adds_up()


def test_addresses_of_posts_are_kept_for_thirty_days(db):
    from community.forum import privacy as forum_privacy

    post = makers.reply(makers.topic(), address="192.0.2.7")
    before = forum_privacy.forget_addresses()
    Post.objects.update(created_at=timezone.now() - timedelta(days=31))

    assert (before, forum_privacy.forget_addresses(), Post.objects.get(pk=post.pk).address) == (0, 1, None)


# ---------------------------------------------------------------- What is not for moderators


def test_draft_of_an_entry_is_no_case_of_moderators(hub, client):
    draft = hub.entry(slug="secret-slug", live=False, title="Secret title")
    client.force_login(makers.moderator())

    assert client.post(reverse("moderation:take_up", args=["entry", draft.pk])).status_code == 404
    assert notice_of(reverse("permalink", args=[draft.reference])).case.kind == "address"
    assert notice_of(f"/practices/{draft.slug}/").case.kind == "address"


def test_network_gives_so_many_notices_a_day_whatever_its_addresses(hub):
    for number in range(law.NOTICES_A_DAY):
        law.receive_notice(address=f"2001:db8::{number:x}", url="/community/", **VALUES)

    with pytest.raises(errors.TooManyReports):
        law.receive_notice(address="2001:db8::ffff:1", url="/community/", **VALUES)
