"""The figures of the search page: `python -m benchmarks.pages [--entries 10000]`.

Fills a database of its own with `seed_entries`, in a temporary folder, or in that of `--keep`.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from benchmarks.figures import cpu_times, spread

QUESTIONS = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--keep", type=Path, help="folder for the database, to use it again")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options.entries)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = (options.keep or Path(folder)).resolve() / f"pages-{options.entries}.sqlite3"
        command = [sys.executable, "-m", "benchmarks.pages", "--measure", "--entries", str(options.entries)]
        subprocess.run(command, env=environment_of(path), check=True)


def environment_of(database: Path) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "hub.settings.dev",
        "DATABASE_URL": f"sqlite:///{database}",
        "DEBUG": "false",
        "SEARCH_LOG": "false",
        "SEARCH_LIMIT": "0",
    }


def measure(count: int) -> None:
    import django

    django.setup()
    from django.test import Client

    from search.engines import get_engine, prepare

    fill(count)
    client, asked = Client(), addresses()

    def get(address: str) -> None:
        assert client.get(address, follow=True).status_code == 200

    print(f"\n{count} entries, {QUESTIONS} addresses, processor time of the whole request")
    prepare()
    get("/search/")
    print(f"  page, new words          {spread(cpu_times(get, asked))}")
    print(f"  page, words asked before {spread(cpu_times(get, asked))}")
    print(f"  as JSON                  {spread(cpu_times(get, [as_json(address) for address in asked]))}")
    print(f"  engine: {get_engine().name}")


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


def addresses() -> list[str]:
    """Searches as people ask them: nothing, filters, words of the catalogue, both."""
    from hub.catalogue.models import Entry

    random = Random(11)
    titles = list(Entry.objects.order_by("pk").values_list("title", flat=True)[:2000])
    filters = [
        ("sector", "schools"),
        ("country", "be"),
        ("country", "europe-west"),
        ("theme", "language"),
        ("type", "mooc"),
    ]
    found = []
    for place in range(QUESTIONS):
        asked = []
        if place % 4 in (1, 3):
            asked.append(("q", " ".join(random.choice(titles).split()[: random.choice([1, 2, 3])])))
        if place % 4 in (2, 3):
            asked += sorted(random.sample(filters, random.choice([1, 2])))
        found.append(f"/search/?{urlencode(asked)}" if asked else "/search/")
    return found


def as_json(address: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}format=json"


if __name__ == "__main__":
    main()
