"""What every answer says of itself, and how much of it travels."""

import gzip
import re

import pytest

PAGES = ["/", "/search/", "/practices/", "/countries/", "/sectors/", "/account/login/"]
STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
    "base-uri": "'none'",
}
ALL_KILOBYTES, SCRIPT_KILOBYTES = 60, 15


def policy_of(response) -> dict[str, str]:
    rules = response["Content-Security-Policy"].split(";")
    return dict(rule.strip().split(" ", 1) for rule in rules)


@pytest.mark.parametrize("page", PAGES)
def test_public_page_allows_nothing_inline_and_nobody_else(hub, client, page):
    assert policy_of(client.get(page)) == STRICT


def test_administration_has_a_policy_of_its_own(hub, client):
    response = client.get("/admin/")

    assert "'unsafe-inline'" in policy_of(response)["script-src"]


@pytest.mark.parametrize("page", [page for page in PAGES if "account" not in page])
def test_reading_sets_no_cookie(hub, client, page):
    response = client.get(page)

    assert (response.status_code, dict(response.cookies), dict(client.cookies)) == (200, {}, {})


@pytest.mark.parametrize("page", PAGES)
def test_browser_is_told_not_to_guess(hub, client, page):
    response = client.get(page)

    assert (response["X-Content-Type-Options"], response["X-Frame-Options"]) == ("nosniff", "SAMEORIGIN")


def test_first_view_of_the_search_is_light(hub, client, tmp_path, settings):
    """HTML, stylesheet and scripts as they travel, without fonts."""
    from django.contrib.staticfiles import finders
    from django.core.management import call_command

    for number in range(25):
        hub.entry(title=f"A practice of number {number}", summary="What they do and for whom. " * 8)
    page = client.get("/search/").content
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "hub.staticfiles.HubStaticFilesStorage"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    scripts = set(re.findall(r'src="/static/(js/[\w-]+)\.[\w.]*js"', page.decode()))
    kept = [next(tmp_path.glob(f"{name}.*.js")).read_bytes() for name in scripts]
    style = next(tmp_path.glob("css/hub.*.css")).read_bytes()
    script_size = sum(len(gzip.compress(content)) for content in kept)

    assert finders.find("css/hub.css") and scripts
    assert script_size <= SCRIPT_KILOBYTES * 1024
    assert len(gzip.compress(page)) + len(gzip.compress(style)) + script_size <= ALL_KILOBYTES * 1024
