"""A person in a browser, on a server whose mails are delivered at once.

`CHROMIUM` names the browser; `SHOTS` a folder for a picture of every page a journey stops at.
"""

import os
import re
import shutil
from contextlib import contextmanager

import pytest
from django.core import mail

from community.members.models import Membership, Role
from community.members.services.accounts import confirm_address
from community.members.services.groups import ensure_groups
from tests.factories import organisation, superuser, user
from tests.journeys.people import PASSWORD, Person
from tests.submissions.makers import submitted_case

playwright = pytest.importorskip("playwright.sync_api")
#: Milliseconds in which anything that will happen has happened, on a busy machine too.
PATIENCE = 60_000
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def browser():
    # Playwright's loop runs in this thread, where Django would refuse to talk to the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    playwright.expect.set_options(timeout=PATIENCE)
    with playwright.sync_playwright() as driver:
        try:
            yield driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], timeout=PATIENCE)
        except playwright.Error as error:
            missing = pytest.fail if os.environ.get("HUB_REQUIRE_SERVICES") else pytest.skip
            missing(f"No browser: {error}")


@contextmanager
def people_of(browser, site: str):
    """Makes people at a site, each with a browser that shares nothing with the others."""
    contexts = []

    def arrive(
        *, javascript: bool = True, width: int = 1280, by_night: bool = False, kind: type[Person] = Person
    ) -> Person:
        context = browser.new_context(
            java_script_enabled=javascript, color_scheme="light", viewport={"width": width, "height": 900}
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return kind(context, site, javascript=javascript, by_night=by_night)

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


@pytest.fixture
def waiting_case(hub):
    """A submission nobody has looked at, of an entry that looks like another one."""
    ensure_groups()
    hub.entry(title="Reading together")
    home = organisation("A school")
    nadia = user("nadia@example.org", PASSWORD, display_name="Nadia")
    Membership.objects.create(user=nadia, organisation=home, role=Role.EDITOR)
    edith = superuser("edith@example.org", PASSWORD)
    edith.display_name = "Edith"
    edith.save()
    for person in (nadia, edith, user("rita@example.org", PASSWORD, display_name="Rita")):
        confirm_address(person)
    return submitted_case(nadia, home)


@pytest.fixture
def edith(waiting_case, person):
    """Makes an editor at the board, whatever way they go about it."""

    def arrive(**way):
        somebody = person(**way)
        somebody.sign_in("edith@example.org")
        somebody.go("/admin/submissions/")
        return somebody

    return arrive
