"""People without an account, at the hub with its demo."""

import csv
import re

import pytest

playwright = pytest.importorskip("playwright.sync_api")
expect = playwright.expect
pytestmark = pytest.mark.browser

FIRST_HIT = ".results h3 a"
FIRST_COLUMNS = ["Reference", "Title", "Summary", "Address", "Organisation", "Type", "Sector", "Target group"]
LAST_COLUMNS = ["Licence", "Last verified", "Source"]


# ---------------------------------------------------------------- Search and narrow


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_teacher_finds_a_practice(visitor, javascript):
    teacher = visitor(javascript=javascript)
    teacher.go("/")
    teacher.search("reading")
    before = count(teacher)
    choose_schools(teacher, in_place=javascript)
    teacher.stop(f"narrowed-{javascript}")
    assert 0 < count(teacher) < before
    assert teacher.path == "/search/?q=reading&sector=schools"
    assert open_first_hit(teacher) == teacher.heading
    assert re.match(r"/(practices|projects|moocs|resources)/[^/]+/$", teacher.path)
    assert teacher.complaints == []


def test_going_back_restores_all_results(visitor):
    teacher = visitor()
    teacher.go("/search/?q=reading")
    before, found = count(teacher), titles(teacher)
    choose_schools(teacher, in_place=True)
    assert titles(teacher) != found
    teacher.page.go_back()
    expect(teacher.page.locator("#count")).to_contain_text(str(before))
    assert teacher.path == "/search/?q=reading"
    assert titles(teacher) == found
    assert not schools(teacher).is_checked()
    teacher.page.go_forward()
    expect(schools(teacher)).to_be_checked()
    assert teacher.complaints == []


def test_going_back_returns_to_where_one_was(visitor):
    reader = visitor()
    reader.go("/search/")
    second = reader.page.locator(".pager a", has_text="2").first
    second.scroll_into_view_if_needed()
    before = reader.page.evaluate("window.scrollY")
    second.click()
    expect(reader.page.locator("#count")).to_be_focused()
    reader.page.go_back()
    reader.page.wait_for_function("before => Math.abs(window.scrollY - before) < 20", arg=before)
    assert before > 1000
    assert reader.path == "/search/"
    assert reader.page.evaluate("document.activeElement.id") == "count"


def test_with_the_keyboard_alone(visitor):
    reader = visitor()
    reader.go("/")
    tab_to(reader, "main input[name=q]")
    reader.page.keyboard.type("reading")
    with reader.page.expect_navigation():
        reader.page.keyboard.press("Enter")
    tab_to(reader, "a.skip[href='#count']")
    reader.page.keyboard.press("Enter")
    tab_to(reader, FIRST_HIT)
    wanted = reader.page.locator(FIRST_HIT).first.inner_text()
    with reader.page.expect_navigation():
        reader.page.keyboard.press("Enter")
    assert reader.heading == wanted


def test_on_a_phone(visitor):
    reader = visitor(width=390)
    reader.go("/search/?q=reading")
    assert fits(reader)
    sheet = reader.page.locator("#filters")
    assert not sheet.is_visible()
    reader.unfold_button("Filters")
    expect(sheet).to_be_visible()
    before = count(reader)
    choose_schools(reader, in_place=True)
    reader.stop("phone-filters")
    assert fits(reader)
    promised = number(sheet.locator(".facets__foot button").inner_text())
    asked = []
    reader.page.on("request", lambda request: asked.append(request.url))
    reader.unfold_button(f"Show {promised} results")
    expect(sheet).to_be_hidden()
    expect(reader.page.locator("#count")).to_be_focused()
    assert asked == [], "Results that were there came again, under the finger of whoever opens one"
    assert count(reader) == promised < before
    assert fits(reader)
    open_first_hit(reader)
    assert fits(reader)
    assert reader.complaints == []


@pytest.mark.parametrize("path", ["/search/?q=zzzqqqxx", "/search/?country=is&q=reading&sector=schools"])
def test_nothing_found_offers_a_way_on(visitor, path):
    reader = visitor()
    reader.go(path)
    assert reader.sees("No entries")
    reader.stop("nothing-found")
    way_on = reader.page.locator("[data-part=hits] .index a, [data-part=hits] a.button--second").first
    way_on.click()
    expect(reader.page.locator(FIRST_HIT).first).to_be_visible()
    assert count(reader) > 0


# ---------------------------------------------------------------- Take it along


