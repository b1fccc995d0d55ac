import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.engines import embedded
from search.engines.base import Form, Group, Question
from search.engines.embedded import EmbeddedEngine
from tests.search.corpus import documents
from tests.search.engine_contract import EngineContract


class TestEmbedded(EngineContract):
    @pytest.fixture
    def engine(self) -> EmbeddedEngine:
        return EmbeddedEngine()


def test_frequent_words_are_there_before_anybody_asks_and_follow(transactional_db, monkeypatch):
    monkeypatch.setattr(embedded, "LARGE", 1)
    contract, engine = EngineContract(), EmbeddedEngine()
    corpus = contract.store(engine, documents(90))
    engine.warm()

    with CaptureQueriesContext(connection) as asked:
        engine.search(Question(groups=(Group((Form("school"),)),), minimum=1))

    assert len(asked) == 1  # the clock's
    contract.test_changes_are_followed(engine, corpus)
