"""Somebody outside gives notice; it is decided, appealed, and reversed by another person."""

import re

import pytest
from django.core import mail

from community.moderation.models import Notice
from tests.forum import makers
from tests.journeys.people import PASSWORD, WAYS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEIGHBOUR = "neighbour@example.com"
TEXT = "The school in the Mill Street turned a family away."


@pytest.fixture
def topic(hub):
    room = makers.category("first-weeks", parent=makers.category("practice"))
    return makers.topic(room, title="Who was turned away at a school?")


def letters_to(address: str) -> list[str]:
    return [letter.subject for letter in mail.outbox if letter.to == [address]]


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_notice_decision_appeal_and_reversal(topic, person, link_to, way):
    yusuf = makers.with_password(makers.member("Yusuf"), PASSWORD)
    mika, ada = (makers.with_password(makers.moderator(name), PASSWORD) for name in ("Mika", "Ada"))
    post = makers.reply(topic, author=yusuf, body=TEXT)
    outsider, author, first, second = (person(**way) for _ in range(4))
    give_notice(outsider, topic, post)
    remove(first, mika, link_to)
    outsider.go(link_to(NEIGHBOUR, "notice"))
    assert outsider.sees("What you gave notice of is no longer shown.")
    outsider.look("notice decided")
    outsider.look_in_arabic("notice decided")
    appeal(author, yusuf, link_to)
    refuse_own(first, link_to, ada)
    reverse(second, ada, link_to)
    outsider.go(f"/community/p/{post.pk}/")
    assert outsider.sees(TEXT)
    author.go(link_to(yusuf.email, "reasons"))
    assert author.sees("This decision was reversed.")
    author.look("reversed")
    author.look_in_arabic("reversed")
    reference = Notice.objects.get().reference
    assert letters_to(NEIGHBOUR) == [
        f"We have your notice {reference}",
        f"Your notice {reference} is decided",
        "The decision was reversed",
    ]
    assert letters_to(yusuf.email)[-2:] == [
        "A decision about “Who was turned away at a school?”",
        "The decision was reversed",
    ]
    assert outsider.complaints + author.complaints + first.complaints + second.complaints == []


def give_notice(outsider, topic, post) -> None:
    outsider.go(topic.get_absolute_url())
    outsider.follow("Report the topic")
    outsider.press("Send the notice")
    outsider.look("notice with errors")
    outsider.choose("kind", "Illegal content")
    outsider.fill(url=outsider.site + post.get_absolute_url(), explanation="It is slander.", name="A neighbour")
    outsider.fill(email=NEIGHBOUR)
    outsider.tick("I believe in good faith")
    outsider.press("Send the notice")
    assert outsider.sees("We have your notice.")
    outsider.look("receipt")


def remove(moderator, user, link_to) -> None:
    moderator.sign_in(user.email)
    moderator.go(link_to(user.email, "moderation"))
    moderator.follow("Who was turned away at a school?")
    moderator.look("case of a notice")
    moderator.look_in_arabic("case of a notice")
    moderator.choose("action", "Remove it")
    moderator.fill(rule="Slander", facts="It accuses a school without proof.", explanation="We removed it.")
    moderator.press("Decide")


def appeal(author, user, link_to) -> None:
    author.sign_in(user.email)
    author.go(link_to(user.email, "reasons"))
    author.fill(text="The decision of the school is public.")
    author.press("Send the appeal")
    assert author.sees("Somebody who did not make the decision will judge it.")
    author.look("appealed")


def refuse_own(moderator, link_to, other) -> None:
    """Who decided cannot judge."""
    moderator.go(link_to(other.email, "appeals"))
    assert moderator.sees("You made the decision, so somebody else must judge the appeal.")
    moderator.look("own decision")


def reverse(judge, user, link_to) -> None:
    judge.sign_in(user.email)
    judge.go(link_to(user.email, "appeals"))
    judge.look("appeal")
    judge.look_in_arabic("appeal")
    judge.choose("verdict", "Reverse the decision")
    judge.fill(answer="The decision is public, so it is no slander.")
    judge.press("Judge")
    assert re.search("0 cases wait", judge.main.inner_text())
