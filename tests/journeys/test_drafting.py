"""Writing a draft: alone, together, with and without scripts, by keyboard, and with a bad connection."""

import pytest

from community.members.models import Membership, Role
from community.members.services.accounts import confirm_address
from practices.submissions.models import Declaration, DraftBuffer, EligibilityQuestion, Submission
from tests.factories import organisation, term, user
from tests.journeys.conftest import PATIENCE
from tests.journeys.people import PASSWORD, WAYS
from tests.submissions.makers import declarations

expect = pytest.importorskip("playwright.sync_api").expect
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STEPS = ("what", "whom", "how", "takes", "results", "files")


@pytest.fixture
def site(hub):
    for vocabulary, codes in {
        "language": ["en", "nl"],
        "sector": ["schools", "health"],
        "target-group": ["newly-arrived-pupils"],
        "country": ["be"],
    }.items():
        for code in codes:
            term(vocabulary, code)
    # What a migration ships is there for the first journey only.
    EligibilityQuestion.objects.all().delete()
    Declaration.objects.all().delete()
    declarations()
    home = organisation("A school")
    for name in ("nadia", "milo"):
        person = user(f"{name}@example.org", PASSWORD, display_name=name.title())
        confirm_address(person)
        Membership.objects.create(user=person, organisation=home, role=Role.EDITOR)


def begin(somebody, email="nadia@example.org") -> str:
    """Up to the first step; the address of the form without its step."""
    somebody.sign_in(email)
    somebody.go("/submit/practice/")
    somebody.fill(title="Story bags")
    somebody.press("Start writing")
    return somebody.path.removesuffix("what/")


def draft() -> DraftBuffer:
    return DraftBuffer.objects.get()


def saved(somebody, words: str = "Saved at") -> None:
    somebody.page.locator("[data-saved]", has_text=words).wait_for()


