import pytest

from tests.factories import organisation, term

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(hub):
    term("country", "be", "Belgium", parent="europe-west")
    term("country", "nl", "Netherlands", parent="europe-west")
    term("theme", "trauma", parent="wellbeing")
    hub.entry(countries=["be"], themes=["trauma"], organisation=organisation("De Brug"))
    hub.entry("mooc", countries=["be", "nl"], sectors=["schools"])
    hub.entry(countries=["be"], live=False)
    return hub


def test_country_page_says_what_there_is(client, filled):
    context = client.get("/countries/be/").context
    assert (context["label"], context["total"], context["search_url"]) == ("Belgium", 2, "/search/?country=be")
    assert [(line.code, line.count, line.url) for line in context["kinds"]] == [
        ("mooc", 1, "/search/?type=mooc&country=be"),
        ("practice", 1, "/search/?type=practice&country=be"),
    ]
    assert [line.code for line in context["themes"]] == ["trauma"]
    assert context["organisations"] == [{"name": "De Brug", "url": "/organisations/de-brug/", "count": 1}]
    assert len(context["newest"]) == 2


def test_countries_are_listed_by_name_without_regions(client, filled):
    lines = client.get("/countries/").context["countries"]
    assert [(line.label, line.count) for line in lines] == [("Belgium", 2), ("Netherlands", 1)]


def test_sector_pages(client, filled):
    term("sector", "health")
    lines = client.get("/sectors/").context["sectors"]
    assert {line.code: line.count for line in lines} == {"schools": 2, "health": 0}
    assert client.get("/sectors/schools/").context["total"] == 2


def test_country_without_entries_has_a_page(client, filled):
    term("country", "mt", "Malta", parent="europe-south")
    assert client.get("/countries/mt/").context["total"] == 0


def test_merged_country_leads_to_the_other(client, filled):
    gone = term("country", "zz")
    gone.replaced_by = term("country", "be")
    gone.save()
    response = client.get("/countries/zz/")
    assert (response.status_code, response["Location"]) == (301, "/countries/be/")


@pytest.mark.parametrize("path", ["/countries/xx/", "/sectors/nothing/"])
def test_unknown_place_is_not_there(client, filled, path):
    assert client.get(path).status_code == 404
