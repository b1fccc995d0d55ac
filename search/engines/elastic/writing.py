"""Documents into an index, in bulk."""

import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Any

from elasticsearch import Elasticsearch, helpers

from search.engines.base import Cursor, Document, EngineError
from search.engines.elastic.client import forbidden
from search.engines.elastic.cluster import Cluster
from search.engines.elastic.indices import write_alias
from search.engines.elastic.rows import CURSOR_ID, action, cursor_row

BATCH = 500
BATCH_BYTES = 8 * 1024 * 1024
#: A rebuild that begins by itself rests after each small batch, so many times as long as that took.
GENTLE_BATCH, REST = 100, 1.0
#: One batch is made while others travel.
SENDERS = 2
#: Waits of 0.5, 1, 2, 4, 8, 8 seconds when the cluster says that it has too much to do (429).
RETRIES, FIRST_WAIT, LONGEST_WAIT = 6, 0.5, 8


def write(cluster: Cluster, name: str, documents: Iterable[Document]) -> int:
    """Write one batch after another and return how many documents were written."""
    return sum(send(cluster.patient, name, batch) for batch in batches(documents))


def fill(cluster: Cluster, name: str, documents: Iterable[Document]) -> Iterator[int]:
    """Write many documents, making one batch while others travel; yields how many have arrived."""
    under_way: deque[Future[int]] = deque()
    with ThreadPoolExecutor(SENDERS) as senders:
        for batch in batches(documents):
            actions = [_for_helpers(document) for document in batch]
            under_way.append(senders.submit(_send_actions, cluster.patient, name, actions))
            while len(under_way) > SENDERS:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def fill_gently(cluster: Cluster, name: str, documents: Iterable[Document]) -> Iterator[int]:
    """Write many documents in small batches with rests, so that visitors and editors have most of the machine."""
    begun = time.monotonic()
    for batch in batches(documents, GENTLE_BATCH):
        yield send(cluster.patient, name, batch)
        time.sleep((time.monotonic() - begun) * REST)
        begun = time.monotonic()


def batches(documents: Iterable[Document], size: int = BATCH) -> Iterator[list[Document]]:
    documents = iter(documents)
    while batch := list(islice(documents, size)):
        yield batch


def send(elasticsearch: Elasticsearch, name: str, batch: Sequence[Document]) -> int:
    return _send_actions(elasticsearch, name, [_for_helpers(document) for document in batch])


def write_cursor(cluster: Cluster, name: str, cursor: Cursor) -> None:
    cluster.patient.index(index=write_alias(name), id=CURSOR_ID, document=cursor_row(cursor), require_alias=True)


def _for_helpers(document: Document) -> dict[str, Any]:
    head, row = action(document)
    verb = next(iter(head))
    return {"_op_type": verb, **head[verb]} | ({"_source": row} if row is not None else {})


def _send_actions(elasticsearch: Elasticsearch, name: str, actions: Sequence[dict[str, Any]]) -> int:
    sent = helpers.streaming_bulk(
        elasticsearch,
        actions,
        index=write_alias(name),
        require_alias=True,
        chunk_size=BATCH,
        max_chunk_bytes=BATCH_BYTES,
        raise_on_error=False,
        raise_on_exception=True,
        max_retries=RETRIES,
        initial_backoff=FIRST_WAIT,
        max_backoff=LONGEST_WAIT,
    )
    for good, item in sent:
        if not good:
            _refuse_unless_harmless(*item.items())
    return len(actions)


def _refuse_unless_harmless(outcome: tuple[str, dict[str, Any]]) -> None:
    """Fine: a newer state is already there (409), and what should go was never there (404)."""
    verb, result = outcome
    if result["status"] == 409 or (verb == "delete" and result["status"] == 404 and "error" not in result):
        return
    error = result.get("error", {})
    reason = error.get("reason", "") if isinstance(error, dict) else str(error)
    # A full disk is a 429, any other block a 403.
    if result["status"] == 403 or "block" in reason:
        raise EngineError(forbidden(reason[:300]))
    raise EngineError(f"document {result.get('_id')} was refused ({result['status']}): {reason[:300]}")
