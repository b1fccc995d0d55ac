"""`search_explain` with Elasticsearch behind it."""

import io

import pytest
from django.core.management import call_command

from search import engines
from search.engines.elastic.rebuilding import rebuild
from tests.factories import term

QUESTIONS = [
    ("refugees belgië", ""),
    ("welcome class", ""),
    ("school", ""),
    ("refugees", "country=mt"),
    ("parents refugees help", ""),
    ('"for parents"', ""),
    ('"for refugees" -class', ""),
]
SCORES = "Elasticsearch takes the rarity of each form of a word by itself, so its own score differs a little."


@pytest.fixture
def filled(hub, cluster, settings):
    term("country", "be", "Belgium", nl="België")
    term("country", "mt", "Malta")
    hub.entry(title="Welcome class", summary="For refugees", countries=["be"], last_verified_at="2026-05-01")
    hub.entry(title="A school for refugee parents", countries=["mt"])
    hub.entry(title="Old school", lifecycle="archived")
    rebuild(cluster)
    settings.SEARCH_ENGINE = "elasticsearch"
    engines._build.cache_clear()
    yield hub
    settings.SEARCH_ENGINE = "elasticsearch"
    engines.get_engine().breaker.stop()
    engines._build.cache_clear()


def said(question: str, reference: str, filters: str = "") -> list[str]:
    out = io.StringIO()
    call_command("search_explain", question, reference, filters=filters, stdout=out)
    return out.getvalue().splitlines()


@pytest.mark.parametrize(("question", "filters"), QUESTIONS)
def test_what_elasticsearch_says_is_what_the_embedded_engine_says(filled, settings, question, filters):
    references = [f"GP-{number:06}" for number in (1, 2, 3)]
    there = [said(question, reference, filters) for reference in references]
    settings.SEARCH_ENGINE = "embedded"
    here = [said(question, reference, filters) for reference in references]

    assert there == [[lines[0].replace("embedded", "elasticsearch"), *lines[1:], SCORES] for lines in here]


def test_why_elasticsearch_does_not_answer_is_said(filled, settings):
    engines._build.cache_clear()
    settings.ELASTICSEARCH_URL = ["http://127.0.0.1:1"]

    first, second, *_rest = said("welcome class", "GP-000001")

    assert (first, second) == (
        "Place 1 of 1, answered by embedded.",
        "Elasticsearch does not answer: nobody answers at that address.",
    )
