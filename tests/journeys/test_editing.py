"""An editor at the hub with its demo."""

import re

import pytest

playwright = pytest.importorskip("playwright.sync_api")
expect = playwright.expect
pytestmark = pytest.mark.browser

OLD_TITLE = "A homework room in the hotel where families wait"
NEW_TITLE = "A quokkaproof homework room in the hotel"


@pytest.fixture
def editor(visitor):
    editor = visitor()
    editor.go("/account/login/")
    editor.fill(login="editor@example.org", password="demo-hub-2026")
    editor.press("Sign in")
    return editor


@pytest.fixture
def renamed(editor):
    """The demo is shared: leave it as it was."""
    yield
    rename(editor, NEW_TITLE, OLD_TITLE)


def test_titles_have_room_beside_the_other_columns(editor):
    editor.go("/admin/catalogue/entries/")
    table = editor.page.locator("table.listing")
    title, table, frame = table.evaluate(
        "table => [table.querySelector('td.title').offsetWidth, table.scrollWidth, table.parentElement.clientWidth]"
    )
    assert (title >= 190, table <= frame) == (True, True), (title, table, frame)


@pytest.mark.usefixtures("renamed")
def test_a_new_title_is_found_at_once(editor, visitor):
    reader = visitor()
    reader.go("/search/?q=quokkaproof")
    assert NEW_TITLE not in reader.page.content()
    rename(editor, OLD_TITLE, NEW_TITLE)
    editor.stop("published")
    reader.go("/")
    reader.search("quokkaproof")
    reader.follow(NEW_TITLE)
    assert reader.heading == NEW_TITLE
    assert editor.complaints == []


def rename(editor, title: str, new_title: str) -> None:
    """Change the title of a practice where editors do."""
    open_editing(editor, title)
    editor.page.fill("#id_title", new_title)
    editor.stop("editing")
    publish(editor)
    expect(editor.page.locator(".messages")).to_contain_text("published")


def open_editing(editor, title: str) -> None:
    editor.go("/admin/pages/search/?q=" + title.replace(" ", "+"))
    editor.go_by(editor.page.get_by_role("link", name=title).first)
    assert re.match(r"/admin/pages/\d+/edit/", editor.path)


def publish(editor) -> None:
    footer = editor.page.locator("footer")
    if not footer.get_by_role("button", name="Publish").is_visible():
        footer.locator("[data-w-dropdown-target=toggle]").click()
    editor.go_by(footer.get_by_role("button", name="Publish"))
