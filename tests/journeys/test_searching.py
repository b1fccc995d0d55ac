"""Somebody searches: with help while typing, with a mistake, with too much asked for; with and without scripts."""

import re
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache

from search import limits
from tests.journeys.axe import violations, violations_by_day_and_night
from tests.journeys.test_finding import FIRST_HIT, count, fits, number

playwright = pytest.importorskip("playwright.sync_api")
expect = playwright.expect
pytestmark = pytest.mark.browser

SCRIPTS = pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])


# ---------------------------------------------------------------- Suggestions


def test_a_topic_chosen_with_the_keyboard(visitor):
    reader = visitor()
    reader.go("/")
    box = type_into(reader, "ref")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(reader.page.locator(".search-box [role=status]")).to_have_text(re.compile(r"\d+ suggestions"))
    reader.page.keyboard.press("ArrowDown")
    option = active(reader)
    reader.stop("suggestions")
    promised = number(option.inner_text())
    assert option.get_attribute("aria-selected") == "true"
    with reader.page.expect_navigation():
        reader.page.keyboard.press("Enter")
    assert reader.path == "/search/?target-group=refugee-children"
    assert count(reader) == promised
    assert reader.complaints == []


def test_every_key_of_the_list(visitor):
    reader = visitor()
    reader.go("/")
    box, keys = type_into(reader, "sch"), reader.page.keyboard
    options = reader.page.locator(".suggest [role=option]")
    keys.press("ArrowUp")
    assert active(reader).get_attribute("id") == options.last.get_attribute("id")
    keys.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") is None
    keys.press("ArrowDown")
    assert active(reader).get_attribute("id") == options.first.get_attribute("id")
    keys.press("Home")
    assert (box.get_attribute("aria-activedescendant"), caret(box)) == (None, 0)
    keys.press("ArrowDown")
    keys.press("End")
    assert (box.get_attribute("aria-activedescendant"), caret(box)) == (None, 3)
    keys.press("Escape")
    expect(options).to_have_count(0)
    assert (box.input_value(), box.get_attribute("aria-expanded")) == ("sch", "false")
    keys.press("ArrowDown")
    expect(options.first).to_be_visible()
    keys.press("Tab")
    expect(options).to_have_count(0)


def test_escape_twice_empties_the_box(visitor):
    reader = visitor()
    reader.go("/")
    box = type_into(reader, "sch")
    reader.page.keyboard.press("Escape")
    reader.page.keyboard.press("Escape")
    assert box.input_value() == ""


def test_return_without_a_choice_searches_what_was_typed(visitor):
    reader = visitor()
    reader.go("/")
    type_into(reader, "reading")
    with reader.page.expect_navigation():
        reader.page.keyboard.press("Enter")
    assert reader.path == "/search/?q=reading"


def test_an_entry_chosen_with_a_finger(browser, demo):
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(demo.url + "/")
    box = page.locator("main input[name=q]")
    box.tap()
    box.fill("story bags")
    option = page.get_by_role("group", name="Entries").get_by_role("option").first
    title = option.locator("span").first.inner_text()
    with page.expect_navigation():
        option.tap()
    assert page.locator("h1").inner_text() == title
    context.close()


def test_suggestions_of_a_finder_stay_in_it(visitor):
    reader = visitor()
    reader.go("/moocs/")
    type_into(reader, "sch")
    option = reader.page.get_by_role("option", name="School education")
    promised = number(option.inner_text())
    reader.go_by(option)
    assert reader.path == "/moocs/?sector=schools"
    assert count(reader) == promised


def test_quick_typing_asks_once(visitor):
    reader, asked = visitor(), []
    reader.go("/")
    reader.page.on("request", lambda request: "suggest/" in request.url and asked.append(request.url))
    reader.page.clock.install()
    reader.page.clock.pause_at(datetime.now() + timedelta(hours=1))
    reader.page.locator("main input[name=q]").press_sequentially("refugees")
    reader.page.clock.run_for(500)
    expect(reader.page.locator(".suggest [role=option]").first).to_be_visible()
    assert [address.rpartition("q=")[2] for address in asked] == ["refugees"]


@pytest.mark.parametrize("width", [320, 1280])
def test_suggestions_from_right_to_left(visitor, width):
    reader = visitor(width=width)
    reader.go("/ar/")
    type_into(reader, "sch")
    reader.stop(f"suggestions-ar-{width}")
    box, listed = (reader.page.locator(part).bounding_box() for part in (".search-box", ".suggest"))
    assert listed["x"] == pytest.approx(box["x"], abs=3)
    assert listed["width"] == pytest.approx(box["width"], abs=6)
    assert fits(reader)


def test_without_scripts_it_is_a_plain_box(visitor):
    reader = visitor(javascript=False)
    reader.go("/")
    box = reader.page.locator("main input[name=q]")
    assert (box.get_attribute("role"), box.get_attribute("type")) == (None, "search")
    reader.search("refugee")
    assert count(reader) > 0


