"""Documents put into a database in bulk, past the catalogue."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from benchmarks import made_documents, plain_sql
from hub import checkpoints
from search import clock, tidying
from search.batches import batches
from search.engines.base import Question, SearchEngine
from search.engines.text import write_words
from search.models import SearchDocument
from search.services import store_documents

#: So many different texts are enough for an index to be like one of different documents.
DISTINCT = 20_000
#: Seconds between two publications, which people make.
PAUSE = 0.1


def seed_documents(count: int) -> None:
    """Fill the database, unless it holds as many already."""
    call_command("migrate", verbosity=0)
    if SearchDocument.objects.count() == count:
        return
    for made in batches(made_documents.documents(count), 2000):
        rows = [
            SearchDocument(
                id=d.id, kind=d.kind, object_id=d.object_id, language=d.language, body=d.body, words=d.words, version=1
            )
            for d in made
        ]
        with transaction.atomic():
            SearchDocument.objects.bulk_create(rows, batch_size=500)
            write_words(made)
    _begin()
    if plain_sql.can_run(count):
        plain_sql.fill(made_documents.documents(count))


def seed_short_documents(count: int) -> None:
    """Fill the database with so many that making each would take hours.

    They are short, have the words of `DISTINCT` documents and the facets of others, and no words in the text index.
    """
    call_command("migrate", verbosity=0)
    if SearchDocument.objects.count() == count:
        return
    columns = "id, kind, object_id, version, deleted, language, body, words, updated_at"
    insert = f"INSERT INTO search_searchdocument ({columns}) VALUES (%s, 'entry', %s, 1, %s, %s, %s, %s, %s)"
    for rows in batches(_short_rows(count), 20_000):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(insert, rows)
    _begin()


def _begin() -> None:
    """As after the one publication of all of them. With a clock behind its documents, each search would follow them."""
    with transaction.atomic():
        clock.tick()
        clock.begin_epoch()


def _short_rows(count: int) -> Iterator[tuple]:
    made = list(made_documents.documents(min(count, DISTINCT)))
    short = [json.dumps({name: found for name, found in d.words.items() if name != "body"}) for d in made]
    now = timezone.now()
    for number in range(1, count + 1):
        place, other = number % len(made), made[(number * 7919 + number // len(made)) % len(made)]
        body = made[place].body | {"facets": other.body["facets"], "steps": other.body["steps"], "number": number}
        body["newest"] += number
        yield number, number, False, made[place].language, json.dumps(body), short[place], now


def write_and_search_times(engine: SearchEngine, times: int) -> list[float]:
    """How long it takes until this process finds what another one has written, from before its write on.

    A third one does after each what the worker does after a task: it writes a little and merges.
    """
    writer, worker = _start("write"), _start("work")
    engine.search(Question(sort="newest", limit=1, day=made_documents.DAY))
    found = []
    # The first time the writer opens its connection and makes its statements.
    for place in range(times + 1):
        _say(writer, place + 1)
        written = float(writer.stdout.readline())
        before = time.perf_counter()
        engine.search(Question(sort="newest", limit=1, day=made_documents.DAY))
        found.append(written + (time.perf_counter() - before) * 1000)
        _say(worker, times + 1)
        time.sleep(PAUSE)
    for process in (writer, worker):
        process.communicate()
    return found[1:]


def _start(command: str) -> subprocess.Popen:
    arguments = [sys.executable, "-m", "benchmarks.seeding", command]
    process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    process.stdout.readline()
    return process


def _say(process: subprocess.Popen, number: int) -> None:
    process.stdin.write(f"{number}\n")
    process.stdin.flush()


def write_on_command() -> None:
    """Change the document whose number is read, as a process that serves; print how many milliseconds it took."""
    checkpoints.leave_to_others()
    print("ready", flush=True)
    for line in sys.stdin:
        row = SearchDocument.objects.get(pk=int(line))
        row.body["newest"] += 1
        before = time.perf_counter()
        with transaction.atomic():
            store_documents([row])
        print((time.perf_counter() - before) * 1000, flush=True)


def work_on_command() -> None:
    print("ready", flush=True)
    for line in sys.stdin:
        SearchDocument.objects.filter(pk=int(line)).update(updated_at=timezone.now())
        tidying.merge_after_task(None)


if __name__ == "__main__":
    {"write": write_on_command, "work": work_on_command}[sys.argv[1]]()
