"""The pages of the search, as requests."""

import csv
import io
import json
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.factories import organisation, term

pytestmark = pytest.mark.django_db

HOSTILE = [
    '"', "'", '""" "', "(", "((((", ")", "*", "a*", "-", "--", "-- -a", "OR", "AND NOT", "NEAR(a b)", "title:a", "^a",
    "a^f", "~a", "t_sector_schools", "{text}: a", "a:b", "%", "%00", "\x00", "a\x00b", "\\", "\\'", "&amp;",
    "'; DROP TABLE search_words; --", "<script>alert(1)</script>", '"><img src=x>', "{{ 7*7 }}", "{% x %}",
    "../../etc/passwd", "\u202egnp.exe", "\u200b", "\ufeff", "🙂", "👩‍👩‍👧", "e\u0301" * 300, "ﷺ", "⑴", "a" * 600,
    "word " * 2000, "-" * 512, '"a" ' * 200, "1e309", "NaN", "null", "𝕳𝖊𝖑𝖑𝖔", "раssword", "ＳＣＨＯＯＬ", "東京都",
    "ไทย",
    "\u0640\u0640", "\u0301", "\ue000", "\U0010ffff", "\ud800", "\r\nSet-Cookie: a=b",
]  # fmt: skip


@pytest.fixture
def filled(hub):
    term("country", "be", "Belgium", parent="europe-west", nl="België")
    term("sector", "health")
    hub.entry(title="Welcome class for refugees", countries=["be"], organisation=organisation("=cmd|' /C calc'!A0"))
    hub.entry(title="Health walk", sectors=["health"], summary="-1 is no formula", lifecycle="archived")
    hub.entry("mooc", title="Dutch for refugees", purposes=["school"], always_open=True)
    return hub


def search(client, **asked) -> dict:
    return client.get("/search/", {**asked, "format": "json"}).json()


def test_page_and_fragment_are_the_same_view(client, filled):
    page = client.get("/search/?q=refugees")
    fragment = client.get("/search/?q=refugees", headers={"X-Fragment": "results"})
    assert page.templates[0].name == "search/finder.html"
    assert fragment.templates[0].name == "search/_results.html"
    assert page.context["results"].total == fragment.context["results"].total == 2
    assert "X-Fragment" in page["Vary"]


def test_address_is_made_canonical(client, filled):
    response = client.get("/search/?foo=1&country=be&q=refugees")
    assert (response.status_code, response["Location"]) == (302, "/search/?q=refugees&country=be")


def test_value_that_does_not_exist_is_named(client, filled):
    response = client.get("/search/?q=refugees&country=%3Cb%3Ezz")
    assert response.status_code == 200
    assert "The filter “Country” has no value “<bdi>&lt;b&gt;zz</bdi>”" in response.content.decode()
    assert 'name="robots" content="noindex, follow"' in response.content.decode()
    assert client.get("/search/?country=zz&format=json").status_code == 302


def test_archived_entries_are_left_out_unless_asked_for(client, filled):
    assert [search(client)["total"], search(client, archived="1")["total"]] == [2, 3]
    assert search(client, lifecycle="archived")["total"] == 1


def test_word_in_a_label_of_another_language_finds_the_entry(client, filled):
    assert [hit["title"] for hit in search(client, q="belgië")["hits"]] == ["Welcome class for refugees"]
    (hit,) = client.get("/search/?q=belgi%C3%AB").context["results"].hits
    assert hit.matched_terms == (("country", "Belgium"),)
    assert b"Matches the country <b>Belgium</b>" in client.get("/search/?q=belgi%C3%AB").content
    (hit, _other) = client.get("/search/?q=refugees").context["results"].hits
    assert hit.matched_terms == ()


def test_words_that_no_result_has_are_named(client, filled):
    assert search(client, q="refugees zzzqqq Class")["unmatched_words"] == ["zzzqqq"]
    assert search(client, q="refugees class")["unmatched_words"] == []
    assert search(client, q="zzzqqq")["unmatched_words"] == []


def test_phrase_and_minus(client, filled):
    assert search(client, q='"for refugees" -dutch')["total"] == 1
    assert search(client, q='"refugees for"')["total"] == 0


def test_json_has_total_hits_and_facets(client, filled):
    data = search(client, country="be")
    (country,) = [facet for facet in data["facets"] if facet["name"] == "country"]
    assert (data["total"], data["hits"][0]["reference"]) == (1, "GP-000001")
    assert country["label"] == "Country"
    assert {**country["values"][1], "url": "…"} == {
        "value": "be", "label": "Belgium", "count": 1, "selected": True, "url": "…",
    }  # fmt: skip
    assert country["values"][1]["url"].endswith("/search/")


def test_every_value_leads_to_as_many_as_it_says(client, filled):
    for facet in search(client, q="refugees")["facets"]:
        for value in facet["values"]:
            path = value["url"].removeprefix("http://testserver")
            assert client.get(path).context["results"].total == value["count"]


