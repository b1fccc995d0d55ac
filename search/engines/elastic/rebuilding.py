"""A new index beside the one that answers, and back to the one before."""

import logging
import random
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from django.db import transaction
from django.db.models import Count, Max

from search import clock
from search.batches import batches
from search.engines.base import Cursor, Document, EngineError
from search.engines.elastic.cluster import Cluster
from search.engines.elastic.following import replay
from search.engines.elastic.indices import (
    create,
    open_for_search,
    previous,
    serving,
    superfluous,
    swap,
    throw_away,
    write_alias,
)
from search.engines.elastic.ready import wrongly_kept
from search.engines.elastic.rows import digest, key
from search.engines.elastic.writing import fill, fill_gently, write_cursor
from search.models import SearchDocument
from search.queries import all_documents, document_of

logger = logging.getLogger(__name__)

Progress = Callable[[int], object]
SAMPLE = 500
ATTEMPTS = 5
_SLICE = 500


def rebuild(cluster: Cluster, progress: Progress = lambda count: None, *, gently: bool = False) -> str:
    """Fill a new index, check it, let it answer. Searches and writes go on all the time."""
    start = clock.read()
    alias = cluster.alias()
    name = create(cluster, alias)
    try:
        for count in fill_gently(cluster, name) if gently else fill(cluster, name):
            progress(count)
        write_cursor(cluster, name, start)
        open_for_search(cluster, name)
        problems = settle(cluster, name)
        if problems:
            raise EngineError("the new index was thrown away: " + "; ".join(problems))
        if clock.read().epoch != start.epoch:
            raise EngineError("a new epoch began meanwhile; the new index was thrown away")
        swap(cluster, alias, name)
    except BaseException:
        throw_away(cluster, [name])
        raise
    throw_away(cluster, superfluous(cluster, name))
    return name


def settle(cluster: Cluster, name: str, *, full: bool = False) -> list[str]:
    """Catch up and verify, again if writes came between. Returns what is still wrong."""
    for _attempt in range(ATTEMPTS):
        before = clock.read()
        problems = _caught_up_differences(cluster, name, full=full)
        if not problems or clock.read() == before:
            return problems
    if full:
        return problems
    with transaction.atomic():
        # The hub is busy: let writers wait for the moment it takes to count.
        clock.hold()
        return _caught_up_differences(cluster, name)


def _caught_up_differences(cluster: Cluster, name: str, *, full: bool = False) -> list[str]:
    cursor = cluster.cursor(write_alias(name))
    if cursor is None:
        return ["it has no cursor, so it was never filled to its end"]
    replay(cluster, name, cursor)
    return differences(cluster, name, full=full)


def differences(cluster: Cluster, name: str, *, full: bool = False) -> list[str]:
    """How an index differs from the documents: numbers, and the content of a sample or of all."""
    cluster.patient.indices.refresh(index=name)
    kinds = SearchDocument.objects.filter(deleted=False).values_list("kind").annotate(Count("pk"))
    problems = []
    for kind, wanted in kinds:
        found = cluster.patient.count(index=name, query={"term": {"kind": kind}})["count"]
        if found != wanted:
            problems.append(f"{found} instead of {wanted} documents of the kind “{kind}”")
    wrong = wrong_documents(cluster, name, _followed(cluster, name, all_documents() if full else sample()))
    if named := [key(document) for document in islice(wrong, 10)]:
        problems.append(f"missing or different: {', '.join(named)}")
    return problems


def _followed(cluster: Cluster, name: str, documents: Iterable[Document]) -> Iterable[Document]:
    """Those that the index says it has: what changed after its cursor may be missing."""
    cursor = cluster.cursor(write_alias(name)) or Cursor(0, 0)
    return (document for document in documents if document.version <= cursor.version)


def wrong_documents(cluster: Cluster, name: str, documents: Iterable[Document]) -> Iterator[Document]:
    """Those that the index has otherwise, lacks, or still has although they are gone, or that are kept otherwise."""
    for batch in batches(documents, _SLICE):
        found = cluster.patient.mget(index=name, ids=[key(document) for document in batch], source=["digest"])
        wrong = wrongly_kept(batch)
        for document, item in zip(batch, found["docs"], strict=True):
            stored = item["_source"]["digest"] if item.get("found") else ""
            if stored != ("" if document.deleted else digest(document)) or document.id in wrong:
                yield document


def sample() -> Iterable[Document]:
    """Some documents at random, and the latest."""
    last = SearchDocument.objects.aggregate(last=Max("pk"))["last"] or 0
    some = random.sample(range(1, last + 1), min(last, SAMPLE))
    rows = SearchDocument.objects.filter(pk__in=some)
    latest = SearchDocument.objects.order_by("-version", "-pk")[:50]
    return [document_of(row) for row in {row.pk: row for row in (*rows, *latest)}.values()]


def repair(cluster: Cluster) -> int:
    """Write what differs into the index that answers. Returns how many documents were wrong.

    They get a new version: whoever changed the index by hand may have left a higher one than the old.
    """
    name = serving(cluster, cluster.alias())
    cursor = cluster.cursor(write_alias(name)) if name else None
    if not cursor:
        raise EngineError("there is no index to repair: rebuild it")
    wrong = [document.id for document in wrong_documents(cluster, name, all_documents())]
    for start in range(0, len(wrong), _SLICE):
        with transaction.atomic():
            version = clock.tick()
            SearchDocument.objects.filter(pk__in=wrong[start : start + _SLICE]).update(version=version, ready="")
    replay(cluster, name, cursor)
    return len(wrong)


def rollback(cluster: Cluster) -> str:
    """Let the index before this one answer. The follower brings it up to date."""
    alias = cluster.alias()
    current = serving(cluster, alias)
    before = previous(cluster, current)
    if not before:
        raise EngineError("there is no earlier index")
    if before.rpartition("-")[0] != alias:
        raise EngineError(f"{before} was made by another release or before a restore: it cannot answer this one")
    cursor = cluster.cursor(before)
    replay(cluster, before, cursor or Cursor(0, 0))
    swap(cluster, alias, before)
    return before
