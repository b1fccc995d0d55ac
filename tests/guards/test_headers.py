"""What answers say besides their content: policies, no cookies from reading, little weight."""

import gzip
import re
from urllib.parse import urljoin

import pytest
from django.urls import reverse

from hub.pages.models import InfoPage
from tests.factories import superuser, term
from tests.guards.routes import plain_addresses

PAGE = 60_000
SCRIPTS = 15_000
#: Pages with a form that writes, which a cookie guards against forgery.
FORMS = re.compile(r"^/(account/|e/[^/]+/report/$|community/(report|notice|contact)|my/unsubscribe)")


@pytest.fixture
def addresses(hub) -> list[str]:
    """Everything a visitor can read."""
    term("country", "be", "Belgium", parent="europe-west")
    hub.home.add_child(instance=InfoPage(title="About", slug="about"))
    entries = [hub.entry(kind, slug=f"a-{kind}") for kind in hub.finders]
    reference = entries[0].reference
    places = ["/countries/be/", "/sectors/schools/", "/nothing/", "/sitemap-entries.xml", "/e/GP-999999/"]
    below = [f"/e/{reference}/", f"/e/{reference}/cite.bib", f"/e/{reference}/report/"]
    outputs = [f"/search/?format={output}" for output in ("json", "csv", "xlsx", "atom")]
    pages = ["/about/", *(page.url for page in (*hub.finders.values(), *entries))]
    return [*plain_addresses(), *places, *below, *outputs, *pages, *(f"/nl{page}" for page in pages)]


def policy_of(response) -> dict[str, list[str]]:
    parts = (part.split() for part in response["Content-Security-Policy"].split(";"))
    return {name: values for name, *values in parts}


def test_public_pages_allow_nothing_inline_and_nobody_else(client, addresses):
    for address in addresses:
        policy = policy_of(client.get(address))
        sources = {value for values in policy.values() for value in values}
        assert (address, sources - {"'self'", "'none'"}) == (address, set())
        assert (address, policy["default-src"], policy["base-uri"]) == (address, ["'none'"], ["'none'"])
        assert (address, policy["frame-ancestors"], policy["form-action"]) == (address, ["'self'"], ["'self'"])


def test_admin_alone_may_write_styles_and_scripts_inline(client, hub):
    client.force_login(superuser())
    policy = policy_of(client.get("/admin/"))

    assert "'unsafe-inline'" in policy["script-src"]
    assert {value for values in policy.values() for value in values if "//" in value or value == "*"} == set()
    assert "'unsafe-inline'" not in client.get("/my/")["Content-Security-Policy"]


def test_preview_in_the_admin_keeps_the_policy_of_the_admin_to_itself(client, hub):
    """An address that only looks like the admin's is none."""
    for address in ("/administration/", "/nl/admin/", "//admin/", "/search/?next=/admin/"):
        assert "unsafe" not in client.get(address)["Content-Security-Policy"]


def test_every_answer_says_how_to_treat_it(client, addresses):
    for address in addresses:
        response = client.get(address)
        assert (address, response["X-Content-Type-Options"]) == (address, "nosniff")
        assert (address, response["Referrer-Policy"] in ("strict-origin-when-cross-origin", "no-referrer")) == (
            address,
            True,
        )
        assert (address, response["X-Frame-Options"]) == (address, "SAMEORIGIN")
        assert (address, response["Cross-Origin-Opener-Policy"]) == (address, "same-origin")


def test_reading_sets_no_cookie(client, addresses):
    for address in addresses:
        response = client.get(address, follow=False)
        if not FORMS.match(address):
            assert (address, dict(response.cookies)) == (address, {})


def test_forms_set_nothing_but_the_guard_against_forgery(client, hub):
    reference = hub.entry().reference
    for address in (f"/e/{reference}/report/", reverse("account_login")):
        response = client.get(address)
        assert (address, set(response.cookies) - {"csrftoken"}) == (address, set())
        assert response.cookies["csrftoken"]["httponly"]


def test_sending_a_search_form_needs_no_cookie(client, hub):
    client.cookies.clear()

    assert client.get("/search/", {"q": "school"}).status_code == 200
    assert dict(client.cookies) == {}


def test_pages_for_members_and_forms_are_kept_by_no_cache(client, hub):
    form = client.get(reverse("account_login"))
    client.force_login(superuser())

    assert {"private", "no-store"} <= set(form["Cache-Control"].split(", "))
    for address in ("/my/", "/my/data/", "/search/", "/admin/"):
        assert (address, "private" in client.get(address)["Cache-Control"]) == (address, True)


# ---------------------------------------------------------------- Weight, with the files of production


def test_finder_weighs_little(demo):
    html = demo.get("/practices/")
    styles = parts_of(demo, html.text, r'<link rel="stylesheet" href="([^"]+)"')
    scripts = scripts_of(demo, html.text)

    assert sum(scripts.values()) <= SCRIPTS, scripts
    assert weight(html.body) + sum(styles.values()) + sum(scripts.values()) <= PAGE, (
        weight(html.body),
        styles,
        scripts,
    )
    assert len(styles) <= 4


@pytest.mark.parametrize(
    "path", ["/", "/search/?q=language", "/countries/", "/e/GP-000001/", "/community/", "/nl/moocs/"]
)
def test_other_pages_weigh_little_too(demo, path):
    html = demo.get(path)
    if html.status == 302:
        html = demo.get(html.headers["Location"].removeprefix(demo.url))

    assert sum(scripts_of(demo, html.text).values()) <= SCRIPTS
    assert weight(html.body) <= PAGE / 2


def test_static_files_are_sent_packed_and_kept_for_long(demo):
    path = re.search(r'<link rel="stylesheet" href="([^"]+)"', demo.get("/").text)[1]
    answer = demo.get(path, **{"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]


def test_pages_name_nothing_on_another_site_to_load(demo):
    for path in ("/", "/practices/", "/countries/", "/community/"):
        text = demo.get(path).text
        loaded = re.findall(r'<(?:img|script|iframe|source|video|audio|use)[^>]+(?:src|srcset|href)="([^"]+)"', text)
        loaded += re.findall(r'<link[^>]+rel="(?:stylesheet|preload|icon|manifest)"[^>]+href="([^"]+)"', text)
        assert [found for found in loaded if not found.startswith(("/", "data:"))] == []
        assert [found for found in loaded if found.startswith("//")] == []


def weight(content: bytes) -> int:
    """As a server sends it."""
    return len(gzip.compress(content, 6))


def parts_of(demo, text: str, pattern: str) -> dict[str, int]:
    return {path: weight(demo.get(path).body) for path in dict.fromkeys(re.findall(pattern, text))}


def scripts_of(demo, text: str) -> dict[str, int]:
    """The scripts of a page with those they import."""
    waiting = re.findall(r'<script[^>]+src="([^"]+)"', text)
    found: dict[str, int] = {}
    while waiting:
        path = waiting.pop()
        if path not in found:
            body = demo.get(path).body
            found[path] = weight(body)
            waiting += [urljoin(path, part) for part in re.findall(r'from\s*"([^"]+)"', body.decode())]
    return found
