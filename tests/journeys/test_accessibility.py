"""axe looks at every public page, by day and by night, from the left and from the right."""

import json
import re
from functools import cache

import pytest

from tests.journeys.axe import violations, violations_by_day_and_night

pytestmark = pytest.mark.browser
PREFIX = {"en": "", "ar": "/ar", "nl": "/nl"}
LANGUAGES = ("en", "ar")
#: A path with braces waits for what the demo has: `{practice}` is the path of an entry of that type.
PAGES = {
    "home": "/",
    "search": "/search/",
    "search with results": "/search/?q=reading&sector=schools",
    "search without results": "/search/?q=zzzz&country=mt",
    "practices": "/practices/",
    "moocs": "/moocs/",
    "a practice": "{practice}",
    "a project": "{project}",
    "a mooc": "{mooc}",
    "a resource": "{resource}",
    "an example": "{example}",
    "an organisation": "{organisation}",
    "withdrawn": "/practices/a-wall-of-flags-in-the-entrance-hall/",
    "report with errors": "/e/{reference}/report/",
    "report received": "/e/{reference}/report/received/",
    "countries": "/countries/",
    "a country": "/countries/be/",
    "sectors": "/sectors/",
    "a sector": "/sectors/schools/",
    "about": "/about/",
    "not found": "/there-is-nothing-here/",
    "sign in": "/account/login/",
    "sign up": "/account/signup/",
    "forum": "/community/",
    "a topic": "/community/t/1/",
    "guidelines": "/community/guidelines/",
    "contact": "/community/contact/",
}
STATUS = {"withdrawn": 410, "not found": 404}
each_page = pytest.mark.parametrize("name", PAGES)
each_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def entries(demo):
    """What the braces of `PAGES` stand for."""

    def first(kind: str) -> dict:
        return json.loads(demo.get(f"/search/?format=json&type={kind}").text)["hits"][0]

    paths = {kind: first(kind)["url"].removeprefix(demo.url) for kind in ("practice", "project", "mooc", "resource")}
    organisation = re.search(r'href="(/organisations/[^"]+)"', demo.get(paths["practice"]).text)[1]
    return {
        **paths,
        "example": "/practices/story-bags-that-travel-home-in-two-languages/",
        "organisation": organisation,
        "reference": first("practice")["reference"],
    }


@pytest.fixture(scope="module")
def tab(browser):
    """One tab for each width, open to scripts that the site's own policy would refuse."""
    contexts = []

    @cache
    def open_tab(width: int):
        context = browser.new_context(
            bypass_csp=True,
            color_scheme="light",
            reduced_motion="reduce",
            viewport={"width": width, "height": 900},
        )
        contexts.append(context)
        return context.new_page()

    yield open_tab
    for context in contexts:
        context.close()


@pytest.fixture
def visit(demo, entries, tab):
    def go(name: str, language: str, width: int):
        page = tab(width)
        response = page.goto(demo.url + PREFIX[language] + PAGES[name].format(**entries))
        assert response.status == STATUS.get(name, 200), page.url
        assert page.locator("html").get_attribute("lang") == language
        if name == "report with errors":
            send_empty(page)
        return page

    return go


def send_empty(page) -> None:
    """Past the browser, which would not send it."""
    form = page.locator("main form[method=post]")
    form.evaluate("form => { form.noValidate = true }")
    with page.expect_navigation():
        form.locator("[type=submit], button:not([type])").first.click()
    assert page.locator("main [aria-invalid=true]").count(), "no field complained"


def violations_in(language: str, page) -> list[str]:
    return violations_by_day_and_night(page) if language == "en" else violations(page, colours=False)


@each_language
@each_page
def test_axe_has_nothing_to_say(visit, name, language):
    page = visit(name, language, 1280)
    found = violations_in(language, page)
    assert not found, "\n".join([f"{name}, {language}: {page.url}", *found])


@each_language
@pytest.mark.parametrize("sheet", ["site-menu", "filters"])
def test_axe_has_nothing_to_say_of_an_open_sheet(visit, sheet, language):
    page = visit("search with results", language, 320)
    page.locator(f"[popovertarget={sheet}]:not([popovertargetaction])").click()
    page.locator(f"#{sheet}").evaluate("sheet => sheet.querySelectorAll('details').forEach(box => { box.open = true })")
    assert page.locator(f"#{sheet}:popover-open").is_visible()
    found = violations_in(language, page)
    assert not found, "\n".join([f"{sheet}, {language}: {page.url}", *found])


@pytest.mark.parametrize("language", PREFIX)  # Dutch has the longest words.
@each_page
def test_nothing_scrolls_sideways_on_a_narrow_screen(visit, name, language):
    page = visit(name, language, 320)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 320, f"{name}, {language}: {width} px wide, because of {too_wide(page)}"


def too_wide(page) -> list[str]:
    return page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter(box => { const {left, right} = box.getBoundingClientRect(); return left < -0.5 || right > 320.5 })
            .map(box => `${box.localName}.${box.className}`).slice(0, 8)"""
    )


def test_axe_would_have_spoken(tab):
    page = tab(1280)
    page.set_content("<html lang=en><title>A picture</title><main><h1>A picture</h1><img src='data:,'></main>")
    assert [line.split()[0] for line in violations(page)] == ["image-alt"]


def test_axe_would_have_spoken_of_the_dark(tab):
    page = tab(1280)
    page.set_content(
        "<html lang=en><title>Words</title><style>@media (prefers-color-scheme: dark) { p { color: #444; "
        "background: #222 } }</style><main><h1>Words</h1><p>Hardly to be read</p></main>"
    )
    assert [line.split()[:2] for line in violations_by_day_and_night(page)] == [["dark:", "color-contrast"]]