def test_csv_is_the_whole_set_without_formulas(client, filled):
    response = client.get("/search/?archived=1&format=csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert sorted(row["Reference"] for row in rows) == ["GP-000001", "GP-000002", "GP-000003"]
    cells = [cell for row in rows for cell in row.values()]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    assert "'-1 is no formula" in cells


def test_xlsx_opens(client, filled):
    response = client.get("/search/?format=xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert [row[0] for row in sheet.values] == ["Reference", "GP-000003", "GP-000001"]


def test_atom_is_the_newest(client, filled):
    content = client.get("/search/?format=atom").content.decode()
    assert content.count("<entry>") == 2
    assert "http://testserver/e/GP-000001/" in content


def test_files_keep_the_filters_of_a_finder(client, filled):
    data = client.get("/moocs/?format=json").json()
    assert (data["total"], "type" in [facet["name"] for facet in data["facets"]]) == (1, False)


@pytest.mark.parametrize("page", ["51", "99999999999"])
def test_page_beyond_the_bound_is_not_there(client, filled, page):
    response = client.get("/search/", {"page": page})
    assert response.status_code == (404 if page == "51" else 302)


def test_page_beyond_the_last_leads_to_the_last(client, filled):
    response = client.get("/search/?q=refugees&page=2")
    assert (response.status_code, response["Location"]) == (302, "/search/?q=refugees")


def test_nothing_found_says_what_to_change(client, filled):
    results = client.get("/search/?q=dutch&country=be").context["results"]
    assert [(step.label, step.count) for step in results.ways_on.steps] == [
        ("Without Country: Belgium", 1),
        ("Without “dutch”", 1),
    ]


def test_chips_take_one_choice_away(client, filled):
    chips = client.get("/search/?q=refugees&country=be&archived=1").context["results"].chips
    assert [(chip.facet_label, chip.label, chip.remove_url) for chip in chips] == [
        ("Country", "Belgium", "/search/?q=refugees&archived=1"),
        ("Stage", "Archived too", "/search/?q=refugees&country=be"),
    ]


def test_interface_language_is_the_first_part_of_links(client, filled):
    results = client.get("/nl/search/?country=be").context["results"]
    assert results.chips[0].label == "België"
    assert results.clear_url == "/nl/search/"


@pytest.mark.parametrize("output", ["", "json", "atom", "csv"])
def test_hostile_words_do_no_harm(client, filled, output):
    ending = f"&format={output}" if output else ""
    for text in HOSTILE:
        response = client.get(f"/search/?q={quote(text, errors='surrogatepass')}{ending}", follow=True)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert response.status_code == 200, text
        assert output == "json" or b"<script>alert" not in body


def test_hostile_parameters_do_no_harm(client, filled):
    addresses = [
        "q=%ff%fe",
        "q=%ED%A0%80",
        "country=%00",
        "country=" + "x" * 5000,
        "page=" + "9" * 400,
        "sort[]=a",
        "q[]=a",
        "&&&=",
        "q",
        "sector=schools" + "&sector=schools" * 900,
        "format=exe",
        "format=json&format=csv",
        "page=1e3",
        "year=٢٠٢٠",
    ]
    codes = {address: client.get(f"/search/?{address}", follow=True).status_code for address in addresses}
    assert {address: code for address, code in codes.items() if code not in (200, 404)} == {}


def test_too_many_parameters_are_refused(client, filled, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 100
    assert client.get("/search/?" + "a=1&" * 101).status_code == 400


def test_pages_ask_the_database_little(client, filled):
    pins = {
        "/search/": 6,
        "/search/?country=be&sort=title": 6,
        # Few results: the dictionary, which is read but once after each publication, and how its words are written.
        "/search/?q=refugees": 8,
        "/search/?q=refugees&country=be&sort=title": 8,
        "/search/?q=zzz&country=be": 8,
        "/nl/search/?format=json": 6,
        "/practices/": 10,
        "/moocs/?q=dutch": 12,
        "/countries/": 6,
        "/countries/be/": 10,
        "/sectors/schools/": 10,
    }
    client.get("/search/?q=dutch")  # what is read once per process
    asked = {address: queries_of(client, address) for address in pins}
    assert {address: n for address, n in asked.items() if n > pins[address]} == {}


def queries_of(client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_number_of_queries_does_not_grow_with_the_results(client, filled):
    client.get("/search/")
    few = queries_of(client, "/search/")
    for number in range(15):
        filled.entry(title=f"Entry {number}", countries=["be"], organisation=organisation(f"Org {number}"))
    client.get("/search/")
    assert queries_of(client, "/search/") == few


def test_json_is_no_html(client, filled):
    response = client.get("/search/", {"q": "<script>", "format": "json"})
    assert response["Content-Type"] == "application/json"
    json.loads(response.content)
