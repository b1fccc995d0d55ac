"""Every page of the public site that needs no search renders, with and without content."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import PageViewRestriction

from hub.catalogue.models import EntryFile, EntryLink, EntryRelation, HubDocument
from hub.pages.models import InfoPage
from tests.factories import MODELS, organisation, term

BLOCKS = [
    {"type": "heading", "value": "What the hub is"},
    {"type": "text", "value": "<p>Some text.</p>"},
    {"type": "question", "value": {"question": "Who?", "answer": "<p>Anybody.</p>"}},
    {"type": "notice", "value": {"title": "Mind", "text": "<p>this.</p>"}},
    {"type": "link_card", "value": {"title": "Codes", "url": "https://op.europa.eu/", "text": "We use them."}},
]


def read(client, url: str, status: int = 200) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("kind", MODELS)
def test_page_of_a_sparse_entry(client, hub, kind):
    entry = hub.entry(kind, title="Sparse & short")
    page = read(client, entry.url)

    assert page.h1.get_text() == "Sparse & short"
    assert page.select_one(".breadcrumb a").get_text() == "Home"
    assert page.select("h1, h2")[0].name == "h1"


def test_page_of_a_full_entry(client, hub):
    project = hub.entry("project", title="A project", slug="a-project")
    practice = hub.entry(
        "practice",
        organisation=organisation("A school", website="https://school.example/", verified=True),
        steps=json.dumps([{"type": "step", "value": {"title": "Begin", "text": "- here\n- now"}}]),
        people_reached=1240,
        evaluation="self",
        evaluation_method="A test",
        plain_summary="Easy.",
        featured=True,
    )
    EntryRelation.objects.create(entry=practice, kind="part-of", target=project)
    EntryLink.objects.create(entry=practice, url="https://a.example/report", label="The report", role="evaluation")
    document = HubDocument(title="Guide", language=term("language", "nl", "Dutch"))
    document.file.save("guide.pdf", ContentFile(b"%PDF-" + b"x" * 2000))
    document._set_document_file_metadata()
    document.save()
    EntryFile.objects.create(entry=practice, document=document)
    page = read(client, practice.url)
    text = page.get_text(" ", strip=True)

    assert page.select_one(".steps h3").get_text() == "Begin"
    assert "1,240 people reached" in text
    assert "Verified organisation" in text
    assert page.select_one(".files small").get_text() == "Teacher guide, PDF, 2 kB, Dutch"
    assert [line.get_text() for line in page.select(".brief .small")] == ["This entry is part of it"]
    assert practice.reference in page.select_one("#cite p").get_text()
    assert [f"#{section['id']}" for section in page.select(".prose > section, aside > #files")] == [
        link["href"] for link in page.select(".toc a")
    ]


def test_relation_is_shown_from_both_ends(client, hub):
    project, practice = hub.entry("project", title="P", slug="p"), hub.entry("practice")
    EntryRelation.objects.create(entry=practice, kind="part-of", target=project)

    assert [line.get_text() for line in read(client, project.url).select(".brief .small")] == ["Part of this entry"]


def test_text_in_another_language_is_marked(client, hub):
    entry = hub.entry("resource", title="كلمات", language="ar", is_example=True)
    page = read(client, entry.url)

    assert page.h1.span.attrs == {"lang": "ar", "dir": "rtl"}
    assert len(page.select(".notice")) == 2
    assert page.select_one('meta[name="robots"]')["content"] == "noindex"


def test_page_speaks_the_language_of_its_address(client, hub):
    url = hub.entry("practice").url
    page = read(client, f"/ar{url}")

    assert page.html.attrs == {"lang": "ar", "dir": "rtl"}
    assert {link["hreflang"]: link["href"] for link in page.select(".language a")} == {
        "en": url,
        "nl": f"/nl{url}",
        "ar": f"/ar{url}",
    }
    assert page.select_one('link[rel="alternate"][hreflang="nl"]')["href"] == f"http://testserver/nl{url}"


def test_information_page_renders_every_block(client, hub):
    page = hub.home.add_child(instance=InfoPage(title="About", slug="about", body=json.dumps(BLOCKS)))
    html = read(client, page.url)

    assert html.select_one(".prose h2").get_text() == "What the hub is"
    assert html.select_one("main details summary").get_text() == "Who?"
    assert html.select_one(".notice h3").get_text() == "Mind"
    assert html.select_one(".patch a")["href"] == "https://op.europa.eu/"


def translated(**words) -> str:
    return json.dumps([{"type": "words", "value": {"language": "nl", **words}}])


def test_information_page_speaks_the_language_of_its_address(client, hub):
    body = [{"type": "heading", "value": "Wat de hub is"}]
    words = translated(title="Over de hub", introduction="Wat erin staat.", body=body)
    page = hub.home.add_child(
        instance=InfoPage(title="About", slug="about", introduction="What is in it.", translations=words)
    )
    url = page.url
    dutch, english = read(client, f"/nl{url}"), read(client, url)

    def seen(html) -> list[str]:
        return [part.get_text(strip=True) for part in html.select("main h1, main .lede, .prose h2")]

    assert (seen(dutch), seen(english)) == (
        ["Over de hub", "Wat erin staat.", "Wat de hub is"],
        ["About", "What is in it."],
    )
    assert dutch.title.get_text().startswith("Over de hub")
    assert "Over de hub" in [link.get_text() for link in dutch.select(".site-footer li a")]


def test_page_nobody_translated_says_which_language_it_speaks(client, hub):
    page = hub.home.add_child(instance=InfoPage(title="About", slug="about", translations=translated(title="Over")))
    url = page.url
    arabic, english = (read(client, path).select_one("h1 span") for path in (f"/ar{url}", url))

    assert (arabic.get_text(), arabic["lang"], arabic["dir"]) == ("About", "en", "ltr")
    assert "lang" not in english.attrs


def test_home_and_finders_speak_the_language_of_their_address(client, hub):
    hub.home.lead, hub.home.translations = "In English", translated(title="Wat werkt", lead="In het Nederlands")
    hub.home.save()
    finder = hub.finders["practice"]
    finder.translations = translated(title="Praktijken", introduction="<p>Wat scholen doen.</p>")
    finder.save()

    url = finder.url
    home, practices = read(client, "/nl/"), read(client, f"/nl{url}")
    assert [home.h1.get_text(), home.select_one(".hero .lede").get_text()] == ["Wat werkt", "In het Nederlands"]
    assert [practices.h1.get_text(), practices.select_one(".lede").get_text(strip=True)] == [
        "Praktijken",
        "Wat scholen doen.",
    ]


def test_menus_hold_what_is_published(client, hub):
    shown = hub.home.add_child(instance=InfoPage(title="About", slug="about"))
    hub.home.add_child(instance=InfoPage(title="Hidden", slug="hidden", in_footer=False))
    hub.home.add_child(instance=InfoPage(title="Draft", slug="draft", live=False))
    restricted = hub.home.add_child(instance=InfoPage(title="Restricted", slug="restricted"))
    PageViewRestriction.objects.create(page=restricted, restriction_type="login")
    restricted.add_child(instance=InfoPage(title="Below", slug="below"))
    page = read(client, shown.url)

    main = [link.get_text() for link in page.select(".site-nav li:not(.sheet-only) a")]
    assert main[:5] == ["Practices", "Projects", "MOOCs", "Learning resources", "Countries"]
    footer = [link.get_text() for link in page.select(".site-footer li a")]
    assert "About" in footer
    assert {"Hidden", "Draft", "Restricted", "Below"} & {*main, *footer} == set()


def test_menu_says_where_one_is(client, hub):
    page = read(client, hub.entry("mooc").url)

    assert [link.get_text() for link in page.select(".site-nav [aria-current]")] == ["MOOCs"]


def test_withdrawn_entry_leaves_its_reason(client, hub):
    entry = hub.entry("practice", live=False, withdrawn_at=timezone.now(), withdrawn_reason="They asked for it.")
    page = read(client, entry.url, 410)

    assert "They asked for it." in page.get_text()


def test_report_form_shows_what_is_missing(client, hub):
    entry = hub.entry("practice")
    response = client.post(f"/e/{entry.reference}/report/", {"text": "", "email": "nobody"})
    page = BeautifulSoup(response.content, "html.parser")

    assert len(page.select("[role=alert] li")) == 3
    for link in page.select("[role=alert] a"):
        assert page.select(link["href"])
    assert len(page.select(".field--invalid")) == 3


def test_report_thanks(client, hub):
    entry = hub.entry("practice")

    assert "Thank you" in read(client, f"/e/{entry.reference}/report/received/").get_text()


def test_page_that_is_not_there_helps(client, hub):
    page = read(client, "/nothing/", 404)

    assert page.select_one("main form.search-box")["action"] == "/search/"


def test_server_error_needs_nothing(client):
    from hub.pages.views import server_error

    page = BeautifulSoup(server_error(None).content, "html.parser")

    assert page.h1.get_text() == "Something went wrong on our side"