@pytest.mark.parametrize("path", ["/", "/ar/", "/moocs/"])
def test_axe_has_nothing_to_say_of_suggestions(browser, demo, path):
    context = browser.new_context(bypass_csp=True, color_scheme="light", viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(demo.url + path)
    page.locator("main input[name=q]").fill("sch")
    expect(page.locator(".suggest [role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert violations_by_day_and_night(page) == []
    context.close()


# ---------------------------------------------------------------- Nothing is a dead end


@SCRIPTS
def test_a_mistake_is_put_right(visitor, javascript):
    reader = visitor(javascript=javascript)
    reader.go("/")
    reader.search("wellcome")
    meant = reader.page.locator("[data-meant]")
    promised = number(meant.inner_text())
    assert "Did you mean welcome?" in meant.inner_text()
    reader.stop(f"did-you-mean-{javascript}")
    reader.follow("welcome")
    assert reader.path == "/search/?q=welcome"
    assert count(reader) == promised
    assert reader.complaints == []


@SCRIPTS
def test_one_thing_to_change(visitor, javascript):
    reader = visitor(javascript=javascript)
    reader.go("/search/?q=reading&sector=schools&country=is")
    assert reader.sees("No entries")
    step = reader.page.locator(".index a", has_text="Without Country: Iceland")
    promised = number(step.locator("span").last.inner_text())
    reader.go_by(step)
    assert reader.path == "/search/?q=reading&sector=schools"
    assert count(reader) == promised


def test_few_results_get_help_below_them(visitor):
    reader = visitor()
    reader.go("/search/?q=reading&country=si")
    assert 0 < count(reader) < 5
    assert reader.page.locator(FIRST_HIT).count() == count(reader)
    step = reader.page.locator(".index a", has_text="Without Country")
    promised = number(step.locator("span").last.inner_text())
    reader.go_by(step)
    assert count(reader) == promised


@SCRIPTS
def test_words_that_nothing_has_are_named(visitor, javascript):
    reader = visitor(javascript=javascript)
    reader.go("/")
    reader.search("reading zzzqqq")
    assert reader.sees("Nothing contains “zzzqqq”.")
    assert reader.sees("Shown are results for “reading”.")


@SCRIPTS
def test_clearing_the_filters_keeps_the_words(visitor, javascript):
    reader = visitor(javascript=javascript)
    reader.go("/search/?q=reading&sector=schools&country=be")
    reader.page.get_by_role("link", name="Clear all filters").last.click()
    expect(reader.page.locator(".chip--on")).to_have_count(0)
    assert reader.path == "/search/?q=reading"
    assert reader.page.input_value("main input[name=q]") == "reading"


def test_a_filter_that_does_not_exist_is_named(visitor):
    reader = visitor(width=390)
    reader.go("/search/?q=reading&country=atlantis")
    assert reader.sees("The filter “Country” has no value “atlantis”; it was left out.")
    assert count(reader) > 0
    assert fits(reader)


def test_the_filters_of_a_phone_promise_nothing_when_there_is_nothing(visitor):
    reader = visitor(width=390)
    reader.go("/search/?q=reading&sector=schools&country=is")
    reader.unfold_button("Filters (2)")
    reader.unfold_button("Nothing found: see what helps")
    expect(reader.page.locator("#filters")).to_be_hidden()
    expect(reader.page.locator(".index a").first).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_without_anything_to_choose_there_are_no_filters(visitor, width):
    reader = visitor(width=width)
    reader.go("/search/?q=zzzqqq")
    expect(reader.page.locator("#filters")).to_be_hidden()
    expect(reader.page.get_by_role("button", name="Filters")).to_have_count(0)
    expect(reader.page.get_by_role("link", name="Browse by country")).to_be_visible()
    assert fits(reader)


def test_without_a_connection_the_page_stays_and_catches_up(visitor):
    reader = visitor(width=390)
    reader.go("/search/?q=reading")
    before = count(reader)
    reader.page.context.set_offline(True)
    reader.page.fill("main input[name=q]", "school")
    reader.page.keyboard.press("Enter")
    expect(reader.page.get_by_text("There is no connection.")).to_be_visible()
    assert (reader.path, count(reader)) == ("/search/?q=reading", before)
    reader.page.context.set_offline(False)
    expect(reader.page.get_by_text("There is no connection.")).to_be_hidden()
    expect(reader.page.locator("#count")).to_contain_text("school")
    assert reader.path == "/search/?q=school"


@pytest.mark.parametrize(
    "path",
    [
        "/search/?q=wellcome&country=zz",
        "/search/?q=reading+zzzqqq",
        "/ar/search/?q=reading&country=si",
        "/search/?q=reading&sector=schools&country=is",
    ],
)
def test_axe_has_nothing_to_say_of_ways_on(browser, demo, path):
    context = browser.new_context(bypass_csp=True, color_scheme="light", viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(demo.url + path)
    assert violations_by_day_and_night(page) == []
    context.close()


# ---------------------------------------------------------------- Too often


def test_who_asks_too_often_reads_when_to_come_back(browser, live_server, settings, hub, monkeypatch):
    settings.SEARCH_LIMIT = 2
    monkeypatch.setattr(limits, "time", lambda: 1_800_000_010)
    cache.clear()
    context = browser.new_context(bypass_csp=True, viewport={"width": 390, "height": 900})
    page = context.new_page()
    for _ in range(2):
        assert page.goto(f"{live_server.url}/search/?q=reading").status == 200
    assert page.goto(f"{live_server.url}/search/?q=reading").status == 429
    assert page.locator("h1").inner_text() == "One moment, please"
    assert page.locator("html").evaluate("page => page.scrollWidth") <= 390
    assert violations(page, preload=False) == []
    cache.clear()
    context.close()


# ---------------------------------------------------------------- What they do and see


def type_into(somebody, text: str):
    """Write, at one blow so that it is asked once, and wait for what is suggested."""
    box = somebody.page.locator("main input[name=q]")
    box.fill(text)
    expect(somebody.page.locator(".suggest [role=option]").first).to_be_visible()
    return box


def active(somebody):
    """The option that a screen reader would say."""
    return somebody.page.locator(
        f"#{somebody.page.locator('main input[name=q]').get_attribute('aria-activedescendant')}"
    )


def caret(box) -> int:
    return box.evaluate("box => box.selectionStart")
