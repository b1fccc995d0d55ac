import pytest

from search.engines.elastic import ElasticEngine
from search.engines.elastic.following import NeedsRebuild, follow_once
from search.engines.elastic.rebuilding import rebuild
from tests.search.engine_contract import EngineContract


class TestElastic(EngineContract):
    exact_scores = False

    @pytest.fixture
    def engine(self, cluster):
        engine = ElasticEngine(cluster.config)
        yield engine
        assert engine.answered["embedded"] == 0

    def follow(self, engine) -> None:
        try:
            follow_once(engine.cluster)
        except NeedsRebuild:
            rebuild(engine.cluster)
        engine.cluster.patient.indices.refresh(index=engine.cluster.alias())
