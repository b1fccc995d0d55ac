"""What stands in for Elasticsearch in a hub that is too large for memory."""

from dataclasses import replace

import pytest

from search.engines.base import Question
from search.engines.elastic import ElasticEngine, plain
from search.engines.elastic.config import Config
from search.engines.elastic.plain import PlainList
from search.engines.embedded import EmbeddedEngine
from search.facets import NAMES
from tests.search.random_hub import questions, store


@pytest.fixture
def documents(db):
    return store(150)


def test_it_finds_what_the_embedded_engine_finds(documents):
    embedded, instead = EmbeddedEngine(), PlainList()
    # It asks for all words, so that is what both are asked for.
    asked = [replace(q, minimum=len(q.groups), enough=0, limit=1000, offset=0) for q in questions(200)]

    found = [(answer.total, sorted(answer.ids)) for answer in map(instead.search, asked)]

    assert found == [(answer.total, sorted(answer.ids)) for answer in map(embedded.search, asked)]
    assert [instead.ids(question, 1000) for question in asked[:20]] == [list(instead.search(q).ids) for q in asked[:20]]


@pytest.mark.once
def test_the_latest_come_first_page_by_page_and_nothing_is_counted(documents):
    question = Question(counted=NAMES, limit=10)

    first, second = PlainList().search(question), PlainList().search(replace(question, offset=10))

    latest = sorted((row.object_id for row in documents), reverse=True)
    assert (first.ids, second.ids) == (tuple(latest[:10]), tuple(latest[10:20]))
    assert first.counts == {name: {} for name in NAMES}


@pytest.mark.once
def test_beyond_what_fits_in_memory_it_takes_the_place_of_the_embedded_engine(documents, monkeypatch):
    monkeypatch.setattr(plain, "MOST_IN_MEMORY", 149)
    engine = ElasticEngine(Config(urls=("http://127.0.0.1:9",), timeout=0.2))

    answer = engine.search(Question())
    engine.breaker.stop()

    assert (answer.total, engine.name) == (150, "plain list")
