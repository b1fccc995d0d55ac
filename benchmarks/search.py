"""The figures of the search engine: `python -m benchmarks.search [--documents 10000 100000]`.

Makes a database of its own for each size, in a temporary folder, or in that of `--keep`.
"""

import argparse
import gc
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.figures import cpu_times, p95, spread


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
            # A process for each size, so that none profits from the caches of another.
            path = (options.keep or Path(folder)).resolve() / f"search-{count}.sqlite3"
            environment = {
                "DJANGO_SETTINGS_MODULE": "hub.settings.dev",
                "DATABASE_URL": os.environ.get("BENCHMARK_DATABASE_URL", f"sqlite:///{path}"),
            }
            command = [sys.executable, "-m", "benchmarks.search", "--one", str(count)]
            subprocess.run(command, env=os.environ | environment, check=True)


def measure(count: int) -> None:
    import django

    django.setup()
    from benchmarks import made_documents, plain_sql, seeding
    from search.engines.embedded import EmbeddedEngine

    seeding.seed_documents(count)
    engine, asked = EmbeddedEngine(), made_documents.questions()
    started = time.process_time()
    engine.warm()
    # As `search.engines.prepare` does for a web process.
    gc.collect()
    gc.freeze()
    print(f"\n{count} documents")
    print(f"  loading before questions {time.process_time() - started:7.2f} s, {memory():.0f} MB")
    cold = cpu_times(engine.search, asked)
    warm = cpu_times(engine.search, asked)
    print(f"  engine, new words        {spread(cold)}")
    print(f"  engine, words asked before {spread(warm)}")
    print(f"  memory after questions   {memory():.0f} MB")
    print(f"  write + next search      {spread(seeding.write_and_search_times(engine, 100))}")
    if plain_sql.can_run(count):
        sql = cpu_times(plain_sql.search, asked[: plain_sql.QUESTIONS])
        print(f"  plain SQL, {plain_sql.QUESTIONS} questions  {spread(sql)}")
        print(f"  plain SQL : engine at p95  {p95(sql) / p95(cold[: plain_sql.QUESTIONS]):.0f} : 1, new words")


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
