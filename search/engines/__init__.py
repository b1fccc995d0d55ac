"""The search engine that the settings name, built on first use."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from search.engines.base import SearchEngine

ALIASES = {
    "embedded": "search.engines.embedded.EmbeddedEngine",
    "elasticsearch": "search.engines.elastic.ElasticEngine",
}


def get_engine() -> SearchEngine:
    return _build(settings.SEARCH_ENGINE)


@cache
def _build(name: str) -> SearchEngine:
    return import_string(ALIASES.get(name, name))()
