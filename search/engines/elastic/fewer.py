"""The page with fewer of the words, asked for together with the page with all of them.

Which of the two is wanted only the index knows, and one request must do. Fewer words may mean a hundred
times more documents, so Elasticsearch is asked in a way that lets it stop when they are not wanted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from elasticsearch.dsl.query import Bool, Term

from search.engines.base import Question
from search.engines.elastic import query
from search.engines.elastic.rows import CURSOR_ID

CURSOR = Term(kind=CURSOR_ID)


def bodies(question: Question, seconds: float) -> list[dict[str, Any]]:
    """A search for each try."""
    fewer = [body(question, minimum, more, seconds) for more, minimum in pairwise(question.tries)]
    return [query.body(question, question.tries[0], seconds), *fewer]


def body(question: Question, minimum: int, more: int, seconds: float) -> dict[str, Any]:
    """The page with `minimum` words, worked out only if too few documents have `more`.

    `kinds` keeps one of two buckets: that of the documents, or that of the cursor, which is one row of the index. It
    keeps the lighter one, and counts and sorts for that one alone. The cursor weighs 1, and `enough` documents with
    `more` words weigh a little more than 1. (Where the index has several shards, this helps the cursor's.)
    """
    found = Bool(should=[query.matching(question, minimum), Bool(filter=[CURSOR])])
    buckets = {"field": "kind", "size": 1, "shard_size": 1, "collect_mode": "breadth_first"}
    order = [{"more>weight": "asc"}, {"_key": "asc"}]
    aggregations = _weighing(question, more) | _page(question) | query.grouping(question, minimum)
    aggregations |= query.counting(question, query.limits_of(question))
    kinds = {"terms": buckets | {"order": order}, "aggs": aggregations}
    return {"query": found.to_dict(), "size": 0, "aggs": {"kinds": kinds}} | query.options(seconds)


def chosen(question: Question, responses: Sequence[Mapping[str, Any]]) -> tuple[int, Mapping[str, Any]]:
    """The first try that enough documents pass, or the last, and its page."""
    place, page = 0, responses[0]
    for step, response in enumerate(responses[1:], start=1):
        if query.matched(page) >= question.enough:
            break
        # Missing if no document has so many words, or if the index has changed between two searches of a request.
        if lower := page_of(question, response):
            place, page = step, lower
    return place, page


def page_of(question: Question, response: Mapping[str, Any]) -> Mapping[str, Any]:
    """The answer in the shape of any other, or nothing if it was not worked out."""
    buckets = response["aggregations"]["kinds"]["buckets"]
    bucket = next((found for found in buckets if found["key"] == question.kind), None)
    if bucket is None:
        return {}
    hits = bucket["found"]["page"]["hits"]["hits"] if question.limit > 0 else []
    total = {"value": bucket["found"]["doc_count"], "relation": "eq"}
    return {**response, "hits": {"total": total, "hits": hits}, "aggregations": bucket}


def _weighing(question: Question, minimum: int) -> dict[str, Any]:
    more = Bool(should=[query.matching(replace(question, limit=0), minimum), CURSOR]).to_dict()
    weight = {"sum": {"field": "clock.weight", "missing": 1 / (question.enough - 0.5)}}
    return {"more": {"filter": more, "aggs": {"weight": weight}}}


def _page(question: Question) -> dict[str, Any]:
    allowed = Bool(filter=list(query.limits_of(question).values())).to_dict()
    if question.limit <= 0:
        return {"found": {"filter": allowed}}
    sort = query.sorting(question)
    page = {"from": question.offset, "size": question.limit, "sort": sort, "_source": False}
    return {"found": {"filter": allowed, "aggs": {"page": {"top_hits": page | {"track_scores": True}}}}}
