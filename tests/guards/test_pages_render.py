"""Every page type, every block, every admin page of a menu and every link of the demo leads to a page."""

import json
import re
from collections import Counter
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from wagtail.blocks import Block, StreamBlock
from wagtail.fields import StreamField

from community.members.services import ensure_groups
from hub.catalogue.models import ProblemReport
from hub.pages.demo.accounts import create_accounts
from search.models import SearchLog
from tests.factories import MODELS, Hub, organisation, superuser
from tests.guards.admin_forms import fields_of
from tests.guards.page_types import full, minimal, our_pages, value_of

#: Parts of a template or of placeholder text that nobody should read.
LEFTOVER = re.compile(
    r"\{\{|\{%|%\}|\}\}|\{#|(?i:lorem|ipsum)|TODO|\bNone\b(?! of)|%\((?:\w+)\)s|<built-in|object at 0x"
)


def check_page(response, status: int = 200) -> BeautifulSoup:
    assert response.status_code == status
    return check_html(response.content.decode())


def check_html(text: str) -> BeautifulSoup:
    page = BeautifulSoup(text, "html.parser")
    assert LEFTOVER.findall(page.get_text(" ")) == []
    assert len(page.select("h1")) == 1
    assert len(page.select("main")) == 1
    assert page.title.get_text(strip=True).strip("– ")
    ids = [tag["id"] for tag in page.select("[id]")]
    assert [name for name, number in Counter(ids).items() if number > 1] == []
    assert [a for a in page.select("a") if not a.get("href")] == []
    return page


# ---------------------------------------------------------------- Page types


@pytest.mark.parametrize("language", ["en", "nl", "ar"])
@pytest.mark.parametrize("make", [minimal, full])
@pytest.mark.parametrize("model", our_pages(), ids=lambda model: model.__name__)
def test_page_renders(client, hub, model, make, language):
    prefix = "" if language == "en" else f"/{language}"
    page = check_page(client.get(f"{prefix}{make(hub, model).url}"))

    assert page.html["lang"] == language


@pytest.mark.parametrize("model", our_pages(), ids=lambda model: model.__name__)
def test_page_has_a_preview_and_a_draft_to_look_at(client, hub, model):
    page = full(hub, model)
    client.force_login(superuser())
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    filled = fields_of(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))

    assert client.post(url, filled | {"title": "In preview"}).json() == {"is_valid": True, "is_available": True}
    assert "In preview" in check_page(client.get(url, {"mode": ""})).get_text()
    check_page(client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])))


# ---------------------------------------------------------------- Blocks


def our_blocks() -> dict[str, Block]:
    """Every block that editors can choose, by its place."""
    found = {}
    for model in our_pages():
        for field in model._meta.concrete_fields:
            if isinstance(field, StreamField):
                for name, block in field.stream_block.child_blocks.items():
                    found[f"{model.__name__}.{field.name}.{name}"] = block
    return found


@pytest.mark.parametrize("name", our_blocks())
def test_block_renders_with_little_and_with_everything(db, name):
    block = our_blocks()[name]
    filled, little = value_of(block), value_of(block)
    for part, child in getattr(block, "child_blocks", {}).items():
        if not child.required:
            little[part] = ""
    filled, little = block.render(filled), block.render(little)

    assert LEFTOVER.findall(little + filled) == []
    assert BeautifulSoup(filled, "html.parser").get_text(strip=True)


@pytest.mark.parametrize("name", our_blocks())
def test_block_shows_editors_what_it_looks_like(client, hub, name):
    client.force_login(superuser())
    block = our_blocks()[name]
    response = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})

    assert response.status_code == 200
    assert LEFTOVER.findall(BeautifulSoup(response.content, "html.parser").body.get_text()) == []
    assert block.meta.icon != "placeholder"
    assert block.get_description()


@pytest.mark.parametrize("name", [name for name in our_blocks() if not name.startswith("FinderPage")])
def test_block_has_a_template_of_its_own(name):
    block = our_blocks()[name]
    try:
        template = get_template(block.meta.template)
    except TemplateDoesNotExist:
        pytest.fail(f"{name} names a template that is not there.")

    assert template.origin.name.endswith(block.meta.template)
    assert not isinstance(block, StreamBlock)


# ---------------------------------------------------------------- The admin


@pytest.fixture
def kept(hub) -> Hub:
    """A hub with something in every list of the admin."""
    ensure_groups()
    create_accounts()
    school = organisation("A school")
    for kind in MODELS:
        entry = hub.entry(kind, slug=f"a-{kind}", organisation=school, verify_due_at=timezone.localdate())
        entry.tags.add("keyword")
        entry.save_revision().publish()
    hub.entry(live=False, slug="draft")
    ProblemReport.objects.create(entry=entry, kind="other", text="Look at this.")
    SearchLog.objects.create(day=timezone.localdate(), text="nothing", language="en", searches=2, total=0)
    return hub


def menu_of(client) -> list[str]:
    """Where the items of the admin's menu lead."""
    page = BeautifulSoup(client.get("/admin/").content, "html.parser")
    props = page.select_one("#wagtail-sidebar-props")
    return sorted(set(re.findall(r'"(/admin/[^"]*)"', props.get_text()))) if props else []


