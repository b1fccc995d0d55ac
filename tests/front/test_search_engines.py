"""What search engines are told: structured data, one address for each page, what not to list."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from wagtail.models import PageViewRestriction

from hub.catalogue.models import EntryFile, HubDocument
from resources.models import MoocSession
from tests.factories import MODELS, organisation, superuser, term

HOST = "http://testserver"


def read(client, url: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(url).content, "html.parser")


def graph(page: BeautifulSoup) -> list[dict]:
    (script,) = page.select('script[type="application/ld+json"]')
    data = json.loads(script.get_text())
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


# ---------------------------------------------------------------- Structured data


def test_practice_as_data(client, hub):
    term("country", "europe-west", "Western Europe")
    entry = hub.entry(
        title="Story bags",
        summary="Bags that travel.",
        organisation=organisation("A school"),
        countries=["be"],
        themes=["reading"],
        audiences=["teachers"],
        content_languages=["nl", "ar"],
        age_from=6,
        age_to=12,
        free_of_charge=True,
        licence=term("licence", "cc-by", "CC BY"),
    )
    work, _way = graph(read(client, entry.url))

    assert work == {
        "@type": "LearningResource",
        "@id": f"{HOST}/e/{entry.reference}/",
        "url": HOST + entry.url,
        "identifier": entry.reference,
        "name": "Story bags",
        "description": "Bags that travel.",
        "inLanguage": ["ar", "nl"],
        "author": {"@type": "Organization", "name": "A school"},
        "license": "CC BY",
        "isAccessibleForFree": True,
        "about": ["Reading"],
        "typicalAgeRange": "6-12",
        "audience": [{"@type": "Audience", "audienceType": "Teachers"}],
        "spatialCoverage": [{"@type": "Country", "name": "Be"}],
        "learningResourceType": "Practice",
    }


def test_project_as_data(client, hub):
    dates = {"start": date(2020, 1, 1), "end": date(2022, 12, 31)}
    entry = hub.entry("project", acronym="BAGS", coordinator="A school", funding_programmes=["erasmus-plus"], **dates)
    project, _way = graph(read(client, entry.url))

    assert (project["@type"], project["alternateName"]) == ("Project", "BAGS")
    assert (project["foundingDate"], project["dissolutionDate"]) == ("2020-01-01", "2022-12-31")
    assert project["parentOrganization"] == {"@type": "Organization", "name": "A school"}
    assert project["funder"] == [{"@type": "Organization", "name": "Erasmus plus"}]
    assert "inLanguage" not in project


def test_course_as_data(client, hub):
    work = {"price": 0, "weeks": 5, "hours_per_week": Decimal("2.5")}
    entry = hub.entry("mooc", source_url="https://courses.example/bags", **work)
    MoocSession.objects.create(course=entry, start=date(2026, 9, 1))
    course, _way = graph(read(client, entry.url))

    assert (course["@type"], course["sameAs"]) == ("Course", "https://courses.example/bags")
    assert course["provider"] == {"@type": "Organization", "name": "A university"}
    run = {"@type": "CourseInstance", "courseMode": "online", "courseWorkload": "PT12H", "startDate": "2026-09-01"}
    assert course["hasCourseInstance"] == [run]
    assert course["offers"] == {"@type": "Offer", "category": "Free", "price": "0", "priceCurrency": "EUR"}


def test_course_without_dates_is_one_run_if_its_length_is_known(client, hub):
    known, _way = graph(read(client, hub.entry("mooc", slug="a", weeks=3).url))
    unknown, _way = graph(read(client, hub.entry("mooc", slug="b", weeks=None).url))

    schedule = {"@type": "Schedule", "repeatFrequency": "Weekly", "repeatCount": 3}
    assert known["hasCourseInstance"] == [
        {"@type": "CourseInstance", "courseMode": "online", "courseSchedule": schedule}
    ]
    assert "hasCourseInstance" not in unknown


@pytest.mark.parametrize(
    ("fields", "offer"),
    [
        ({"free_of_charge": True}, ("Free", "0")),
        ({"free_of_charge": True, "certificate": "paid"}, ("Partially Free", "0")),
        ({"price": Decimal("45.50")}, ("Paid", "45.50")),
        ({"free_of_charge": False}, None),
        ({}, None),
    ],
)
def test_price_of_a_course_as_data(client, hub, fields, offer):
    course, _way = graph(read(client, hub.entry("mooc", **fields).url))

    told = course.get("offers")
    assert (told and (told["category"], told["price"])) == offer


def test_resource_as_data(client, hub):
    work, _way = graph(read(client, hub.entry("resource", minutes=20).url))

    assert (work["@type"], work["learningResourceType"]) == ("LearningResource", "Worksheet")
    assert (work["timeRequired"], work["inLanguage"]) == ("PT20M", "en")


def test_files_as_data(client, hub):
    entry = hub.entry()
    document = HubDocument(title="Guide")
    document.file.save("guide.pdf", ContentFile(b"%PDF-1.7"))
    document._set_document_file_metadata()
    document.save()
    EntryFile.objects.create(entry=entry, document=document)
    work, _way = graph(read(client, entry.url))

    address = HOST + document.url
    file = {"@type": "DigitalDocument", "name": "Guide", "url": address, "encodingFormat": "application/pdf"}
    assert work["hasPart"] == [file]


def test_way_to_an_entry_as_data(client, hub):
    url = hub.entry(title="Story bags").url
    _work, way = graph(read(client, f"/nl{url}"))

    assert way["@type"] == "BreadcrumbList"
    steps = [(step["position"], step["name"], step["item"]) for step in way["itemListElement"]]
    assert steps == [
        (1, "Start", f"{HOST}/nl/"),
        (2, "Praktijken", f"{HOST}/nl/practices/"),
        (3, "Story bags", f"{HOST}/nl{url}"),
    ]


def test_text_cannot_leave_its_script(client, hub):
    title = "</script><script>alert(1)</script><!-- & \u2028"
    page = client.get(hub.entry(title=title, slug="x").url).text
    (work, _way) = graph(BeautifulSoup(page, "html.parser"))

    assert work["name"] == title
    assert page.count("<script>alert") == 0


def test_examples_and_previews_are_not_described(client, hub):
    example, draft = hub.entry(is_example=True, slug="a"), hub.entry(live=False, slug="b")
    client.force_login(superuser())
    preview = client.get(f"/admin/pages/{draft.pk}/view_draft/").text

    assert "ld+json" not in client.get(example.url).text
    assert ("A practice" in preview, "ld+json" in preview) == (True, False)


# ---------------------------------------------------------------- One address


def told(page: BeautifulSoup) -> tuple[str, str]:
    """The canonical address, and what robots are told."""
    address, robots = page.select('link[rel="canonical"]'), page.select('meta[name="robots"]')
    return address[0]["href"] if address else "", robots[0]["content"] if robots else ""


@pytest.mark.parametrize("kind", MODELS)
def test_entry_has_one_address_for_each_language(client, hub, kind):
    url = hub.entry(kind).url

    assert told(read(client, f"{url}?utm_source=mail")) == (HOST + url, "")
    page = read(client, f"/nl{url}")
    assert told(page) == (f"{HOST}/nl{url}", "")
    others = {link["hreflang"]: link["href"] for link in page.select('link[rel="alternate"][hreflang]')}
    assert others == {code: HOST + prefix + url for code, prefix in LANGUAGES.items()}


LANGUAGES = {"en": "", "x-default": "", "nl": "/nl", "ar": "/ar"}
NOTHING = ("", "noindex, follow")


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/search/", "/search/"),
        ("/search/?sector=schools", "/search/?sector=schools"),
        ("/search/?sector=schools&sort=title", "/search/?sector=schools"),
        ("/practices/", "/practices/"),
        ("/practices/?sort=title", "/practices/"),
        ("/search/?sector=health&sector=schools", ""),
        ("/search/?sector=schools&target-group=newly-arrived-pupils", ""),
        ("/search/?q=practice", ""),
        ("/search/?archived=1", ""),
    ],
)
def test_search_engines_list_one_filter_at_most(client, hub, address, canonical):
    hub.entry(sectors=["schools", "health"])

    assert told(read(client, address)) == ((HOST + canonical, "") if canonical else NOTHING)


def test_what_is_not_to_be_listed_has_no_canonical_address(client, hub):
    for address in ("/nothing/", "/account/login/"):
        canonical, robots = told(read(client, address))
        assert (address, canonical, robots.startswith("noindex")) == (address, "", True)


@pytest.mark.parametrize(("number", "kept"), [("2", "?page=2"), ("1", ""), ("x", ""), ("٢", ""), ("-1", "")])
def test_further_pages_of_a_list_are_pages_of_their_own(client, hub, number, kept):
    assert told(read(client, f"/community/?page={number}"))[0] == f"{HOST}/community/{kept}"


# ---------------------------------------------------------------- Robots and the map of the site


def test_robots_know_the_map_and_what_has_no_end(client):
    lines = client.get("/robots.txt").text.splitlines()

    assert lines[0] == "User-agent: *"
    assert lines[-1] == f"Sitemap: {HOST}/sitemap.xml"
    assert {"Disallow: /admin/", "Disallow: /nl/my/", "Disallow: /*?*&", "Disallow: /*?q="} <= set(lines)


@pytest.mark.parametrize(
    ("path", "open_to_robots"),
    [
        ("/practices/an-academy/", True),
        ("/practices/?page=2", True),
        ("/search/?sector=schools", True),
        ("/nl/search/?q=tea", False),
        ("/search/?sector=schools&sector=health", False),
        ("/search/?format=json", False),
        ("/nl/my/", False),
        ("/account/login/", False),
    ],
)
def test_robots_may_read_what_has_an_end(client, path, open_to_robots):
    rules = [line.removeprefix("Disallow: ") for line in client.get("/robots.txt").text.splitlines()[1:-1]]
    patterns = [re.escape(rule).replace(r"\*", ".*") for rule in rules]

    assert (not any(re.match(pattern, path) for pattern in patterns)) == open_to_robots


def test_map_of_the_site_knows_every_language_and_nothing_hidden(client, hub):
    shown = hub.entry(slug="shown")
    hub.entry(slug="draft", live=False)
    hub.entry(slug="example", is_example=True)
    closed = hub.entry(slug="closed")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    page = BeautifulSoup(client.get("/sitemap-entries.xml").text.partition("?>")[2], "html.parser")

    places = {HOST + prefix + shown.url for prefix in LANGUAGES.values()}
    assert {place.get_text() for place in page.select("loc")} == places
    for line in page.select("url"):
        assert {link["hreflang"]: link["href"] for link in line.find_all("xhtml:link")} == {
            code: HOST + prefix + shown.url for code, prefix in LANGUAGES.items()
        }
