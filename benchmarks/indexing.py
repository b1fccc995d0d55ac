"""How fast an index of Elasticsearch is filled: a rebuild beside a bare bulk of the same bodies."""

import json
import os
import statistics
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.db.models import Avg
from django.db.models.functions import Length

from benchmarks import seeding
from benchmarks.elastic import server_milliseconds
from search.engines.elastic.cluster import Cluster
from search.engines.elastic.indices import create, throw_away, write_alias
from search.engines.elastic.operator import Operator
from search.engines.elastic.rebuilding import rebuild
from search.engines.elastic.rows import key, line, parts
from search.engines.elastic.writing import BATCH
from search.models import SearchDocument
from search.queries import all_documents

#: The embedded engine is made for so many; beyond, documents are short ones.
MOST_EMBEDDED = 100_000
#: Ready-made bodies of more than that fill the memory.
MOST_COMPARED = 10_000
PAIRS, PAIRS_ANEW = 5, 2


class Seconds(NamedTuple):
    """By the clock, of our processor time, and of the server's."""

    wall: float
    ours: float
    servers: float

    def __str__(self) -> str:
        return f"{self.wall:6.1f} s (processor: ours {self.ours:4.1f}, the server's {self.servers:5.1f})"


def build(cluster: Cluster, count: int) -> None:
    """Fill the database and the index."""
    started = time.perf_counter()
    (seeding.seed_documents if count <= MOST_EMBEDDED else seeding.seed_short_documents)(count)
    print(f"  seeding the database     {time.perf_counter() - started:7.1f} s", flush=True)
    if count <= MOST_COMPARED:
        compare_with_bulk(cluster)
        return
    for name in ("first rebuild", "rebuild"):
        took = measured(cluster, lambda: rebuild(cluster))
        print(f"  {name:24} {took}, {count / took.wall:.0f} a second", flush=True)
    print_kept()


def compare_with_bulk(cluster: Cluster) -> None:
    """Pairs, one after the other, so that both meet the same weather; the first pair warms the server up."""
    actions = list(dictionaries())
    pair(cluster, actions)
    report("rebuild : bare bulk", [pair(cluster, actions) for _ in range(PAIRS)])
    print_kept()
    report("prepared", [pair(cluster, actions, before=prepare_anew) for _ in range(PAIRS_ANEW)])
    report("with nothing kept", [pair(cluster, actions, before=keep_nothing) for _ in range(PAIRS_ANEW)])


def pair(cluster: Cluster, actions: list[dict], before: Callable = lambda _cluster: None) -> tuple[Seconds, Seconds]:
    before(cluster)
    name = create(cluster, cluster.alias())
    bare = measured(cluster, lambda: bare_bulk(cluster, name, actions))
    # What nobody searches is left unwritten by a bulk, but not by a rebuild.
    refreshed = measured(cluster, lambda: cluster.patient.indices.refresh(index=name))
    throw_away(cluster, [name])
    took = measured(cluster, lambda: rebuild(cluster))
    print(f"  bulk    {bare}, refreshed after {refreshed.wall:.1f} s, load {os.getloadavg()[0]:.1f}")
    print(f"  rebuild {took}: {took.wall / bare.wall:.2f} ×", flush=True)
    return took, bare


def report(name: str, pairs: list[tuple[Seconds, Seconds]]) -> None:
    wall = [took.wall / bare.wall for took, bare in pairs]
    processor = [(took.ours + took.servers) / (bare.ours + bare.servers) for took, bare in pairs]
    for by, ratios in (("by the clock", wall), ("processors of both sides", processor)):
        middle, least, most = statistics.median(ratios), min(ratios), max(ratios)
        print(f"  {name:24} {middle:.2f} (median), {least:.2f} to {most:.2f}, {by}", flush=True)


def dictionaries() -> Iterator[dict]:
    """The bodies as `helpers.bulk` takes them."""
    for document in all_documents():
        head = {"_id": key(document), "version": document.version, "version_type": "external_gte"}
        yield {"_op_type": "index", **head, "_source": json.loads(line(parts(document)))}


def bare_bulk(cluster: Cluster, name: str, actions: list[dict]) -> None:
    from elasticsearch import helpers

    helpers.bulk(cluster.patient, actions, index=write_alias(name), chunk_size=BATCH)


def measured(cluster: Cluster, work: Callable) -> Seconds:
    server, wall, own = server_milliseconds(cluster), time.perf_counter(), time.process_time()
    work()
    took = time.perf_counter() - wall, time.process_time() - own
    return Seconds(*took, (server_milliseconds(cluster) - server) / 1000)


def keep_nothing(_cluster: Cluster) -> None:
    SearchDocument.objects.update(ready="")


def prepare_anew(cluster: Cluster) -> None:
    keep_nothing(cluster)
    print(f"  prepare {measured(cluster, lambda: Operator(cluster).prepare())}")


def print_kept() -> None:
    long = SearchDocument.objects.aggregate(long=Avg(Length("ready")))["long"]
    print(f"  kept for a rebuild       {long:.0f} letters a document", flush=True)