def sign_in(client, name: str) -> None:
    client.force_login(create_accounts()[f"{name}@example.org"])


@pytest.mark.parametrize("name", ["admin", "editor"])
def test_menu_of_the_admin_leads_somewhere(client, kept, name):
    sign_in(client, name)
    items = [item for item in menu_of(client) if "logout" not in item]

    assert len(items) > 15
    assert {item: client.get(item, follow=True).status_code for item in items} == dict.fromkeys(items, 200)


@pytest.mark.parametrize("name", ["admin", "editor", "reviewer", "moderator", "ngo", "member"])
def test_pages_after_signing_in_lead_somewhere(client, kept, name):
    sign_in(client, name)
    start = check_page(client.get("/my/"))
    links = {urlsplit(link["href"]).path for link in start.select("main a[href^='/'], .site-tools a[href^='/']")}
    links = {link for link in links if "logout" not in link}

    assert {link: client.get(link, follow=True).status_code for link in links} == dict.fromkeys(links, 200)


@pytest.mark.parametrize("name", ["reviewer", "moderator", "member"])
def test_who_has_no_rights_in_the_admin_is_told_so(client, kept, name):
    sign_in(client, name)

    assert client.get("/admin/", follow=True).status_code == 403


MOST_ADMIN_LINKS = 150


def test_links_on_the_pages_of_the_menu_lead_somewhere(client, kept):
    sign_in(client, "admin")
    found: dict[str, None] = {}
    for item in menu_of(client):
        page = BeautifulSoup(client.get(item, follow=True).content, "html.parser")
        found |= {
            urljoin(item, link["href"]).split("#")[0]: None
            for link in page.select("main a[href]")
            if urljoin(item, link["href"]).startswith("/admin/") and "logout" not in link["href"]
        }
    # Thirty vocabularies are built alike; one after the other, from the start and the end.
    links = list(found)[: MOST_ADMIN_LINKS // 2] + list(found)[-MOST_ADMIN_LINKS // 2 :]
    broken = {link: client.get(link, follow=True).status_code for link in dict.fromkeys(links)}

    assert {link: status for link, status in broken.items() if status != 200} == {}


# ---------------------------------------------------------------- The demo, link by link

#: So many addresses of one kind are enough, such as forms to report a problem. Of pages all are read.
OF_A_KIND = {"wagtail_serve": 400, "country": 20}
OF_OTHERS = 3
AWAY = ("/admin/", "/static/", "/media/", "/account/")
LANGUAGE = re.compile(r"^/(nl|ar)(?=/)")


def kind_of(address: str) -> str:
    """The route of an address, its language, and what it asks for first."""
    parts = urlsplit(address)
    language = LANGUAGE.match(parts.path)
    try:
        found = resolve(LANGUAGE.sub("", parts.path))
    except Resolver404:
        return "nowhere"
    return f"{found.view_name} {language[1] if language else parts.query.partition('=')[0]}".strip()


def test_every_link_of_the_demo_leads_somewhere(demo):
    waiting, seen, kinds = ["/"], {"/"}, Counter()
    broken = {}
    while waiting:
        address = waiting.pop(0)
        answer = demo.get(address)
        if answer.status >= 400:
            broken[address] = answer.status
        found = [answer.headers["Location"]] if answer.status in (301, 302) else links_in(address, answer)
        for link in found:
            kind = kind_of(link)
            if link in seen or kinds[kind] >= OF_A_KIND.get(kind, OF_OTHERS):
                continue
            seen.add(link)
            kinds[kind] += 1
            waiting.append(link)

    assert broken == {}
    assert kinds["wagtail_serve"] > 120


def links_in(address: str, answer) -> list[str]:
    if "text/html" not in answer.headers.get("Content-Type", ""):
        return []
    if answer.status == 200:
        check_text(address, answer.text)
    links = re.findall(r'\shref="([^"#]+)', answer.text)
    here = [urljoin(address, link.replace("&amp;", "&")) for link in links]
    return [link for link in here if link.startswith("/") and not link.startswith(AWAY)]


def check_text(address: str, text: str) -> None:
    """Some of `check_html`, for hundreds of pages."""
    read = re.sub(r"<script\b.*?</script>|<[^>]*>", " ", text, flags=re.DOTALL)
    assert (address, LEFTOVER.findall(read), text.count("<h1")) == (address, [], 1)


def test_sitemap_of_the_demo_names_pages_that_are_there(demo):
    index = demo.get("/sitemap.xml").text
    sections = [urlsplit(found).path for found in re.findall(r"<loc>([^<]+)</loc>", index)]
    listed = [
        urlsplit(found).path for path in sections for found in re.findall(r"<loc>([^<]+)</loc>", demo.get(path).text)
    ]

    assert len(listed) > 600
    assert {path: demo.get(path).status for path in listed[::25]} == dict.fromkeys(listed[::25], 200)


def test_data_of_the_demo_is_well_formed(demo):
    data = json.loads(demo.get("/search/?format=json").text)
    feed = BeautifulSoup(demo.get("/search/?format=atom").body, "html.parser")

    assert data["total"] > 150
    assert len(feed.find_all("entry")) == 50
    assert LEFTOVER.findall(json.dumps(data)) == []
