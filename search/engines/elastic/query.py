"""A question as a request body, and the answer to it.

Only term-level and positional queries on words of our own making are sent: nothing a searcher types is
ever parsed by Elasticsearch.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from zlib import crc32

from elasticsearch.dsl import SF, Q, Search
from elasticsearch.dsl.query import Bool, DisMax, FunctionScore, MatchNone, MatchPhrase, Query, Term, Terms

from hub.catalogue.vocabulary import vocabulary_of
from search.engines.base import Answer, Favour, Form, Group, Question
from search.engines.elastic.client import WrongAnswer
from search.engines.elastic.mapping import STRAIGHT
from search.engines.elastic.rows import MOST_TIMES, object_id, shortened
from search.facets import BY_NAME, Facet
from search.weights import SCALE

ORDERS: dict[str, tuple[str, ...]] = {
    "relevance": ("number", "pk"),
    "newest": ("-newest", "-number", "pk"),
    "verified": ("-verified", "number", "pk"),
    "title": ("title", "number", "pk"),
}
#: Buckets of a facet: at least so many (years have no vocabulary), and some for terms that are new to this process.
LEAST_BUCKETS = 400
SLACK = 50
#: What a rare word at its highest level is worth; brings scores into the range of the embedded engine's.
_BOOST = SCALE * STRAIGHT / MOST_TIMES
_PHRASE_BOOST = SCALE
#: Elasticsearch gives up a little before we do, so that it does not work on for nobody.
_OWN_TIMEOUT = 0.8


# ---------------------------------------------------------------------- Asking


def body(question: Question, minimum: int, seconds: float) -> dict[str, Any]:
    """The whole page as one search: `minimum` is how many words a document must have."""
    limits = limits_of(question)
    asked = Search().query(matching(question, minimum)).extra(**options(seconds))
    if limits:
        asked = asked.post_filter(Bool(filter=list(limits.values())))
    asked = asked[question.offset : question.offset + max(question.limit, 0)]
    if question.limit > 0:
        asked = asked.sort(*sorting(question))
    aggregations = counting(question, limits) | grouping(question, minimum)
    return asked.to_dict() | ({"aggs": aggregations} if aggregations else {})


def options(seconds: float) -> dict[str, Any]:
    return {"track_total_hits": True, "_source": False, "timeout": f"{int(seconds * 1000 * _OWN_TIMEOUT)}ms"}


def by_score(question: Question) -> bool:
    return question.sort == "relevance" and bool(question.groups) and question.limit > 0


def sorting(question: Question) -> list[Any]:
    order = [{name.lstrip("-"): "desc" if name.startswith("-") else "asc"} for name in ORDERS[order_of(question)]]
    return ["_score", *order] if by_score(question) else order


def order_of(question: Question) -> str:
    return question.sort if question.sort in ORDERS else "newest"


def preference(question: Question) -> str:
    """All pages of one question go to the same copy of the index: copies may score a little differently."""
    return f"q{crc32(repr((question.groups, question.choices)).encode())}"


def matching(question: Question, minimum: int) -> Query:
    """The documents with these words, before any facet is chosen."""
    filters: list[Query] = [Term(kind=question.kind)]
    filters += [having(facet, codes, question) for facet, codes in question.preset.items()]
    filters += [phrase(words) for words in question.phrases]
    excluded = [group_filter(group) for group in question.excluded]
    excluded += [phrase(words) for words in question.excluded_phrases]
    groups = list(question.groups)
    if minimum and not groups:
        filters.append(MatchNone())
    if not by_score(question):
        if minimum and groups:
            wanted = [group_filter(group) for group in groups]
            filters.append(Bool(should=wanted, minimum_should_match=minimum))
        return Bool(filter=filters, must_not=excluded)
    ranked = [scored(group) for group in groups]
    words = Bool(filter=filters, must_not=excluded, should=ranked, minimum_should_match=minimum)
    return favouring(question.favoured, words)


def favouring(favoured: Sequence[Favour], words: Query) -> Query:
    """Scores grow by a part of themselves where a document has a signal."""
    if not favoured:
        return words
    functions = [SF({"filter": Term(signals=f.signal), "weight": 1 + 0.5**f.halvings}) for f in favoured]
    return FunctionScore(query=words, functions=functions, score_mode="multiply", boost_mode="multiply")


def group_filter(group: Group) -> Query:
    words = Terms(words=[shortened(form.word) for form in group.forms if not form.phrase])
    phrases = [phrase(form.phrase) for form in group.forms if form.phrase]
    return Bool(should=[words, *phrases], minimum_should_match=1) if phrases else words


def scored(group: Group) -> Query:
    """The best of the forms of a word: rarity × level × what the form is worth."""
    forms = [scored_form(form) for form in group.forms]
    return DisMax(queries=forms) if forms else MatchNone()


def scored_form(form: Form) -> Query:
    if not form.phrase:
        return Term(words={"value": shortened(form.word), "boost": _BOOST * form.weight / 100})
    # The rarity of a phrase is the sum of that of its words: counted as their mean.
    boost = _PHRASE_BOOST * form.weight / 100 / len(form.phrase)
    return MatchPhrase(text={"query": " ".join(map(shortened, form.phrase)), "boost": boost})


def phrase(words: Sequence[str]) -> Query:
    return MatchPhrase(text=" ".join(map(shortened, words)))


# ---------------------------------------------------------------------- Facets


def limits_of(question: Question) -> dict[str, Query]:
    """What each facet lets through."""
    limits = {facet: having(facet, codes, question) for facet, codes in question.choices.items()}
    for facet, codes in question.left_out.items():
        if facet not in question.choices:
            limits[facet] = Bool(must_not=[having(facet, codes, question)])
    return limits


def having(facet: str, codes: Iterable[str], question: Question) -> Query:
    """The documents with one of these values, on the day of the question."""
    known = BY_NAME.get(facet)
    if known and known.dated:
        return Bool(should=[on_day(known, code, question) for code in codes] or [MatchNone()], minimum_should_match=1)
    return Q("terms", **{f"facets.{facet}": list(codes)})


def on_day(facet: Facet, code: str, question: Question) -> Query:
    return Term(**{f"steps.{facet.name}.{code}": question.day.toordinal()})


def counting(question: Question, limits: Mapping[str, Query]) -> dict[str, Any]:
    """One terms aggregation per facet, filtered by the choices in all others; facets without one share a filter.

    Plain dictionaries: they are most of a request, and an object for each would cost more than sending it.
    """
    aggregations: dict[str, Any] = {}
    if question.minimum > 1 and question.enough:
        aggregations["matching"] = {"filter": {"term": {"kind": question.kind}}}
    free = {name: _values(name, question) for name in question.counted if name not in limits}
    if free and limits:
        aggregations["rest"] = {"filter": _all_of(limits.values()), "aggs": free}
    else:
        aggregations |= free
    for name in question.counted:
        if name in limits:
            others = _all_of(limit for facet, limit in limits.items() if facet != name)
            aggregations[f"own-{name}"] = {"filter": others, "aggs": {name: _values(name, question)}}
    return aggregations


def grouping(question: Question, minimum: int) -> dict[str, Any]:
    """How many documents have each word, if a document need not have all."""
    if question.limit <= 0 or not 0 < minimum < len(question.groups):
        return {}
    return {"groups": {"filters": {"filters": [group_filter(group).to_dict() for group in question.groups]}}}


def _all_of(limits: Iterable[Query]) -> dict[str, Any]:
    return Bool(filter=list(limits)).to_dict()


def _values(name: str, question: Question) -> dict[str, Any]:
    facet = BY_NAME[name]
    if facet.dated:
        codes = facet.choices.values if facet.choices else []
        return {"filters": {"filters": {code: on_day(facet, code, question).to_dict() for code in codes}}}
    return {"terms": {"field": f"facets.{name}", "size": size_of(facet)}}


def size_of(facet: Facet) -> int:
    """Room for every value, so that no count is cut off."""
    terms = vocabulary_of(facet.vocabulary).terms if facet.vocabulary else ()
    return max(LEAST_BUCKETS, len(terms) + SLACK)


# ---------------------------------------------------------------------- The answer


def answer(question: Question, response: Mapping[str, Any]) -> Answer:
    hits = found(response)
    counts = {name: _counted(name, question, response.get("aggregations", {})) for name in question.counted}
    ids = tuple(object_id(hit["_id"]) for hit in hits["hits"])
    scores = tuple(round(hit["_score"], 2) for hit in hits["hits"]) if by_score(question) else ()
    return Answer(ids, hits["total"]["value"], counts, scores, unmatched(response))


def found(response: Mapping[str, Any]) -> Mapping[str, Any]:
    """The hits, if the answer is complete."""
    if response.get("error"):
        missing = response["error"].get("type") == "index_not_found_exception"
        raise WrongAnswer("the index is missing" if missing else str(response["error"].get("reason", "error"))[:200])
    if response["timed_out"]:
        raise WrongAnswer("it gave up half-way")
    shards = response["_shards"]
    if shards["failed"] or not shards["total"]:
        raise WrongAnswer(f"{shards['failed']} of its {shards['total']} shards failed")
    if response["hits"]["total"]["relation"] != "eq":
        raise WrongAnswer("its total is an estimate")
    return response["hits"]


def matched(response: Mapping[str, Any]) -> int:
    """How many documents have the words, whatever is chosen."""
    return response["aggregations"]["matching"]["doc_count"]


def unmatched(response: Mapping[str, Any]) -> tuple[int, ...]:
    """The places of the words that no matching document has; none if nothing matches."""
    buckets = response.get("aggregations", {}).get("groups", {}).get("buckets", ())
    found = [bucket["doc_count"] for bucket in buckets]
    return tuple(place for place, count in enumerate(found) if not count) if any(found) else ()


def _counted(name: str, question: Question, aggregations: Mapping[str, Any]) -> dict[str, int]:
    place = aggregations.get(f"own-{name}") or aggregations.get("rest") or aggregations
    buckets = place[name]["buckets"]
    if isinstance(buckets, dict):
        counts = {code: bucket["doc_count"] for code, bucket in buckets.items() if bucket["doc_count"]}
    else:
        if place[name]["sum_other_doc_count"]:
            raise WrongAnswer(f"it left out values of {name}")
        counts = {bucket["key"]: bucket["doc_count"] for bucket in buckets}
    for code in question.choices.get(name, ()):
        counts.setdefault(code, 0)
    return counts
