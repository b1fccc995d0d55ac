"""A person in a browser, on a server whose mails are delivered at once.

`CHROMIUM` names the browser; `SHOTS` a folder for a picture of every page a journey stops at.
"""

import os
import re
import shutil
from contextlib import contextmanager

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from wagtail.models import Collection, Locale, Page

from tests.journeys.people import Person

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def browser():
    # Playwright's loop runs in this thread, where Django would refuse to talk to the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with playwright.sync_playwright() as driver:
        try:
            yield driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        except playwright.Error as error:
            missing = pytest.fail if os.environ.get("HUB_REQUIRE_SERVICES") else pytest.skip
            missing(f"No browser: {error}")


def plant_root() -> None:
    """What a migration made and the end of an earlier journey has wiped away."""
    Locale.objects.get_or_create(language_code="en")
    if not Page.get_first_root_node():
        Page.add_root(instance=Page(title="Root", slug="root", content_type=ContentType.objects.get_for_model(Page)))
    if not Collection.get_first_root_node():
        Collection.add_root(name="Root")


@contextmanager
def people_of(browser, site: str):
    """Makes people at a site, each with a browser that shares nothing with the others."""
    contexts = []

    def arrive(*, javascript: bool = True, width: int = 1280, kind: type[Person] = Person) -> Person:
        context = browser.new_context(java_script_enabled=javascript, viewport={"width": width, "height": 900})
        contexts.append(context)
        return kind(context, site, javascript=javascript)

    try:
        yield arrive
    finally:
        for context in contexts:
            context.close()


@pytest.fixture
def person(browser, live_server):
    """Makes a person at the empty hub; `person(javascript=False)` for somebody without scripts."""
    with people_of(browser, live_server.url) as arrive:
        yield arrive


@pytest.fixture
def visitor(browser, demo):
    """Makes a person at the hub with its demo."""
    with people_of(browser, demo.url) as arrive:
        yield arrive


@pytest.fixture
def link_to():
    """The path of the link in the latest mail to somebody."""

    def find(address: str, part: str) -> str:
        letter = next(message for message in reversed(mail.outbox) if message.to == [address])
        return re.search(rf"https?://[^/\s]+(/\S*{part}\S*)", letter.body).group(1)

    return find
