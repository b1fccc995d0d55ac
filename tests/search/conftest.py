import os
import secrets

import pytest

from search.engines.elastic.cluster import Cluster
from search.engines.elastic.config import Config
from search.engines.server import FOLDER, Node


@pytest.fixture(scope="session")
def elasticsearch_url() -> str:
    """A running server: the one that the environment names, or that `make elasticsearch` started."""
    url = os.environ.get("ELASTICSEARCH_URL") or Node(FOLDER).url
    if url:
        return url
    if os.environ.get("HUB_REQUIRE_SERVICES"):
        pytest.fail("Elasticsearch does not run, and HUB_REQUIRE_SERVICES is set.")
    pytest.skip("Elasticsearch does not run: start it with `make elasticsearch`.")


@pytest.fixture
def elastic_settings(settings, elasticsearch_url):
    """Settings of a hub with indices of its own on the server."""
    settings.ELASTICSEARCH_URL = [elasticsearch_url]
    settings.ELASTICSEARCH_PREFIX = f"test{secrets.token_hex(4)}"
    # What is measured elsewhere must not make tests on a busy machine fail.
    settings.ELASTICSEARCH_TIMEOUT = 10.0
    return settings


@pytest.fixture
def cluster(db, elastic_settings):
    cluster = Cluster(Config.from_settings())
    yield cluster
    for name in cluster.patient.indices.get_alias(index=f"{cluster.config.prefix}*").body:
        cluster.patient.indices.delete(index=name)
