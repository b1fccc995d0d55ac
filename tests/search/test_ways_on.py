"""What is offered when little or nothing was found."""

import pytest

from search.engines import get_engine
from search.finder import find
from search.query import SearchQuery, in_order
from tests.factories import term

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(hub):
    for code, label in (("be", "Belgium"), ("nl", "Netherlands"), ("mt", "Malta")):
        term("country", code, label, parent="europe-south" if code == "mt" else "europe-west")
    term("sector", "health")
    for number in range(6):
        hub.entry(title=f"Welcome class {number}", countries=["nl"])
    hub.entry("mooc", title="Reading with parents", countries=["be"], sectors=["health"])
    hub.entry(title="Reading at home", countries=["be"], lifecycle="archived")
    return hub


def asked(text: str = "", **choices: str) -> SearchQuery:
    return SearchQuery(text=text, choices=in_order({name: (code,) for name, code in choices.items()}))


def steps(query: SearchQuery) -> list[tuple[str, int]]:
    return [(step.label, step.count) for step in find(query).ways_on.steps]


def meant(query: SearchQuery) -> tuple[str, str, int] | None:
    step = find(query, "/search/").ways_on.meant
    return step and (step.label, step.url, step.count)


def test_one_filter_less(filled):
    assert steps(asked("welcome", country="be")) == [
        ("Without Country: Belgium", 6),
        ("Europe west instead of Belgium", 6),
        ("Without “welcome”", 1),
    ]


def test_one_word_less(filled):
    assert ('Without “"class"”', 1) in steps(asked('"reading" "class"'))


def test_every_number_is_what_the_link_gives(filled, client):
    for query in (asked("welcome", country="be", sector="health"), asked("reading"), asked("wellcome klass")):
        ways = find(query, "/search/").ways_on
        offered = [*ways.steps, *filter(None, [ways.meant])]
        assert offered
        assert [client.get(step.url).context["results"].total for step in offered] == [step.count for step in offered]


def test_few_results_get_help_as_well(filled):
    assert steps(asked("reading")) == [("With what is archived", 2)]


def test_what_gives_no_more_is_no_help(filled):
    assert steps(asked("parents")) == []


def test_enough_results_need_none(filled):
    results = find(asked("welcome"))
    assert (results.total, results.ways_on.steps, results.ways_on.meant) == (6, (), None)


def test_spelling_with_the_number_of_results(filled):
    assert meant(asked("wellcome")) == ("welcome", "/search/?q=welcome", 6)


def test_spelling_keeps_the_filters(filled):
    assert meant(asked("redding", country="be")) == ("reading", "/search/?q=reading&country=be", 1)


def test_spelling_that_gives_nothing_is_not_offered(filled):
    assert meant(asked("wellcome", country="mt")) is None


def test_spelling_and_a_filter_too_many(filled):
    assert steps(asked("wellcome", country="mt")) == [("“welcome” without any filter", 6)]


def test_spelling_of_a_word_that_nothing_has_beside_enough_results(filled):
    results = find(asked("welcome claas"), "/search/")
    assert (results.unmatched_words, results.matched_words) == (("claas",), ("welcome",))
    assert (results.ways_on.meant.label, results.ways_on.meant.count) == ("welcome class", 6)


def test_later_pages_offer_nothing(filled):
    assert find(SearchQuery(text="zzzqqq", page=2)).ways_on.steps == ()


def test_page_says_it_in_words(filled, client):
    page = client.get("/search/?q=welcome+claas").content.decode()
    assert "Nothing contains “<bdi>claas</bdi>”." in page
    assert "Shown are results for “<bdi>welcome</bdi>”." in page
    assert 'Did you mean <a href="/search/?q=welcome+class"><bdi>welcome class</bdi></a>?' in page
    assert "That gives 6 entries." in page


@pytest.mark.parametrize(("text", "said"), [("qqzzxx", True), ("wellcome", False)], ids=["nothing", "misspelt"])
def test_there_is_nothing_on_it_unless_something_else_was_meant(filled, client, text, said):
    page = client.get("/search/", {"q": text}).content.decode()
    assert ("We have nothing on this yet." in page) == said


def test_json_says_it_too(filled, client):
    data = client.get("/search/?q=wellcome&format=json").json()
    assert data["did_you_mean"] == {"label": "welcome", "count": 6, "url": "http://testserver/search/?q=welcome"}
    data = client.get("/search/?q=reading&format=json").json()
    assert [step["count"] for step in data["instead"]] == [2]


def test_clearing_the_filters_keeps_the_words(filled, client):
    results = client.get("/search/?q=reading&country=nl&archived=1").context["results"]
    assert (results.clear_url, results.all_url) == ("/search/?q=reading", "/search/")


def test_all_is_asked_at_once(filled, monkeypatch):
    """Of the engine: one request however many ways on there are."""
    calls = []
    engine = get_engine()
    totals = engine.totals
    monkeypatch.setattr(engine, "totals", lambda questions: calls.append(len(questions)) or totals(questions))
    find(asked("wellcome klass", country="be", sector="health"))
    assert len(calls) == 1 and calls[0] > 3
