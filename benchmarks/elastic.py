"""Elasticsearch beside the embedded engine: `python -m benchmarks.elastic [--documents 10000 100000 1000000]`.

Needs a running server (`make elasticsearch`). Each question goes to both engines and, as the same body,
straight to the client, one after the other, so that all meet the same weather. Beyond 100,000 documents
there is no embedded engine, and the documents are short ones: the texts of 20,000, each with the facets
of another, so that making them does not take longer than indexing them.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.figures import spread

#: The embedded engine is made for so many.
MOST_EMBEDDED = 100_000
DISTINCT = 20_000
#: Ready-made bodies of more than that fill the memory.
MOST_COMPARED = 10_000
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
            path = (options.keep or Path(folder)).resolve() / f"search-{min(count, MOST_EMBEDDED + 1)}.sqlite3"
            environment = {
                "DJANGO_SETTINGS_MODULE": "hub.settings.dev",
                "DATABASE_URL": f"sqlite:///{path}",
                "ELASTICSEARCH_URL": os.environ.get("ELASTICSEARCH_URL") or running_server(),
                "ELASTICSEARCH_PREFIX": PREFIX,
                "ELASTICSEARCH_TIMEOUT": "30",
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


# ---------------------------------------------------------------------- Building


def build(cluster, count: int) -> None:
    from benchmarks import seeding
    from search.engines.elastic.rebuilding import rebuild

    if count > MOST_EMBEDDED:
        seeding.call_command("migrate", verbosity=0)
        fill_past_the_database(cluster, count)
        return
    seeding.seed_documents(count)
    bare = bare_bulk(cluster) if count <= MOST_COMPARED else 0.0
    started = time.perf_counter()
    rebuild(cluster)
    took = time.perf_counter() - started
    ratio = f", {took / bare:.2f} × a bare bulk" if bare else ""
    print(f"  rebuild                  {took:7.1f} s, {count / took:.0f} a second{ratio}", flush=True)


def bare_bulk(cluster) -> float:
    """How long `helpers.bulk` takes for the same bodies, ready made."""
    from elasticsearch import helpers

    from search.engines.elastic.indices import create, throw_away, write_alias
    from search.engines.elastic.writing import BATCH, _for_helpers
    from search.queries import all_documents

    name = create(cluster, f"{cluster.alias()}")
    actions = [_for_helpers(document) for document in all_documents()]
    started = time.perf_counter()
    helpers.bulk(cluster.patient, actions, index=write_alias(name), chunk_size=BATCH)
    took = time.perf_counter() - started
    throw_away(cluster, [name])
    print(f"  helpers.bulk             {took:7.1f} s", flush=True)
    return took


def fill_past_the_database(cluster, count: int) -> None:
    from search import clock
    from search.batches import batches
    from search.engines.elastic.indices import create, open_for_search, swap
    from search.engines.elastic.writing import BATCH, _send_actions, write_cursor

    alias = cluster.alias()
    name, made = create(cluster, alias), short_actions(count)
    started = time.perf_counter()
    with ThreadPoolExecutor(2) as senders:
        send = partial(_send_actions, cluster.patient, name)
        under_way = deque()
        for done, batch in enumerate(batches(made, BATCH), start=1):
            under_way.append(senders.submit(send, batch))
            if len(under_way) > 2:
                under_way.popleft().result()
            if done % 200 == 0:
                print(f"    {done * BATCH} after {time.perf_counter() - started:.0f} s", flush=True)
    write_cursor(cluster, name, clock.read())
    open_for_search(cluster, name)
    swap(cluster, alias, name)
    took = time.perf_counter() - started
    print(f"  filling                  {took:7.1f} s, {count / took:.0f} a second", flush=True)


def short_actions(count: int) -> Iterator[dict]:
    from benchmarks.made_documents import documents
    from search.engines.elastic.rows import row

    base = []
    for document in documents(min(count, DISTINCT)):
        words = {name: found for name, found in document.words.items() if name != "body"}
        base.append(row(replace(document, words=words)))
    for number in range(1, count + 1):
        words, facets = base[number % len(base)], base[(number * 7919 + number // len(base)) % len(base)]
        changed = {"pk": number, "number": number, "newest": words["newest"] + number}
        source = words | {"facets": facets["facets"], "steps": facets["steps"]} | changed
        head = {"_op_type": "index", "_id": f"entry-{number}", "version": 1, "version_type": "external_gte"}
        yield {**head, "_source": source}


# ---------------------------------------------------------------------- Asking


def compare(cluster, asked, *, embedded: bool) -> None:
    from search.engines.elastic import query
    from search.engines.embedded import EmbeddedEngine

    engine, alias = EmbeddedEngine(), cluster.alias()
    ask: dict[str, Callable] = {"Elasticsearch": lambda q: cluster.search(q, alias)}
    if embedded:
        engine.search(asked[0])
        ask["embedded"] = engine.search
    bodies = [query.body(q, q.minimum, cluster.config.timeout) for q in asked]
    for question in asked[:50]:
        for search in ask.values():
            search(question)
    times: dict[str, list[float]] = {name: [] for name in [*ask, "bare call"]}
    server = server_seconds()
    own = time.process_time()
    for question, body in zip(asked, bodies, strict=True):
        for name, search in ask.items():
            times[name].append(timed(search, question))
        times["bare call"].append(timed(lambda b: cluster.impatient.search(index=alias, body=b), body))
    for name, found in times.items():
        print(f"  {name:24} {spread(found)}", flush=True)
    one_level = [place for place, question in enumerate(asked) if question.minimum < 2]
    ours, bare = (sum(times[name][place] for place in one_level) for name in ("Elasticsearch", "bare call"))
    print(f"  ours : bare call         {ours / bare:.2f} (questions that are one search)")
    pages = len(asked) * 2
    print(f"  server's processor       {(server_seconds() - server) * 1000 / pages:.1f} ms a search")
    print(f"  ours, all of the above   {(time.process_time() - own) * 1000 / len(asked):.1f} ms a question", flush=True)
    if embedded:
        unlike = sum(engine.search(q).counts != cluster.search(q, alias).counts for q in asked)
        print(f"  different counts         {unlike} of {len(asked)}")


def requests_per_page(cluster, asked) -> float:
    """Counted by a proxy between us and the server."""
    from search.engines.elastic.cluster import Cluster
    from tests.search.faulty_proxy import FaultyProxy

    proxy = FaultyProxy(cluster.config.urls[0])
    watched = Cluster(replace(cluster.config, urls=(proxy.url,)))
    watched.size, alias = cluster.size, cluster.alias()
    for question in asked:
        watched.search(question, alias)
    proxy.stop()
    return len(proxy.requests) / len(asked)


def timed(ask: Callable, item) -> float:
    before = time.perf_counter()
    ask(item)
    return (time.perf_counter() - before) * 1000


def server_seconds() -> float:
    """Processor time of the server so far."""
    from search.engines.server import FOLDER, Node

    pid = Node(FOLDER).pid
    if not pid:
        return 0.0
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def clean(cluster) -> None:
    from search.engines.elastic.indices import our_indices, throw_away

    throw_away(cluster, [index.name for index in our_indices(cluster)])


if __name__ == "__main__":
    main()