def test_the_results_as_a_file(visitor):
    reader = visitor()
    reader.go("/search/?q=reading&sector=schools")
    with reader.page.expect_download() as download:
        reader.page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename.endswith(".csv")
    with open(download.value.path(), encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert header[: len(FIRST_COLUMNS)] == FIRST_COLUMNS
    assert header[-len(LAST_COLUMNS) :] == LAST_COLUMNS
    assert len(rows) == count(reader)
    assert {len(row) for row in rows} == {len(header)}


def test_on_paper_there_is_nothing_to_press(visitor):
    reader = visitor()
    reader.go(a_practice(reader))
    shown = [".site-nav", ".actions", ".site-footer"]
    for selector in shown:
        assert reader.page.locator(selector).first.is_visible(), selector
    reader.page.emulate_media(media="print")
    for selector in [*shown, ".site-tools", ".breadcrumb", ".toc"]:
        assert not reader.page.locator(selector).first.is_visible(), selector
    assert not reader.page.locator("main button:visible").count()
    assert reader.page.locator("h1").is_visible()


# ---------------------------------------------------------------- Languages


def test_another_language_keeps_the_page(visitor):
    reader = visitor()
    path = a_practice(reader)
    reader.go(path)
    change_language(reader, "nl")
    assert reader.path == f"/nl{path}"
    assert page_language(reader) == ("nl", None)
    change_language(reader, "ar")
    assert reader.path == f"/ar{path}"
    assert page_language(reader) == ("ar", "rtl")
    assert reader.complaints == []


def test_another_language_keeps_the_search(visitor):
    reader = visitor()
    reader.go("/search/?q=reading")
    choose_schools(reader, in_place=True)
    before = count(reader)
    change_language(reader, "nl")
    assert reader.path == "/nl/search/?q=reading&sector=schools"
    assert count(reader) == before


@pytest.mark.parametrize("width", [390, 1280])
def test_from_right_to_left(visitor, width):
    reader = visitor(width=width)
    for path in ("/ar/", "/ar/search/?q=reading"):
        reader.go(path)
        assert page_language(reader) == ("ar", "rtl")
        assert fits(reader), path


# ---------------------------------------------------------------- Privacy


def test_reading_leaves_no_trace_and_asks_nobody_else(visitor):
    reader, asked = visitor(), []
    reader.page.on("request", lambda request: asked.append(request.url))
    path = a_practice(reader)
    for stop in ("/", "/search/?q=reading", path):
        reader.go(stop)
        reader.page.wait_for_load_state("networkidle")
    assert asked
    assert [url for url in asked if not url.startswith((f"{reader.site}/", "data:", "blob:"))] == []
    assert reader.page.context.cookies() == []
    assert reader.page.evaluate("localStorage.length + sessionStorage.length") == 0


# ---------------------------------------------------------------- Report a problem


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_report_that_was_forgotten_half(visitor, javascript):
    reader = visitor(javascript=javascript)
    reader.go(a_practice(reader))
    reader.follow("Report a problem")
    kinds = reader.page.locator("main input[name=kind]")
    kinds.last.check()
    reader.fill(email="reader@example.org")
    reader.press("Send the report")
    reader.stop("report-error")
    field = reader.page.locator(".field:has([name=text])")
    assert field.locator(".field__error").is_visible()
    assert reader.page.locator("[name=text]").get_attribute("aria-invalid") == "true"
    assert reader.page.input_value("main [name=email]") == "reader@example.org"
    assert kinds.last.is_checked()
    reader.fill(text="The link to the recordings is broken.")
    reader.press("Send the report")
    assert reader.sees("Your report is with the editors.")


# ---------------------------------------------------------------- What they do and see


def number(text: str) -> int:
    return int(re.search(r"\d+", text).group())


def count(somebody) -> int:
    return number(somebody.page.locator("#count").inner_text())


def titles(somebody) -> list[str]:
    return somebody.page.locator(FIRST_HIT).all_inner_texts()


def schools(somebody):
    return somebody.page.get_by_role("group", name="Sector").get_by_label("School education")


def choose_schools(somebody, *, in_place: bool) -> None:
    if not in_place:
        schools(somebody).check()
        somebody.press(f"Show {count(somebody)} results")
        return
    somebody.page.evaluate("window.stayed = true")
    title, heading = somebody.page.title(), somebody.page.locator("#count").inner_text()
    schools(somebody).check()
    expect(somebody.page.locator("#count")).not_to_have_text(heading)
    expect(somebody.page.locator("[data-status]")).to_have_text(somebody.page.locator("#count").text_content().strip())
    expect(somebody.page).to_have_url(re.compile(r"[?&]sector=schools\b"))
    expect(somebody.page).not_to_have_title(title)
    assert somebody.page.evaluate("window.stayed")


def open_first_hit(somebody) -> str:
    link = somebody.page.locator(FIRST_HIT).first
    title = link.inner_text()
    somebody.go_by(link)
    return title


def a_practice(somebody) -> str:
    """The path of one."""
    somebody.go("/practices/")
    return somebody.page.locator(FIRST_HIT).first.get_attribute("href")


def change_language(somebody, code: str) -> None:
    somebody.page.locator(".language summary").click()
    somebody.go_by(somebody.page.locator(f".language a[hreflang={code}]"))


def page_language(somebody) -> tuple[str | None, str | None]:
    html = somebody.page.locator("html")
    return html.get_attribute("lang"), html.get_attribute("dir")


def fits(somebody) -> bool:
    """Nothing to scroll sideways."""
    return somebody.page.evaluate("document.scrollingElement.scrollWidth <= document.documentElement.clientWidth")


def tab_to(somebody, selector: str, most: int = 60) -> None:
    """Press Tab until it is reached; where the focus is must be seen at every step."""
    for _ in range(most):
        somebody.page.keyboard.press("Tab")
        assert focus_is_seen(somebody), somebody.page.evaluate("document.activeElement.outerHTML")
        if somebody.page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached with {most} steps.")


def focus_is_seen(somebody) -> bool:
    """An outline, of the control itself or of the box it fills, and not out of sight."""
    return somebody.page.evaluate("""() => {
      const here = document.activeElement, box = here.getBoundingClientRect();
      const drawn = (element) => {
        const style = getComputedStyle(element);
        return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
      };
      const inside = box.width > 1 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
      return inside && (drawn(here) || drawn(here.parentElement) || drawn(here.closest(".card") ?? here));
    }""")
