"""Every measurement that this machine can make: `python -m benchmarks`.

Each is a program of its own with its own database; what needs Elasticsearch says so when it is missing.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

ALWAYS = (("search",), ("pages",), ("kills",), ("suggest",), ("hostile",), ("wagtail_facets",))
ON_THE_DEMO = (("submissions",), ("board",))
SLOW = (("submission_faults", "--steps", "200", "--doubles", "10", "--kills", "10"),)
WITH_ELASTICSEARCH = (("elastic",), ("elastic_hostile",), ("faults", "--searches", "100"))


def main() -> None:
    for name, *arguments in ALWAYS + SLOW:
        run(name, *arguments)
    with made_database("load_demo") as environment:
        for name, *arguments in ON_THE_DEMO:
            run(name, *arguments, **environment)
    for name, *arguments in WITH_ELASTICSEARCH:
        if "ELASTICSEARCH_URL" in os.environ:
            run(name, *arguments)
        else:
            print(f"\n== {name}: skipped, ELASTICSEARCH_URL names no server (see `make elasticsearch`)")
    with made_database() as environment:
        run("forum", "--posts", "100000", "--topics", "10000", **environment)


@contextmanager
def made_database(*commands: str) -> Iterator[dict[str, str]]:
    """The environment of a database that these commands of `manage.py` have filled; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        environment = {
            "DATABASE_URL": f"sqlite:///{folder}/hub.sqlite3",
            "MEDIA_ROOT": f"{folder}/media",
            "PRIVATE_ROOT": f"{folder}/private",
            "DJANGO_SETTINGS_MODULE": "hub.settings.dev",
            "DEBUG": "false",
        }
        for command in (("migrate", "-v0"), *((name,) for name in commands)):
            subprocess.run([sys.executable, "manage.py", *command], env=os.environ | environment, check=True)
        yield environment


def run(name: str, *arguments: str, **environment: str) -> None:
    print(f"\n== {name}", flush=True)
    subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *arguments], env=os.environ | environment, check=True)


if __name__ == "__main__":
    main()
