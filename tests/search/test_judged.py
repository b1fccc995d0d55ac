"""How good the first ten results of questions are that we have judged ourselves, in several languages."""

import json
import os
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlencode

import pytest
import yaml
from bs4 import BeautifulSoup

from benchmarks.judgements import Judgements, Text, ndcg
from search.asking import question_of
from search.documents import ENTRY, words_of_fields
from search.engines import get_engine
from search.models import SearchDocument
from search.query import SearchQuery
from search.services import store_documents
from tests.demo_site import DemoSite

FOLDER = Path(__file__).parent / "judged"
CANDIDATES = Path(__file__).resolve().parents[3] / "shared" / "data" / "hub-demo-candidates" / "candidates.jsonl"
#: What was measured, less what an entry more or less may change. Raise them when the search becomes better.
PINNED, PINNED_CANDIDATES = 0.72, 0.60
#: Of 120 questions that nothing was tuned on.
PINNED_OTHERS = 102
ADDRESSES = {"en": "/search/", "nl": "/nl/search/", "ar": "/ar/search/"}


def judged(name: str) -> list[dict]:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def titles_found(demo: DemoSite, text: str, interface: str) -> list[str]:
    answer = demo.get(f"{ADDRESSES[interface]}?{urlencode({'q': text, 'format': 'json'})}")
    return [hit["title"] for hit in json.loads(answer.text)["hits"]]


def beginning_with(title: str, beginnings: Iterable[str]) -> str:
    return next((known for known in beginnings if title.startswith(known)), title)


def test_questions_about_the_demo_are_answered_well(demo):
    rows = judged("demo")
    scores = {}
    for row in rows:
        found = titles_found(demo, row["text"], row["interface"])
        scores[row["text"]] = ndcg([beginning_with(title, row["answers"]) for title in found], row["answers"])
    assert len(rows) >= 30
    assert sum(scores.values()) / len(rows) >= PINNED, scores


def test_what_people_ask_first_has_an_answer_among_the_first_three(demo):
    assert without_answer(demo, "first_questions") == []


def test_most_of_what_people_ask_as_well_has_an_answer_among_the_first_three(demo):
    asked = sum(len(row["asks"]) for row in judged("other_questions"))
    failing = without_answer(demo, "other_questions")
    assert asked == 120
    assert asked - len(failing) >= PINNED_OTHERS, failing


def without_answer(demo: DemoSite, name: str) -> list[tuple[str, str]]:
    """The questions that find nothing usable among the first three."""
    asked = [(row["usable"], language, text) for row in judged(name) for language, text in row["asks"].items()]
    return [(language, text) for usable, language, text in asked if not is_answered(demo, text, language, usable)]


def is_answered(demo: DemoSite, text: str, language: str, usable: list[str]) -> bool:
    found = titles_found(demo, text, language if language in ADDRESSES else "en")[:3]
    return any(beginning_with(title, usable) in usable for title in found)


@pytest.mark.parametrize(
    ("address", "ways_on"),
    [
        ("/search/", ["/search/", "/sectors/", "/countries/", "/community/new/"]),
        ("/nl/search/", ["/nl/search/", "/nl/sectors/", "/nl/countries/", "/nl/community/new/"]),
        ("/ar/search/", ["/ar/search/", "/ar/sectors/", "/ar/countries/", "/ar/community/new/"]),
        ("/practices/", ["/practices/", "/sectors/", "/countries/", "/community/new/"]),
    ],
)
def test_what_the_demo_has_nothing_about_is_said_with_ways_on(demo, address, ways_on):
    page = BeautifulSoup(demo.get(f"{address}?q=cricket").body, "html.parser")
    part = page.select_one('[data-part="hits"]')
    assert part.select("article") == []
    assert [link["href"] for link in part.select("p.row a")] == ways_on


@pytest.fixture
def candidates(db) -> list[dict]:
    """The candidate records as documents, numbered from 1."""
    path = Path(os.environ.get("HUB_CANDIDATES", CANDIDATES))
    if not path.exists():
        pytest.skip(f"{path.name} is not at hand: it is no part of the hub; HUB_CANDIDATES names another place")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    made = [SearchDocument(kind=ENTRY, object_id=number) for number in range(1, len(rows) + 1)]
    SearchDocument.objects.bulk_create(made)
    for document, row in zip(made, rows, strict=True):
        document.language = (row["languages"] or ["en"])[0][:2].lower()
        texts = {"title": row["title"], "summary": row["description"] or ""}
        document.words = words_of_fields(texts, document.language, {})
        document.body = {"number": document.object_id}
    store_documents(made)
    return rows


def test_questions_about_the_candidates_are_answered_well(candidates):
    scores = {}
    for row in judged("candidates"):
        query = SearchQuery(text=row["text"], language=row["language"])
        answer = get_engine().search(question_of(query))
        grades = {str(place): 1 for place, r in enumerate(candidates, start=1) if re.search(row["titles"], r["title"])}
        scores[row["text"]] = ndcg([str(pk) for pk in answer.ids], grades)
    assert sum(scores.values()) / len(scores) >= PINNED_CANDIDATES, scores


@pytest.mark.parametrize(
    ("languages", "odd", "even"),
    [("a a a a a", [0, 2, 4], [1, 3]), ("c a b a c", [0, 1, 3, 4], [2])],
    ids=["one language", "several"],
)
def test_halves_of_a_judgement_set(languages, odd, even):
    queries = [Text(str(place), "", "tea", language) for place, language in enumerate(languages.split())]
    judged = Judgements("tea", [], queries, {})
    asked = [[int(query.id) for query in judged.half(which).queries] for which in ("odd", "even")]
    assert asked == [odd, even]
