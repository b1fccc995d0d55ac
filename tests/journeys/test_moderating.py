"""Somebody advertises and is stopped."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from community.forum.forms import SECONDS
from community.moderation.models import CannedReason, TermsVersion
from tests.forum import makers
from tests.journeys.people import PASSWORD, WAYS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "Flash cards for every language"
MANY = "Order today: https://a.example.com/ https://b.example.com/ https://c.example.com/"
FEW = "Order today: https://a.example.com/ or https://b.example.com/"


@pytest.fixture
def room(hub):
    yesterday = timezone.now() - timedelta(days=1)
    TermsVersion.objects.create(version="1", valid_from=yesterday, text="# Terms\n\nBe kind.")
    CannedReason.objects.create(title="Advertising", rule="Guidelines, rule 4", facts="It only advertises.")
    return makers.category("first-weeks", parent=makers.category("practice"), mode="questions")


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_spammer_is_stopped(room, person, link_to, way):
    shop = makers.with_password(makers.member("Shop", trusted=False), PASSWORD)
    mika = makers.with_password(makers.moderator("Mika"), PASSWORD)
    spammer, moderator, reader = (person(**way) for _ in range(3))
    advertise(spammer, shop)
    reader.go("/community/c/first-weeks/")
    assert reader.sees("Nothing here yet")
    silence(moderator, mika, link_to)
    spammer.go(link_to(shop.email, "reasons"))
    assert (spammer.sees("It only advertises."), spammer.sees("The author may read, but not write")) == (True, True)
    spammer.look("statement of reasons")
    spammer.look_in_arabic("statement of reasons")
    spammer.go("/community/new/")
    assert spammer.heading == "You cannot write now"
    spammer.look("silenced")
    assert spammer.complaints + moderator.complaints + reader.complaints == []


def advertise(spammer, user) -> None:
    """Terms first, then the limits of newcomers, then a moderator reads it."""
    spammer.sign_in(user.email)
    spammer.go("/community/c/first-weeks/")
    spammer.follow("Ask a question")
    spammer.look("terms")
    spammer.tick("I have read the terms and accept them.")
    spammer.press("Accept and go on")
    spammer.fill(title=TITLE, body=MANY)
    spammer.page.wait_for_timeout(SECONDS * 1000)
    spammer.press("Post the topic")
    assert spammer.sees("New members may post two links at most.")
    assert spammer.page.locator("main [name=body]").input_value().strip() == MANY
    spammer.look("too many links")
    spammer.fill(body=FEW)
    spammer.page.wait_for_timeout(SECONDS * 1000)
    spammer.press("Post the topic")
    assert (spammer.heading, spammer.sees("Waits for approval")) == (TITLE, True)
    spammer.look("waits for approval")


def silence(moderator, user, link_to) -> None:
    """A restriction is not sent without its reasons."""
    moderator.sign_in(user.email)
    moderator.go(link_to(user.email, "moderation"))
    moderator.look("queue")
    moderator.look_in_arabic("queue")
    moderator.follow(TITLE)
    moderator.press("I take it")
    moderator.choose("action", "Silence its author")
    moderator.press("Decide")
    assert moderator.sees("A restriction needs its reasons.")
    moderator.look("decision without reasons")
    moderator.choose("reason", "Advertising")
    moderator.press("Take it over")
    moderator.choose("action", "Silence its author")
    moderator.fill(days="7")
    moderator.press("Decide")
    assert re.search("0 cases wait", moderator.main.inner_text())
    moderator.look("queue is empty")


def test_moderator_puts_a_forum_in_order(room, person):
    """Merging, leaving out of lists with reasons, taking that back; the year in numbers."""
    mika = makers.with_password(makers.moderator("Mika"), PASSWORD)
    source = makers.topic(room, title="A show with dolls")
    target = makers.topic(room, title="Stories with puppets")
    moderator = person()
    moderator.sign_in(mika.email)
    moderator.go("/community/terms/")
    moderator.tick("I have read the terms and accept them.")
    moderator.press("Accept and go on")
    moderator.go(f"/community/t/{source.pk}/manage/")
    moderator.fill(find="puppets")
    moderator.press("Find")
    moderator.look("merging")
    moderator.look_in_arabic("merging")
    moderator.press("Merge")
    assert moderator.heading == target.title
    moderator.follow("Change title and themes")
    moderator.look("describing")
    moderator.go(f"/community/t/{target.pk}/manage/")
    moderator.press("Decide about the topic")
    moderator.choose("action", "Leave it out of lists and search")
    moderator.fill(rule="Guidelines, rule 4", facts="It only advertises.")
    moderator.press("Decide")
    moderator.go(target.get_absolute_url())
    assert (moderator.sees("Unlisted"), moderator.sees("Statement of reasons")) == (True, True)
    moderator.look("unlisted")
    moderator.go("/community/moderation/")
    moderator.follow(target.title)
    moderator.follow("Take the decision back")
    moderator.look("taking back")
    moderator.fill(answer="It was a mistake.")
    moderator.press("Take it back")
    moderator.look("taken back")
    moderator.go("/community/moderation/transparency/")
    moderator.look("year in numbers")
    moderator.look_in_arabic("year in numbers")
    assert moderator.complaints == []
