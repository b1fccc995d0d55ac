import pytest

from search.engines.embedded import EmbeddedEngine
from tests.search.engine_contract import EngineContract


class TestEmbedded(EngineContract):
    @pytest.fixture
    def engine(self) -> EmbeddedEngine:
        return EmbeddedEngine()
