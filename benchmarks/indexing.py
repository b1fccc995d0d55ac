"""How fast an index of Elasticsearch is filled: a rebuild beside a bare bulk of the same bodies."""

import os
import statistics
import time

from benchmarks import seeding
from search.engines.elastic.cluster import Cluster
from search.engines.elastic.indices import create, throw_away, write_alias
from search.engines.elastic.rebuilding import rebuild
from search.engines.elastic.writing import BATCH, _for_helpers
from search.queries import all_documents

#: The embedded engine is made for so many; beyond, documents are short ones.
MOST_EMBEDDED = 100_000
#: Ready-made bodies of more than that fill the memory.
MOST_COMPARED = 10_000
PAIRS = 5


def build(cluster: Cluster, count: int) -> None:
    """Fill the database and the index."""
    started = time.perf_counter()
    (seeding.seed_documents if count <= MOST_EMBEDDED else seeding.seed_short_documents)(count)
    print(f"  seeding the database     {time.perf_counter() - started:7.1f} s", flush=True)
    if count <= MOST_COMPARED:
        compare_with_bulk(cluster, count)
        return
    wall, processor = timed_rebuild(cluster)
    print(
        f"  rebuild                  {wall:7.1f} s, {count / wall:.0f} a second, {processor:.1f} s of ours", flush=True
    )


def compare_with_bulk(cluster: Cluster, count: int) -> None:
    """Pairs, one after the other, so that both meet the same weather; the first pair warms the server up."""
    actions = [_for_helpers(document) for document in all_documents()]
    ratios = []
    for number in range(PAIRS + 1):
        bare, bare_processor = bare_bulk(cluster, actions)
        wall, processor = timed_rebuild(cluster)
        if number:
            ratios.append(wall / bare)
        print(
            f"  bulk {bare:5.1f} s ({bare_processor:.1f} ours), rebuild {wall:5.1f} s ({processor:.1f} ours): "
            f"{wall / bare:.2f} ×, {count / wall:.0f} a second, load {os.getloadavg()[0]:.1f}",
            flush=True,
        )
    print(
        f"  rebuild : bare bulk      {statistics.median(ratios):.2f} (median), {min(ratios):.2f} to {max(ratios):.2f}"
    )


def bare_bulk(cluster: Cluster, actions: list[dict]) -> tuple[float, float]:
    """What `helpers.bulk` takes for the same bodies, ready made."""
    from elasticsearch import helpers

    name = create(cluster, cluster.alias())
    started = time.perf_counter(), time.process_time()
    helpers.bulk(cluster.patient, actions, index=write_alias(name), chunk_size=BATCH)
    took = time.perf_counter() - started[0], time.process_time() - started[1]
    throw_away(cluster, [name])
    return took


def timed_rebuild(cluster: Cluster) -> tuple[float, float]:
    started = time.perf_counter(), time.process_time()
    rebuild(cluster)
    return time.perf_counter() - started[0], time.process_time() - started[1]
