"""How documents lie in the index: everything Elasticsearch is told about them.

Only what every Elasticsearch 9 has is used, the bare core distribution included: no language analyzers,
no scripts, no `_reindex`, no `_delete_by_query`, no synonyms API, no plug-in. So it works the same on the
distribution that tests run on, on the full one, and on managed clusters.
"""

import hashlib
import json
from functools import cache
from typing import Any

from search.analysis import VERSION
from search.engines.elastic.config import Config, base36
from search.facets import FACETS, Facet

#: Raise it when documents are put differently into the same mapping.
LAYOUT = 1

#: A word stands in `words` as often as its level says (`rows.TIMES`). With such a k1, what BM25 makes of the number of
#: times is a straight line within 1.5 %, so a word counts rarity × level, as in the embedded engine.
STRAIGHT = 1000

WORDS = {
    "type": "text",
    "analyzer": "whitespace",  # Words are made by us; see search/analysis.
    "norms": False,
    "index_options": "freqs",
    "similarity": "levels",
}
TEXT = {"type": "text", "analyzer": "whitespace", "norms": False, "index_options": "positions"}
CODES = {"type": "keyword", "eager_global_ordinals": True}  # Counting needs ordinals: make them when refreshing.
SORT_KEY = {"type": "keyword", "index": False}
SORT_NUMBER = {"type": "long", "index": False}
DAYS = {"type": "integer_range", "doc_values": False}


def index_body(config: Config) -> dict[str, Any]:
    return {"settings": {"index": index_settings(config)}, "mappings": mappings()}


def index_settings(config: Config) -> dict[str, Any]:
    return {
        "number_of_shards": config.shards,
        **config.replica_settings(),
        "refresh_interval": "500ms",
        # A tombstone must outlive every batch that may still bring an older version of the document.
        "gc_deletes": "1h",
        "max_result_window": 10_000,
        "max_inner_result_window": 10_000,
        "similarity": {"levels": {"type": "BM25", "k1": STRAIGHT, "b": 0}},
    }


@cache
def mappings() -> dict[str, Any]:
    return {
        "dynamic": "strict",
        # Text is never read back: the hub shows what its database holds. What is kept serves `verify`.
        "_source": {"includes": ["digest", "clock"]},
        "properties": {
            "kind": {"type": "keyword"},
            "pk": {"type": "long"},
            "words": WORDS,
            "text": TEXT,
            "facets": {"properties": {facet.name: CODES for facet in FACETS if not facet.dated}},
            "steps": {"properties": {facet.name: _days_of(facet) for facet in FACETS if facet.dated}},
            "signals": {"type": "keyword", "doc_values": False},
            "number": SORT_NUMBER,
            "newest": SORT_NUMBER,
            "verified": SORT_NUMBER,
            "title": SORT_KEY,
            "digest": {"type": "keyword", "index": False, "doc_values": False},
            "clock": {"properties": {"epoch": SORT_NUMBER, "version": SORT_NUMBER, "weight": SORT_NUMBER}},
        },
    }


def _days_of(facet: Facet) -> dict[str, Any]:
    """For each code the days on which a document has it: the day decides, and midnight changes no document."""
    codes = facet.choices.values if facet.choices else []
    return {"properties": dict.fromkeys(codes, DAYS)}


@cache
def schema() -> str:
    """A few letters that change with the mapping, the layout or the analysis.

    They are part of the alias, so that a release never asks an index that was made for another one.
    """
    described = json.dumps([mappings(), STRAIGHT, LAYOUT, VERSION], sort_keys=True)
    return base36(int(hashlib.sha256(described.encode()).hexdigest()[:10], 16))[:6]


def alias_name(config: Config, epoch: int) -> str:
    """What searches ask. Another epoch has another alias: after a restore nothing stale can answer."""
    return f"{config.prefix}-{schema()}-{base36(epoch)}"
