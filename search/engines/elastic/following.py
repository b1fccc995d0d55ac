"""The index follows the clock: what changed since its cursor is written to it, again and again."""

import logging
import time
from collections.abc import Callable, Iterator
from itertools import groupby

from django.db import close_old_connections

from search import clock
from search.engines.base import Cursor, Document, EngineError
from search.engines.elastic.client import FAILURES, explain
from search.engines.elastic.cluster import Cluster
from search.engines.elastic.indices import serving, write_alias
from search.engines.elastic.reading import documents_in_order
from search.engines.elastic.writing import BATCH, write, write_cursor

logger = logging.getLogger(__name__)

INTERVAL = 0.3
LONGEST_PAUSE = 4.0


class NeedsRebuild(EngineError):
    """There is nothing to follow with: no index for this release and epoch."""


def follow_once(cluster: Cluster) -> int:
    """Write what changed since the index's cursor. Returns how many documents were written."""
    now = clock.read()
    name = serving(cluster, cluster.alias())
    cursor = cluster.cursor(write_alias(name)) if name else None
    if cursor is None or cursor.epoch != now.epoch:
        raise NeedsRebuild("there is no index of this release and epoch: run `manage.py search_index rebuild`")
    return replay(cluster, name, cursor)


def replay(cluster: Cluster, name: str, since: Cursor) -> int:
    """Bring an index from one cursor to now, and keep how far it came: it may be interrupted anywhere."""
    now = clock.read()
    if now == since:
        return 0
    written = 0
    for version, documents in steps(since.version):
        written += write(cluster, name, documents)
        write_cursor(cluster, name, Cursor(since.epoch, version))
        now = Cursor(now.epoch, max(now.version, version))
    write_cursor(cluster, name, Cursor(since.epoch, now.version))
    return written


def steps(version: int) -> Iterator[tuple[int, list[Document]]]:
    """Changed documents in batches that end where a version ends, with that version.

    A cursor in the middle of a version would skip the rest of a bulk import, which has one version.
    """
    batch: list[Document] = []
    reached = version
    for reached, group in groupby(documents_in_order(version), key=lambda document: document.version):
        batch += group
        if len(batch) >= BATCH:
            yield reached, batch
            batch = []
    if batch:
        yield reached, batch


def follow(cluster: Cluster, *, rebuild: Callable[[], object], stopped: Callable[[], bool] = lambda: False) -> None:
    """Follow for ever. Trouble is logged once, then waited out; a new epoch means a rebuild."""
    pause, trouble = INTERVAL, ""
    seen: tuple[str, Cursor] | None = None
    while not stopped():
        try:
            seen = _follow_if_changed(cluster, seen, rebuild)
            if trouble:
                logger.warning("Elasticsearch follows again.")
            pause, trouble = INTERVAL, ""
        except (*FAILURES, EngineError) as error:
            seen, pause = None, min(pause * 2, LONGEST_PAUSE)
            if explain(error) != trouble:
                trouble = explain(error)
                logger.warning("Elasticsearch does not follow: %s. Trying again.", trouble)
        finally:
            close_old_connections()
        time.sleep(pause)


def _follow_if_changed(
    cluster: Cluster, seen: tuple[str, Cursor] | None, rebuild: Callable[[], object]
) -> tuple[str, Cursor]:
    """Ask the database often and the cluster only if there is news; now and then anyway, after a swap or loss."""
    now = clock.read()
    state = (f"{int(time.monotonic()) // 5}", now)
    if state == seen:
        return state
    try:
        follow_once(cluster)
    except NeedsRebuild as error:
        logger.warning("Elasticsearch: %s. Doing so.", error)
        rebuild()
    return state
