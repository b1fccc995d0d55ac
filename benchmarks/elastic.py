"""Elasticsearch beside the embedded engine: `python -m benchmarks.elastic [--documents 10000 100000 1000000]`.

Needs a running server (`make elasticsearch`). Each question goes to both engines and, as the same body,
straight to the client, one after the other, so that all meet the same weather. Beyond 100,000 documents
there is no embedded engine, and the documents are short ones (`seeding.seed_short_documents`).
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.figures import spread

PREFIX = "bench"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--keep", type=Path, help="folder for the databases, to use them again")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        measure(options.one)
        return
    with tempfile.TemporaryDirectory() as folder:
        for count in options.documents:
            path = (options.keep or Path(folder)).resolve() / f"search-{count}.sqlite3"
            environment = {
                "DJANGO_SETTINGS_MODULE": "hub.settings.dev",
                "DATABASE_URL": f"sqlite:///{path}",
                "ELASTICSEARCH_URL": os.environ.get("ELASTICSEARCH_URL") or running_server(),
                "ELASTICSEARCH_PREFIX": PREFIX,
                "ELASTICSEARCH_TIMEOUT": "30",
                "ELASTICSEARCH_PATIENCE": "300",
                "LOG_LEVEL": "ERROR",
            }
            command = [sys.executable, "-m", "benchmarks.elastic", "--one", str(count)]
            subprocess.run(command, env=os.environ | environment, check=True)


def running_server() -> str:
    from search.engines.server import FOLDER, Node

    return Node(FOLDER).url or sys.exit("Elasticsearch does not run: make elasticsearch")


def measure(count: int) -> None:
    import django

    django.setup()
    from benchmarks.indexing import MOST_EMBEDDED, build
    from benchmarks.made_documents import questions
    from search.engines.elastic.cluster import Cluster
    from search.engines.elastic.config import Config

    cluster = Cluster(Config.from_settings())
    print(f"\n{count} documents, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors", flush=True)
    try:
        build(cluster, count)
        asked = questions()
        compare(cluster, asked, embedded=count <= MOST_EMBEDDED)
        print(f"  requests a page          {requests_per_page(cluster, asked):.2f}", flush=True)
    finally:
        clean(cluster)


# ---------------------------------------------------------------------- Asking


def compare(cluster, asked, *, embedded: bool) -> None:
    from search.engines.elastic.fewer import bodies
    from search.engines.embedded import EmbeddedEngine

    engine, alias = EmbeddedEngine(), cluster.alias()
    ready = {place: bodies(question, cluster.config.timeout) for place, question in enumerate(asked)}
    ask: dict[str, Callable] = {
        "Elasticsearch": lambda place: cluster.search(asked[place], alias),
        "bare call": lambda place: bare_call(cluster, alias, ready[place]),
    }
    if embedded:
        ask["embedded"] = lambda place: engine.search(asked[place])
    for search in ask.values():
        for place in range(50):
            search(place)
    idle = sum(measured(cluster, lambda place: None, place)[2] for place in range(50)) / 50
    times: dict[str, list[tuple[float, float, float]]] = {name: [] for name in ask}
    for place in ready:
        for name, search in ask.items():
            times[name].append(measured(cluster, search, place))
    report(times, idle)
    if embedded:
        unlike = sum(engine.search(q).counts != cluster.search(q, alias).counts for q in asked)
        print(f"  different counts         {unlike} of {len(asked)}", flush=True)


def bare_call(cluster, alias: str, found: list[dict]) -> None:
    if len(found) == 1:
        cluster.impatient.search(index=alias, body=found[0])
    else:
        cluster.impatient.msearch(searches=[line for body in found for line in ({"index": alias}, body)])


def measured(cluster, search: Callable, place: int) -> tuple[float, float, float]:
    """Milliseconds by the clock, of our processor time, and of the server's."""
    server, before, own = server_milliseconds(cluster), time.perf_counter(), time.process_time()
    search(place)
    took = time.perf_counter() - before, time.process_time() - own
    return took[0] * 1000, took[1] * 1000, server_milliseconds(cluster) - server


def report(times: dict[str, list[tuple[float, float, float]]], idle: float) -> None:
    """`idle` is what the server takes to say how long it took."""
    for name, found in times.items():
        wall, own, server = zip(*found, strict=True)
        theirs = sum(server) / len(server) - idle
        print(f"  {name:24} {spread(list(wall))}", flush=True)
        print(f"    processor, ours        {spread(list(own))}; the server's {theirs:.1f} ms each")
    ours, bare = (sum(wall for wall, _own, _server in times[name]) for name in ("Elasticsearch", "bare call"))
    print(f"  ours : bare call         {ours / bare:.2f}", flush=True)


def requests_per_page(cluster, asked) -> float:
    """Counted by a proxy between us and the server."""
    from search.engines.elastic.cluster import Cluster
    from tests.search.faulty_proxy import FaultyProxy

    proxy = FaultyProxy(cluster.config.urls[0])
    watched = Cluster(replace(cluster.config, urls=(proxy.url,)))
    alias = cluster.alias()
    for question in asked:
        watched.search(question, alias)
    proxy.stop()
    return len(proxy.requests) / len(asked)


def server_milliseconds(cluster) -> int:
    """Processor time of the server so far."""
    nodes = cluster.patient.nodes.stats(metric="process", filter_path="nodes.*.process.cpu")["nodes"]
    return sum(node["process"]["cpu"]["total_in_millis"] for node in nodes.values())


def clean(cluster) -> None:
    from search.engines.elastic.indices import our_indices, throw_away

    throw_away(cluster, [index.name for index in our_indices(cluster)])


if __name__ == "__main__":
    main()
