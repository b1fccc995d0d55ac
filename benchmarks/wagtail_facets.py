"""The same page by Wagtail's own search: `python -m benchmarks.wagtail_facets [--entries 10000]`.

Fills a database of its own, SQLite or that of `BENCHMARK_DATABASE_URL`, and tells Wagtail about the facets that
stand in columns or relations of an entry; the others it cannot count. A page is 20 entries, the total, and each of
these facets counted without its own choice, as the hub does it; one after the other, in one run. If
`ELASTICSEARCH_URL` names a server, Wagtail's backend for it is tried as well.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from benchmarks import made_hub
from benchmarks.figures import spread

QUESTIONS = 40
#: The hub's facet, and the relation or column that has its values.
FACETS = {
    "sector": "sectors",
    "target-group": "target_groups",
    "audience": "audiences",
    "country": "countries",
    "theme": "themes",
    "subject": "subjects",
    "education-level": "education_levels",
    "language": "content_languages",
    "funding": "funding_programmes",
    "licence": "licence_id",
    "lifecycle": "lifecycle",
    "evidence": "evaluation",
}
FILTERS = [("sector", "schools"), ("country", "be"), ("theme", "language"), ("target-group", "adults")]


def main() -> None:
    made_hub.run(
        measure,
        "wagtail_facets",
        __doc__,
        entries=10_000,
        SEARCH_ENGINE="embedded",
        LOG_LEVEL="ERROR",
        # PostgreSQL's helpers of a query are processes of their own, whose time would not be seen.
        PGOPTIONS="-c max_parallel_workers_per_gather=0",
    )


def measure(count: int) -> None:
    from django.core.management import call_command
    from django.db import connection

    from search.engines import prepare

    declare_facets()
    made_hub.fill(count)
    call_command("wagtail_update_index", verbosity=0)
    prepare()
    print(f"\n{count} entries, {len(FACETS)} facets, {QUESTIONS} questions, {connection.vendor}, {load()}", flush=True)
    asked = questions()
    ways: dict[str, Callable] = {"ours": our_page, "Wagtail": wagtail_page}
    for ask in ways.values():
        ask(asked[0])
    times: dict[str, list[float]] = {name: [] for name in ways}
    for question in asked:
        for name, ask in ways.items():
            before = processor_seconds()
            ask(question)
            times[name].append((processor_seconds() - before) * 1000)
    for name, found in times.items():
        print(f"  {name:10} {spread(found)} of processor time, database included", flush=True)
    ours, theirs = (sum(times[name]) for name in ("ours", "Wagtail"))
    print(f"  Wagtail : ours {theirs / ours:.0f}", flush=True)
    print(f"  Wagtail on Elasticsearch: {try_elasticsearch()}")


def load() -> str:
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


def declare_facets() -> None:
    """Wagtail counts fields that are declared as filters."""
    from wagtail.search import index

    from hub.catalogue.models import Entry

    Entry.search_fields = [*Entry.search_fields, *(index.FilterField(name) for name in _names())]


def _names() -> list[str]:
    return [name.removesuffix("_id") for name in FACETS.values()]


def questions() -> list[tuple[str, dict[str, str]]]:
    """Words of titles, filters, both, nothing."""
    from hub.catalogue.models import Entry

    random = Random(11)
    titles = list(Entry.objects.order_by("pk").values_list("title", flat=True)[:2000])
    words = [random.choice(random.choice(titles).split()) if place % 4 in (1, 3) else "" for place in range(QUESTIONS)]
    choices = [dict(random.sample(FILTERS, 2)) if place % 4 in (2, 3) else {} for place in range(QUESTIONS)]
    return list(zip(words, choices, strict=True))


# ---------------------------------------------------------------------- The page, twice


def our_page(question: tuple[str, dict[str, str]]) -> None:
    from search.asking import question_of
    from search.engines import get_engine
    from search.found import read_entries
    from search.query import SearchQuery

    text, choices = question
    query = SearchQuery(text=text, choices={name: (code,) for name, code in choices.items()})
    answer = get_engine().search(question_of(query, counted=tuple(FACETS)))
    list(read_entries(answer.ids))


def wagtail_page(question: tuple[str, dict[str, str]]) -> None:
    text, choices = question
    found = searched(text, choices)
    list(found[:20])
    found.count()
    for facet, name in FACETS.items():
        searched(text, {other: code for other, code in choices.items() if other != facet}).facet(name)


def searched(text: str, choices: dict[str, str]):
    from wagtail.search.backends import get_search_backend
    from wagtail.search.query import MATCH_ALL

    from hub.catalogue.models import Entry

    entries = Entry.objects.live()
    for facet, code in choices.items():
        having = Entry.objects.filter(**{f"{FACETS[facet]}__code": code}).values("pk")
        entries = entries.filter(pk__in=having)
    return get_search_backend().search(text or MATCH_ALL, entries)


def processor_seconds() -> float:
    """Of this process, and of the database's if it is another on this machine."""
    return time.process_time() + _database_seconds()


def _database_seconds() -> float:
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    # In billionths; `stat` counts in hundredths.
    found = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text()
    return int(found.split()[0]) / 1e9


# ---------------------------------------------------------------------- Elsewhere


def try_elasticsearch() -> str:
    """Whether Wagtail's own backend can make its index on the server."""
    url = os.environ.get("ELASTICSEARCH_URL")
    if not url:
        return "not tried, ELASTICSEARCH_URL names no server"
    from modelsearch.backends.elasticsearch9 import Elasticsearch9SearchBackend

    from hub.catalogue.models import Entry

    backend = Elasticsearch9SearchBackend({"URLS": [url], "INDEX_PREFIX": "wagtail_", "OPTIONS": {}})
    index = backend.get_index_for_model(Entry)
    try:
        index.reset()
    except Exception as error:
        return f"does not run here: {str(error)[:200]}"
    index.delete()
    return "its index can be made here; its page is not measured yet"


if __name__ == "__main__":
    main()
