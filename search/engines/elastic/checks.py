"""System checks: of the settings always, of the cluster with `check --deploy`."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.core.checks import Error, Warning

from search.engines.elastic.cluster import Cluster
from search.engines.elastic.config import Config
from search.engines.elastic.status import status

PREFIX = re.compile(r"[a-z][a-z0-9_]{0,40}")


def check_settings() -> list[Error]:
    return list(_wrong_settings())


def check_cluster() -> list[Warning]:
    if check_settings():
        return []
    found = status(Cluster(Config.from_settings()))
    return [Warning(f"Elasticsearch: {problem}.", id="search.W001") for problem in found.problems]


def _wrong_settings() -> Iterator[Error]:
    config = Config.from_settings()
    for url in config.urls:
        yield from _wrong_url(url)
    if not config.urls:
        yield Error("ELASTICSEARCH_URL is empty.", id="search.E001")
    if not PREFIX.fullmatch(config.prefix):
        yield Error("ELASTICSEARCH_PREFIX may have small letters, digits and _, a letter first.", id="search.E003")
    if not re.fullmatch(r"\d+(-(\d+|all))?", config.replicas):
        yield Error("ELASTICSEARCH_REPLICAS must be a number or a range such as 0-1.", id="search.E004")
    if config.api_key and config.user:
        yield Error("Set ELASTICSEARCH_API_KEY or ELASTICSEARCH_USER, not both.", id="search.E005")
    if config.timeout <= 0 or config.patience <= 0 or config.shards < 1:
        yield Error("Timeouts and ELASTICSEARCH_SHARDS must be above zero.", id="search.E006")


def _wrong_url(url: str) -> Iterator[Error]:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        yield Error("ELASTICSEARCH_URL needs addresses such as https://host:9200.", id="search.E001")
    if "@" in parts.netloc:
        hint = "Use ELASTICSEARCH_USER and ELASTICSEARCH_PASSWORD, which no log and no page shows."
        yield Error("ELASTICSEARCH_URL must not contain a password.", hint=hint, id="search.E002")
