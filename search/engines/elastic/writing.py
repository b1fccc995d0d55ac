"""Documents into an index, in bulk."""

import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, cast

from elasticsearch import Elasticsearch, helpers

from search.batches import batches
from search.engines.base import Cursor, Document, EngineError
from search.engines.elastic.client import forbidden
from search.engines.elastic.cluster import Cluster
from search.engines.elastic.indices import write_alias
from search.engines.elastic.ready import made_actions, ready_actions
from search.engines.elastic.rows import CURSOR_ID, Action, cursor_row

BATCH = 500
BATCH_BYTES = 8 * 1024 * 1024
#: A rebuild that begins by itself rests after each small batch as long as that took, at most so many seconds: on a busy
#: machine a batch takes long because others have the machine already.
GENTLE_BATCH, LONGEST_REST = 100, 0.05
#: One batch is made while others travel.
SENDERS = 2
#: Waits of 0.5, 1, 2, 4, 8, 8 seconds when the cluster says that it has too much to do (429).
RETRIES, FIRST_WAIT, LONGEST_WAIT = 6, 0.5, 8


def write(cluster: Cluster, name: str, documents: Iterable[Document]) -> int:
    """Write one batch after another and return how many documents were written."""
    return sum(_send(cluster.patient, name, batch) for batch in batches(made_actions(documents), BATCH))


def fill(cluster: Cluster, name: str) -> Iterator[int]:
    """Write all documents, reading one batch while others travel; yields how many have arrived."""
    under_way: deque[Future[int]] = deque()
    with ThreadPoolExecutor(SENDERS) as senders:
        for actions in ready_actions(BATCH):
            under_way.append(senders.submit(_send, cluster.patient, name, actions))
            while len(under_way) > SENDERS:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def fill_gently(cluster: Cluster, name: str) -> Iterator[int]:
    """Write all documents in small batches with rests, so that visitors and editors have their share of the machine."""
    begun = time.monotonic()
    for actions in ready_actions(GENTLE_BATCH):
        yield _send(cluster.patient, name, actions)
        time.sleep(min(time.monotonic() - begun, LONGEST_REST))
        begun = time.monotonic()


def write_cursor(cluster: Cluster, name: str, cursor: Cursor) -> None:
    cluster.patient.index(index=write_alias(name), id=CURSOR_ID, document=cursor_row(cursor), require_alias=True)


def _send(elasticsearch: Elasticsearch, name: str, actions: Sequence[Action]) -> int:
    sent = helpers.streaming_bulk(
        elasticsearch,
        cast(Iterable[Any], actions),
        index=write_alias(name),
        require_alias=True,
        expand_action_callback=_as_it_is,
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


def _as_it_is(action: Any) -> Action:
    return action


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
