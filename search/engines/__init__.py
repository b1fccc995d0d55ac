"""The search engine that the settings name, built on first use."""

import gc
import logging
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.module_loading import import_string

from search.engines.base import SearchEngine

logger = logging.getLogger(__name__)

ALIASES = {
    "embedded": "search.engines.embedded.EmbeddedEngine",
    "elasticsearch": "search.engines.elastic.ElasticEngine",
}


def get_engine() -> SearchEngine:
    return _build(settings.SEARCH_ENGINE)


@cache
def _build(name: str) -> SearchEngine:
    return import_string(ALIASES.get(name, name))()


def engine_state() -> dict[str, str]:
    """Which engine is chosen and which one answers now, for health and editors."""
    engine = get_engine()
    return engine.state() if hasattr(engine, "state") else {"engine": engine.name, "answers": engine.name}


def prepare() -> None:
    """What a web process does before its first search, so that no visitor waits for it."""
    from search.labels import label_index
    from search.spelling.dictionary import dictionary

    try:
        label_index()
        dictionary()
        engine = get_engine()
        if hasattr(engine, "warm"):
            engine.warm()
    except DatabaseError:
        logger.warning("Search is not ready yet: the database has no tables. The first search makes it ready.")
    finally:
        connection.close()
    # What stays for good need not be looked at by every full garbage collection, which would take a quarter second.
    gc.collect()
    gc.freeze()
