"""What editors tell the search, and what the search tells them."""

import re
from urllib.parse import parse_qs

import pytest

from hub.pages.demo.accounts import PASSWORD
from tests.journeys.people import Typist

playwright = pytest.importorskip("playwright.sync_api")
expect = playwright.expect
pytestmark = pytest.mark.browser

OPENED = "**/search/opened/"
FORM = "application/x-www-form-urlencoded"
RECOMMENDED = "A photo tour of the school"


def test_recommendation_can_be_read_by_everybody(visitor):
    reader = visitor()
    reader.go("/search/?q=first+day")
    expect(reader.page.locator(".patch h3").first).to_have_text("Recommended by the editors")
    reader.look("recommended")
    reader.look_in_arabic("recommended")
    assert reader.complaints == []


@pytest.mark.parametrize(("title", "rank"), [(RECOMMENDED, "0"), ("Sounds of a School Day", None)])
def test_opening_a_result_says_where_it_stood(visitor, title, rank):
    reader = visitor()
    reader.go("/search/?q=first+day")
    link = reader.page.get_by_role("link", name=title).first
    rank = rank or link.evaluate("link => link.closest('[data-rank]').dataset.rank")
    with reader.page.expect_request(OPENED) as told:
        link.click()

    assert parse_qs(told.value.post_data) == {"q": ["first day"], "rank": [rank]}
    # The browser itself hears no answer any more: it is on the next page. Said again, it can be heard.
    again = reader.page.request.post(told.value.url, data=told.value.post_data, headers={"content-type": FORM})
    assert again.status == 204
    assert "cookie" not in told.value.headers
    assert reader.complaints == []


@pytest.mark.parametrize("wish", ["globalPrivacyControl: {value: true}", "doNotTrack: {value: '1'}"])
def test_who_wants_no_record_says_nothing(visitor, wish):
    reader, told = visitor(), []
    reader.page.add_init_script(f"Object.defineProperties(navigator, {{{wish}}})")
    reader.page.on("request", lambda request: told.append(request.url))
    reader.go("/search/?q=first+day")
    reader.go_by(reader.page.get_by_role("link", name=RECOMMENDED).first)
    reader.page.wait_for_load_state("networkidle")

    assert reader.heading.startswith(RECOMMENDED)
    assert [url for url in told if "opened" in url and not url.endswith(".js")] == []


def test_editor_makes_a_synonym_of_a_question_with_the_keyboard_alone(visitor):
    editor = visitor(kind=Typist)
    editor.go("/account/login/")
    editor.fill(login="editor@example.org", password=PASSWORD)
    editor.press("Sign in")
    editor.go("/admin/search/searches/?q=numeracy")
    editor.go_by(editor.page.get_by_role("link", name=re.compile("^Synonym ?: numeracy$")))
    editor.fill(words="numeracy\nmathematics")
    editor.press("Show what changes")
    expect(editor.page.locator(".hub-sides")).to_contain_text("Once saved")
    editor.stop("preview")
    editor.go_by(editor.page.get_by_role("button", name="Create"))

    expect(editor.main).to_contain_text("numeracy = mathematics")
    editor.go("/search/?q=numeracy")
    expect(editor.page.locator("ol.results")).to_contain_text("Mathe-Sprechstunde")
