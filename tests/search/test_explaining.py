"""What `search_explain` says of an entry."""

import io

import pytest
from django.core.management import CommandError, call_command

from search.asking import question_of
from search.engines import get_engine
from search.explaining import explain
from search.query import SearchQuery
from tests.factories import term

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(hub):
    term("country", "be", "Belgium", nl="België")
    term("country", "mt", "Malta")
    hub.entry(title="Welcome class", summary="For refugees", countries=["be"], last_verified_at="2026-05-01")
    hub.entry(title="A school for refugee parents", countries=["mt"])
    hub.entry(title="Old school", lifecycle="archived")
    return hub


def said(question: str, reference: str, **options) -> str:
    out = io.StringIO()
    call_command("search_explain", question, reference, stdout=out, **options)
    return out.getvalue()


def test_score_is_that_of_the_engine(filled):
    for text in ("refugee", "refugees belgië school", "welcome class"):
        query = SearchQuery(text=text)
        answer = get_engine().search(question_of(query))
        scores = dict(zip(answer.ids, answer.scores, strict=True))
        for place, reference in enumerate(("GP-000001", "GP-000002"), start=1):
            explained = explain(query, reference)
            assert explained.place is None or scores[explained.document.object_id] == explained.score, place


def test_each_word_says_where_it_stands(filled):
    text = said("refugees belgië", "GP-000001")
    assert text.startswith("Place 1 of ")
    assert "“refugees” (in 2 entries, rarity" in text
    assert "in summary 1 ×" in text
    assert "the term Country: Belgium in terms 1 ×" in text
    assert "verified: + 1/16" in text


def test_what_is_not_found_says_why(filled):
    assert "Not among the first" in said("school", "GP-000003")
    assert "Kept out because it is Stage: Archived" in said("school", "GP-000003")
    assert "Kept out by the filter Country: Malta: it has Country: Belgium." in said(
        "refugees", "GP-000001", filters="country=mt"
    )
    assert "It lacks “parents”." in said("parents", "GP-000001")
    assert "lacks the phrase “for parents”" in said('"for parents"', "GP-000001")
    assert "has the word “class”, which the minus excludes" in said("refugees -class", "GP-000001")


def test_what_does_not_exist_is_said(filled):
    filled.entry(title="A draft", live=False)
    with pytest.raises(CommandError, match="There is no entry GP-999999"):
        said("school", "GP-999999")
    with pytest.raises(CommandError, match="is not public"):
        said("school", "GP-000004")
