"""Twelve faults of Elasticsearch, for real: `python -m benchmarks.faults [--searches 500]`.

Starts a server of its own with a password, in a temporary folder, seeds a database, and asks for search
pages through the whole site while the fault lasts. A worker keeps the index up to date from a second process.
Reported are: answers of 500 and above, the first answer after the fault, pages whose total is not the embedded
engine's, the time of a publication against the healthy one just before the fault (by the clock, and of the
processor), and how long it took until Elasticsearch answered again and had caught up.
"""

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

from search.engines.server import FOLDER, Node
from tests.search.faulty_proxy import FaultyProxy

PREFIX, PASSWORD = "faults", "faults-password"
DOCUMENTS = 2_000
PUBLICATIONS = 40
PATIENCE = 20.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--searches", type=int, default=500)
    parser.add_argument("--only", default="", help="words in the names of faults, separated by commas")
    parser.add_argument("--inner", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inner:
        measure(options.searches, options.only)
        return
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        environment = {
            "DJANGO_SETTINGS_MODULE": "hub.settings.dev",
            "DEBUG": "false",
            "DATABASE_URL": f"sqlite:///{folder}/hub.sqlite3",
            "SEARCH_ENGINE": "elasticsearch",
            "ELASTICSEARCH_PREFIX": PREFIX,
            "ELASTICSEARCH_USER": "hub",
            "ELASTICSEARCH_PASSWORD": PASSWORD,
            "BENCHMARK_FOLDER": folder,
            "LOG_LEVEL": os.environ.get("LOG_LEVEL", "CRITICAL"),
        }
        command = [sys.executable, "-m", "benchmarks.faults", "--inner", "--searches", str(options.searches)]
        command += ["--only", options.only]
        subprocess.run(command, env=os.environ | environment, check=True)


def measure(searches: int, only: str) -> None:
    import django

    django.setup()
    node = start_server(Path(os.environ["BENCHMARK_FOLDER"]) / "server")
    proxy = FaultyProxy(node.url)
    os.environ["ELASTICSEARCH_URL"] = proxy.url
    try:
        prepare(proxy)
        bench = Bench(node, proxy, searches)
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors, {searches} searches each", flush=True)
        with worker():
            bench.run(only)
    finally:
        node.stop()


def start_server(folder: Path) -> Node:
    from search.engines.elastic.config import Config
    from search.engines.elastic.privileges import role

    users = {"admin": (PASSWORD, "superuser"), "hub": (PASSWORD, "hub")}
    roles = yaml.safe_dump({"hub": role(Config(urls=(), prefix=PREFIX))})
    node = Node(folder, users=users, roles=roles, shared=FOLDER)
    node.start()
    return node


def prepare(proxy: FaultyProxy) -> None:
    from django.conf import settings

    from benchmarks import seeding
    from search.engines import get_engine

    settings.ELASTICSEARCH_URL = [proxy.url]
    settings.ALLOWED_HOSTS = ["*"]
    seeding.seed_documents(DOCUMENTS)
    get_engine().operator.rebuild()
    get_engine().warm()


@contextmanager
def worker() -> Iterator[None]:
    command = ["db_worker", "--queue-name", "search", "--interval", "0.5", "--no-reload", "-v", "0"]
    process = subprocess.Popen([sys.executable, "manage.py", *command], stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


class Bench:
    """Faults one after the other, each begun, measured and ended."""

    def __init__(self, node: Node, proxy: FaultyProxy, searches: int) -> None:
        from django.test import Client

        from search.engines import get_engine

        self.node, self.proxy, self.searches = node, proxy, searches
        self.engine, self.client = get_engine(), Client()
        self.cluster = self.engine.cluster

    def run(self, only: str) -> None:
        self.ask(50)
        wall, processor = self.publish()
        # The worker is another process, which may still be starting.
        self.until(self.is_well, 120)
        print(f"healthy: a publication takes {wall:.1f} ms, {processor:.1f} of the processor")
        heads = f"{'>=500':>6} {'first':>8} {'unlike':>7} {'publishing':>11} {'processor':>10} {'back after':>11}"
        print(f"{'fault':24} {heads}")
        for name, begin, end in self.faults():
            if any(part in name for part in only.split(",")):
                self.one(name, begin, end)

    def one(self, name: str, begin: Callable, end: Callable) -> None:
        self.ask(20)
        healthy = self.publish()
        self.until(self.is_well, 120)
        begin()
        if name == "read-only block":
            # It shows with the first publication that the index does not get.
            self.publish()
        started = time.perf_counter()
        bad, unlike = self.ask(1)
        first = (time.perf_counter() - started) * 1000
        more_bad, more_unlike = self.ask(self.searches - 1)
        wall, processor = (now / before for now, before in zip(self.publish(), healthy, strict=True))
        end()
        back = self.until(self.is_well)
        self.until(self.is_well, 120)
        bad, unlike = bad + more_bad, unlike + more_unlike
        figures = f"{bad:6} {first:5.0f} ms {unlike:7} {wall:9.2f} × {processor:8.2f} × {back:9.1f} s"
        print(f"{name:24} {figures}", flush=True)

    def is_well(self) -> bool:
        """Elasticsearch answers, and has all that was published."""
        from search import clock

        return self.engine.breaker.closed and self.engine.cursor() == clock.read()

    # ------------------------------------------------------------------ What is asked

    def ask(self, count: int) -> tuple[int, int]:
        """How many of so many pages failed, and how many say another total than the embedded engine."""
        from benchmarks.made_documents import WORDS
        from search.asking import question_of
        from search.query import SearchQuery

        bad = unlike = 0
        for place in range(count):
            text = f"{WORDS[place % 300]} {WORDS[place % 7]}" if place % 3 else ""
            response = self.client.get("/search/", {"q": text, "format": "json"} if text else {"format": "json"})
            bad += response.status_code >= 500
            if response.status_code == 200:
                truth = self.engine.embedded.search(question_of(SearchQuery(text=text)))
                unlike += response.json()["total"] != truth.total
        return bad, unlike

    def publish(self) -> tuple[float, float]:
        """What it takes to change a document, in milliseconds by the clock and of this process's processor time."""
        from django.db import transaction

        from search.models import SearchDocument
        from search.services import store_documents

        times = []
        for row in SearchDocument.objects.order_by("pk")[:PUBLICATIONS]:
            row.body["newest"] += 1
            before = time.perf_counter(), time.process_time()
            with transaction.atomic():
                store_documents([row])
            after = time.perf_counter(), time.process_time()
            times.append([(end - start) * 1000 for start, end in zip(before, after, strict=True)])
        wall, processor = (statistics.median(found) for found in zip(*times, strict=True))
        return wall, processor

    def until(self, happened: Callable[[], bool], patience: float = PATIENCE) -> float:
        started = time.perf_counter()
        while not happened() and time.perf_counter() - started < patience:
            time.sleep(0.05)
        return time.perf_counter() - started

    # ------------------------------------------------------------------ What goes wrong

    def faults(self) -> Iterator[tuple[str, Callable, Callable]]:
        yield "stopped process", self.node.stop, self.node.start
        yield "SIGSTOP", lambda: self.signal(signal.SIGSTOP), lambda: self.signal(signal.SIGCONT)
        for title, fault in (
            ("slow", "slow"),
            ("429", "429"),
            ("503", "503"),
            ("truncated answer", "truncated"),
            ("no Elasticsearch there", "no elasticsearch"),
        ):
            yield title, lambda fault=fault: self.break_proxy(fault), lambda: self.break_proxy("")
        yield "red index", lambda: self.hide("red"), self.show
        yield "another mapping", lambda: self.hide("other mapping"), self.show
        yield "read-only block", lambda: self.block(True), lambda: self.block(False)
        yield "deleted index", self.delete, lambda: None
        yield "wrong password", lambda: self.password("another"), lambda: self.password(PASSWORD)

    def signal(self, number: int) -> None:
        os.kill(self.node.pid, number)

    def break_proxy(self, fault: str) -> None:
        self.proxy.fault = fault

    def hide(self, how: str) -> None:
        """Put an index that cannot answer behind the alias."""
        from search.engines.elastic.indices import serving, swap

        self.alias = self.cluster.alias()
        self.good, wrong = serving(self.cluster, self.alias), f"{self.alias}-zzz"
        body: dict = {"mappings": {"properties": {"kind": {"type": "text"}}}}
        if how == "red":
            body = {"settings": {"index": {"routing.allocation.require._name": "nowhere"}}, "wait_for_active_shards": 0}
        self.cluster.patient.indices.create(index=wrong, **body)
        swap(self.cluster, self.alias, wrong)

    def show(self) -> None:
        from search.engines.elastic.indices import serving, swap, throw_away

        wrong = f"{self.alias}-zzz"
        # The follower may have seen that nothing can be followed there, and made a new one.
        if serving(self.cluster, self.alias) == wrong:
            swap(self.cluster, self.alias, self.good)
        throw_away(self.cluster, [wrong])

    def block(self, blocked: bool) -> None:
        settings = {"index": {"blocks": {"read_only": blocked}}}
        self.cluster.patient.indices.put_settings(index=self.cluster.alias(), settings=settings)

    def delete(self) -> None:
        from search.engines.elastic.indices import serving, throw_away

        throw_away(self.cluster, [serving(self.cluster, self.cluster.alias())])

    def password(self, password: str) -> None:
        """Change it on the server, whose file of users is read again every few seconds."""
        from search.engines.server.node import hashed

        config = self.node.folder / "config" / "users"
        lines = [line for line in config.read_text().splitlines() if not line.startswith("hub:")]
        config.write_text("\n".join([*lines, f"hub:{hashed(password)}"]) + "\n")
        seconds = 0.0
        while self.accepted() != (password == PASSWORD) and seconds < PATIENCE:
            time.sleep(0.25)
            seconds += 0.25

    def accepted(self) -> bool:
        from elasticsearch import AuthenticationException

        try:
            self.cluster.patient.cluster.health()
        except AuthenticationException:
            return False
        return True


if __name__ == "__main__":
    main()
