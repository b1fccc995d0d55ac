"""What axe says of a page."""

from collections.abc import Sequence

import pytest

axe_playwright = pytest.importorskip("axe_playwright_python.sync_playwright")

#: What Wagtail's page editor does not do yet: the rule, and how the element that breaks it is known.
WAGTAILS = (
    ("aria-input-field-name", "public-DraftEditor-content"),  # The heading above names it, for eyes only.
    ("target-size", "w-minimap-toggle"),  # 20 px on a phone; the same list opens with the keyboard.
)
#: What fades in has other colours half way. What is taken away while it fades is no fault.
AT_REST = """Promise.allSettled(document.getAnimations().filter(one => one instanceof CSSTransition)
    .map(one => one.finished)).then(() => true)"""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: What a dark page can do wrong that the same page by day does not.
OF_COLOURS = ["color-contrast", "link-in-text-block"]


def violations_by_day_and_night(page, **options) -> list[str]:
    """Of a page that is open by day: everything, and once more what is different in the dark."""
    found = violations(page, **options)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    found += [f"dark: {violation}" for violation in violations(page, rules=OF_COLOURS, **options)]
    page.emulate_media(color_scheme="light")
    return found


def violations(
    page, *, preload: bool = True, within: str | None = None, rules: Sequence[str] = TAGS, colours: bool = True
) -> list[str]:
    """`within` is a selector, when only a part of the page is looked at.

    Colours take two thirds of the time, and are the same in every language. Preloading lets axe fetch stylesheets, also
    those it finds at the wrong address when they import others.
    """
    page.evaluate(AT_REST)
    options = {"runOnly": list(rules), "resultTypes": ["violations"], "preload": preload}
    if not colours:
        options["rules"] = {rule: {"enabled": False} for rule in OF_COLOURS}
    found = axe_playwright.Axe().run(page, context=within, options=options).response["violations"]
    for violation in found:
        violation["nodes"] = [node for node in violation["nodes"] if not wagtails(violation["id"], node["html"])]
    return [describe(violation) for violation in found if violation["nodes"]]


def wagtails(rule: str, html: str) -> bool:
    """Whether this is one of the known ones of the editor."""
    return any(rule == known and mark in html for known, mark in WAGTAILS)


def describe(violation: dict) -> str:
    nodes = [f"{node['target']}: {' '.join(node['failureSummary'].split())}" for node in violation["nodes"]]
    return "\n    ".join([f"{violation['id']} ({violation['impact']}), {len(nodes)}×", *nodes[:5]])
