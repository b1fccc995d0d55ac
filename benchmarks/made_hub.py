"""A hub of invented entries with a database of its own, for programs that measure one."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path


def run(measure: Callable[[int], None], name: str, description: str | None, entries: int, **environment: str) -> None:
    """Measure a hub of `--entries`, in a process that has read the environment it needs.

    That process is the same program once more. Its database is that of `BENCHMARK_DATABASE_URL`, or SQLite in a
    temporary folder or that of `--keep`.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--entries", type=int, default=entries)
    parser.add_argument("--keep", type=Path, help="folder for the database, to use it again")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        import django

        django.setup()
        measure(options.entries)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = (options.keep or Path(folder)).resolve() / f"hub-{options.entries}.sqlite3"
        command = [sys.executable, "-m", f"benchmarks.{name}", "--measure", "--entries", str(options.entries)]
        subprocess.run(command, env=environment_of(path) | environment, check=True)


def environment_of(database: Path) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "hub.settings.dev",
        "DATABASE_URL": os.environ.get("BENCHMARK_DATABASE_URL", f"sqlite:///{database}"),
        "DEBUG": "false",
        "SEARCH_LOG": "false",
        "SEARCH_LIMIT": "0",
    }


def fill(count: int) -> None:
    """Terms, finders and invented entries, unless they are there."""
    from django.core.management import call_command

    from hub.catalogue.models import Entry
    from hub.pages.demo.tree import create_tree

    call_command("migrate", verbosity=0)
    if Entry.objects.count() < count:
        call_command("load_vocabularies", verbosity=0)
        create_tree()
        call_command("seed_entries", count)