def saved_as(somebody, **fields) -> None:
    """Until the server has it."""
    for _moment in range(PATIENCE // 250):
        if all(draft().data.get(name) == value for name, value in fields.items()):
            return
        somebody.page.wait_for_timeout(250)
    assert {name: draft().data[name] for name in fields} == fields


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_from_the_start_to_submitted(site, person, way):
    nadia = person(**way)
    form = begin(nadia)
    nadia.fill(summary="Children take home a bag with a book in two languages.")
    nadia.press("Save and go on")
    nadia.tick("Schools")
    nadia.tick("Newly arrived pupils")
    nadia.press("Save and go on")
    nadia.fill(context="They had no books.", approach="We sew bags.")
    nadia.fill(**{"steps-0-title": "Sew"})
    nadia.press("Save and go on")
    assert nadia.path == f"{form}takes/"
    nadia.go(form.replace("/edit/", "/ready/"))
    assert nadia.sees("Nothing is missing.")
    for box in ("rights", "licence", "people", "true"):
        nadia.tick(f"I declare: {box}.")
    nadia.press("Submit")
    case = Submission.objects.get()
    assert (case.status, case.entry.title, nadia.path) == ("submitted", "Story bags", f"/my/cases/{case.reference}/")
    assert nadia.complaints == []


def test_every_page_of_the_form_is_accessible(site, person):
    nadia = person()
    nadia.go("/submit/")
    nadia.look("start-visitor")
    form = begin(nadia)
    for step in STEPS:
        nadia.go(f"{form}{step}/")
        nadia.look(f"step-{step}")
    nadia.go(f"{form}takes/")
    nadia.fill(start="2026-01-01", grant_number="x" * 90)
    nadia.press("Save")
    nadia.look("step-wrong")
    for name in ("ready", "preview", "discard"):
        nadia.go(form.replace("/edit/", f"/{name}/"))
        nadia.look(f"draft-{name}")
    nadia.go("/submit/practice/")
    nadia.fill(title="")
    nadia.press("Start writing")
    nadia.look("begin-wrong")
    assert nadia.complaints == []


def test_text_is_saved_while_it_is_typed(site, person):
    nadia = person()
    form = begin(nadia)
    nadia.fill(summary="Bags with books")
    assert nadia.sees("15 of 300 characters")
    saved_as(nadia, summary="Bags with books")
    saved(nadia)
    nadia.go(f"{form}how/")
    nadia.page.locator("[value='add:steps']").click()
    nadia.fill(**{"steps-1-title": "Fill them"})
    saved_as(nadia, steps=[{"title": "Fill them", "text": ""}])
    assert nadia.page.evaluate("localStorage.length") == 0
    assert nadia.complaints == []


def test_what_is_wrong_is_told_at_the_field_while_it_is_typed(site, person):
    nadia = person()
    begin(nadia)
    box, error = nadia.page.locator("#id_title"), nadia.page.locator("#id_title-errors .field__error")
    nadia.fill(title="Story bags " * 40)
    error.wait_for()
    assert box.get_attribute("aria-invalid") == "true"
    assert "id_title-errors" in box.get_attribute("aria-describedby")
    nadia.fill(title="Story bags")
    error.wait_for(state="detached")
    assert box.get_attribute("aria-invalid") is None
    assert nadia.complaints == []


def test_text_survives_a_lost_connection_and_a_closed_window(site, person):
    nadia = person()
    begin(nadia)
    nadia.page.route("**/save/", lambda route: route.abort())
    nadia.fill(summary="Written on a train")
    saved(nadia, "no connection")
    nadia.look("step-offline")
    nadia.page.unroute("**/save/")
    nadia.page.reload()
    assert nadia.page.locator("[name=summary]").input_value() == "Written on a train"
    saved_as(nadia, summary="Written on a train")
    saved(nadia)
    assert nadia.page.evaluate("localStorage.length") == 0


def test_text_that_a_button_sent_does_not_come_back(site, person):
    nadia = person()
    form = begin(nadia)
    nadia.page.route("**/save/", lambda route: route.abort())
    nadia.fill(summary="Written on a train")
    saved(nadia, "no connection")
    nadia.press("Save and go on")
    assert (nadia.path, draft().data["summary"]) == (f"{form}whom/", "Written on a train")
    assert nadia.page.evaluate("localStorage.length") == 0
    nadia.go(f"{form}what/")
    assert not nadia.sees("Text from your last visit")


def test_text_survives_the_end_of_the_session(site, person):
    nadia = person()
    begin(nadia)
    nadia.page.context.clear_cookies(name="sessionid")
    nadia.fill(summary="Written after lunch")
    saved(nadia, "you are signed out")
    nadia.look("step-signed-out")
    with nadia.page.context.expect_page() as opened:
        nadia.page.get_by_role("link", name="Sign in in a new tab").click()
    tab = opened.value
    tab.fill("main [name=login]", "nadia@example.org")
    tab.fill("main [name=password]", PASSWORD)
    tab.get_by_role("main").get_by_role("button", name="Sign in").click()
    tab.wait_for_url("**/my/")
    nadia.page.bring_to_front()
    saved_as(nadia, summary="Written after lunch")


def test_two_people_write_at_once(site, person):
    nadia, milo = person(), person()
    form = begin(nadia)
    milo.sign_in("milo@example.org")
    milo.go(f"{form}what/")
    nadia.fill(title="Story bags at home")
    saved_as(nadia, title="Story bags at home")
    milo.fill(plain_summary="We give bags.")
    saved_as(milo, title="Story bags at home", plain_summary="We give bags.")
    nadia.fill(summary="What Nadia wrote")
    saved_as(nadia, summary="What Nadia wrote")
    milo.fill(summary="What Milo wrote")
    saved(milo, "Somebody else has saved")
    milo.look("step-conflict")
    assert (milo.sees("What Nadia wrote"), draft().data["summary"]) == (True, "What Nadia wrote")
    milo.page.get_by_label("Keep mine").click()
    saved_as(milo, summary="What Milo wrote")
    nadia.fill(summary="What Nadia wrote then")
    saved(nadia, "Somebody else has saved")
    nadia.page.get_by_label("Take theirs").click()
    expect(nadia.page.locator("[name=summary]")).to_have_value("What Milo wrote")
    assert draft().data["summary"] == "What Milo wrote"
