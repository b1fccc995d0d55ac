"""What axe says of a page."""

import pytest

axe_playwright = pytest.importorskip("axe_playwright_python.sync_playwright")

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page, *, preload: bool = True) -> list[str]:
    """Preloading lets axe fetch stylesheets, also those it finds at the wrong address when they import others."""
    options = {"runOnly": TAGS, "resultTypes": ["violations"], "preload": preload}
    found = axe_playwright.Axe().run(page, options=options)
    return [describe(violation) for violation in found.response["violations"]]


def describe(violation: dict) -> str:
    nodes = [f"{node['target']}: {' '.join(node['failureSummary'].split())}" for node in violation["nodes"]]
    return "\n    ".join([f"{violation['id']} ({violation['impact']}), {len(nodes)}×", *nodes[:5]])
