"""Somebody asks, another answers, and the next one finds it."""

import pytest
from django.core import mail

from tests.forum import makers
from tests.journeys.people import PASSWORD, WAYS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "How do you welcome a child in March?"


@pytest.fixture
def room(hub):
    group = makers.category("practice")
    return makers.category("first-weeks", parent=group, mode="questions", description="Welcome and placement")


def letters_to(address: str) -> list[str]:
    return [letter.subject for letter in mail.outbox if letter.to == [address]]


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_question_gets_its_answer(room, person, link_to, way):
    maria, ingrid = (makers.with_password(makers.member(name), PASSWORD) for name in ("Maria", "Ingrid"))
    asker, helper, reader = (person(**way) for _ in range(3))
    ask(asker, maria)
    answer(helper, ingrid)
    assert letters_to(maria.email) == [f"Ingrid answered you in “{TITLE}”"]
    asker.go(link_to(maria.email, "community/p/"))
    asker.press_at(2, "This is the answer")
    asker.press_at(2, "Thanks")
    assert (asker.sees("Chosen answer"), asker.sees("Go to the answer")) == (True, True)
    asker.look("solved")
    asker.go(link_to(maria.email, "community/p/").replace("/community/", "/ar/community/"))
    asker.look("solved, Arabic")
    assert letters_to(ingrid.email) == [f"The answer was chosen in “{TITLE}”"]
    find(reader)
    assert asker.complaints + helper.complaints + reader.complaints == []


def ask(asker, user) -> None:
    asker.sign_in(user.email)
    asker.go("/community/")
    asker.look("forum")
    asker.follow("First weeks")
    asker.look("empty room")
    asker.follow("Ask a question")
    asker.press("Post the topic")
    asker.look("question with errors")
    asker.fill(title=TITLE, body="She comes on **Monday**.\n\n- Who shows her round?")
    asker.press("Preview")
    asker.look("preview")
    asker.press("Post the topic")
    assert asker.heading == TITLE
    asker.look("question")


def answer(helper, user) -> None:
    helper.sign_in(user.email)
    helper.go("/community/")
    helper.follow(TITLE)
    helper.press_at(1, "Quote")
    helper.look("quoting")
    helper.fill(body="Let a pupil show her round, with a list of pictures.")
    helper.press("Post the reply")
    assert helper.sees("Let a pupil show her round")


def find(reader) -> None:
    """Somebody without an account."""
    reader.go("/search/?q=welcome")
    reader.go_by(reader.page.get_by_role("link", name="Forum topics"))
    reader.look("found")
    reader.follow(TITLE)
    reader.look("read without an account")
    reader.follow("Sign in to reply")
    assert reader.path.startswith("/account/login/?next=/community/t/")
