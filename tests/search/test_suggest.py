"""What is offered while somebody types."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from search.suggest.typed import marked, typed_words
from tests.factories import organisation, term
from tests.search.test_views import HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(hub):
    term("target-group", "refugee-children", "Refugee children", nl="Vluchtelingenkinderen", el="Παιδιά πρόσφυγες")
    term("theme", "refuge", "A refuge")
    term("theme", "nowhere", "Refused by nobody")
    hub.entry(title="Refugees at school", target_groups=["refugee-children"], organisation=organisation("Refuge vzw"))
    hub.entry(title="Teaching refugees", target_groups=["refugee-children"], themes=["refuge"])
    hub.entry("mooc", title="Réfugiés en classe", language="fr")
    organisation("Refugees without entries")
    return hub


def suggested(client, asked: str, address: str = "/search/suggest/", **more: str) -> dict[str, list[str]]:
    """The texts by group."""
    groups = client.get(address, {"q": asked, **more}).json()["groups"]
    return {g["label"]: ["".join(text for text, _marked in o["text"]) for o in g["options"]] for g in groups}


def options(client, asked: str, address: str = "/search/suggest/", **more: str) -> list[dict]:
    return [o for group in client.get(address, {"q": asked, **more}).json()["groups"] for o in group["options"]]


def test_topics_entries_and_organisations(client, filled):
    assert suggested(client, "ref") == {
        "Topics and places": ["Refugee children", "A refuge"],
        "Entries": ["Réfugiés en classe", "Refugees at school", "Teaching refugees"],
        "Organisations": ["Refuge vzw"],
    }


def test_every_option_leads_somewhere(client, filled):
    urls = [option["url"] for option in options(client, "ref")]
    assert [client.get(url).status_code for url in urls] == [200] * len(urls)


def test_topic_says_which_facet_it_sets_and_how_many_entries(client, filled):
    topic = options(client, "ref")[0]
    assert (topic["note"], topic["url"], topic["query"]) == (
        "Target group · 2 entries",
        "/search/?target-group=refugee-children",
        "?target-group=refugee-children",
    )
    assert client.get(topic["url"]).context["results"].total == 2


def test_topics_are_known_in_every_language(client, filled):
    topic = options(client, "vluchtelingen")[0]
    assert (topic["text"], topic["note"]) == (
        [["Refugee children", False]],
        "Vluchtelingenkinderen · Target group · 2 entries",
    )
    assert options(client, "vluch", "/nl/search/suggest/")[0]["text"] == [["Vluch", True], ["telingenkinderen", False]]
    assert [option["url"] for option in options(client, "προσφ")] == ["/search/?target-group=refugee-children"]


@pytest.mark.parametrize("typed", ["لاجئ", "اللاج", "الأطفال لاجئ"])
def test_topics_in_arabic_are_found_without_the_article(client, filled, typed):
    term("theme", "refugees", "Forced to flee", ar="الأطفال اللاجئون")
    filled.entry(themes=["refugees"])

    assert [option["url"] for option in options(client, typed, "/ar/search/suggest/")] == ["/ar/search/?theme=refugees"]


def test_all_words_must_be_there(client, filled):
    assert suggested(client, "refugees sch") == {"Entries": ["Refugees at school"]}
    assert suggested(client, "children refugee")["Topics and places"] == ["Refugee children"]


def test_within_a_kind(client, filled):
    assert suggested(client, "ref", type="mooc") == {"Entries": ["Réfugiés en classe"]}
    assert suggested(client, "ref", type="nonsense") == suggested(client, "ref")
    hub_term = term("theme", "listening", "Listening")
    filled.entry("mooc", title="Ears", themes=[hub_term.code])
    assert options(client, "list", type="mooc")[0]["url"] == "/search/?type=mooc&theme=listening"


def test_entries_come_with_their_language_and_kind(client, filled):
    (entry,) = options(client, "classe")
    assert (entry["lang"], entry["dir"], entry["note"]) == ("fr", "ltr", "MOOC")


@pytest.mark.parametrize(
    "typed", ["", " ", "r", "a r", "!!!", "ref" + "x" * 98, "refugees " * 12, "re se te we me ne de be ke"]
)
def test_too_little_or_too_much_gives_nothing(client, filled, typed):
    assert options(client, typed) == []


def test_nothing_found_says_so(client, filled):
    assert client.get("/search/suggest/?q=zzzqqq").json() == {"status": "No suggestions", "groups": []}


@pytest.mark.parametrize(
    ("text", "typed", "parts"),
    [
        ("Welcome classes", "cla", [["Welcome ", False], ["cla", True], ["sses", False]]),
        ("L’école d’été", "ete", [["L’école d’", False], ["été", True]]),
        ("Straße", "strass", [["Straße", True]]),
        ("Τάξη υποδοχής", "ταξ", [["Τάξ", True], ["η υποδοχής", False]]),
        ("المدرسة", "مدر", [["ال", False], ["مدر", True], ["سة", False]]),
        ("المدرسة", "المد", [["المد", True], ["رسة", False]]),
        ("ألمانيا", "مان", [["ألمانيا", False]]),
    ],
)
def test_what_was_typed_is_marked(text, typed, parts):
    assert [list(part) for part in marked(text, typed_words(typed, "en"))] == parts


# ---------------------------------------------------------------- What it does not do


def test_what_is_not_public_is_not_suggested(client, filled):
    hidden = filled.entry(title="Zanzibar trip", themes=["refuge"], organisation=organisation("Zanzibar school"))
    restricted = filled.entry("project", title="Zanzibar plan")
    assert len(options(client, "zanz")) == 3
    hidden.unpublish()
    PageViewRestriction.objects.create(page=restricted, restriction_type="login")
    assert options(client, "zanz") == []
    assert [option["note"] for option in options(client, "refuge")[:2]] == [
        "Target group · 2 entries",
        "Theme · 1 entry",
    ]


def test_entry_that_left_without_a_document_is_not_suggested(client, filled):
    hidden = filled.entry(title="Zanzibar trip")
    type(hidden).objects.filter(pk=hidden.pk).update(live=False)
    assert options(client, "zanz") == []


def test_topic_without_entries_is_not_suggested(client, filled):
    assert "Refused by nobody" not in suggested(client, "ref")["Topics and places"]
    assert suggested(client, "refused") == {}


def test_hostile_words_do_no_harm(client, filled):
    for text in HOSTILE:
        response = client.get("/search/suggest/", {"q": text.encode("utf-8", "surrogatepass")})
        assert (response.status_code, response["Content-Type"]) == (200, "application/json"), text


def test_only_reading(client, filled):
    assert client.post("/search/suggest/", {"q": "ref"}).status_code == 405


def test_anybody_may_keep_it_for_a_minute(client, filled):
    assert client.get("/search/suggest/?q=ref")["Cache-Control"] == "public, max-age=60"
    client.cookies["sessionid"] = "x"
    assert "no-store" in client.get("/search/suggest/?q=ref")["Cache-Control"]


def test_it_asks_the_database_little(client, filled):
    client.get("/search/suggest/?q=ref")
    with CaptureQueriesContext(connection) as queries:
        client.get("/search/suggest/?q=ref")
    assert len(queries) <= 8
