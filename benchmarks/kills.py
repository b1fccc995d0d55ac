"""What is left when a writer dies: `python -m benchmarks.kills [--times 40] [--entries 200]`.

A process publishes one change after another and is killed (`SIGKILL`) at a random moment. Then documents are
compared with content and words with documents, and an engine that followed all along with one made afresh.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from itertools import count
from pathlib import Path
from random import Random

LONGEST = 0.6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--entries", type=int, default=200)
    parser.add_argument("--write", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        write()
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "hub.settings.dev",
            "DATABASE_URL": f"sqlite:///{Path(folder) / 'kills.sqlite3'}",
            "LOG_LEVEL": "ERROR",
        }
        print(f"{kill(options.times, options.entries)} of {options.times} kills left a difference")


def kill(times: int, entries: int) -> int:
    import django

    django.setup()
    from benchmarks.made_hub import fill
    from search import reconciling
    from search.engines.base import Question
    from search.engines.embedded import EmbeddedEngine
    from search.facets import NAMES

    fill(entries)
    random, different = Random(3), 0
    engine, question = EmbeddedEngine(), Question(counted=NAMES, limit=entries)
    for _ in range(times):
        writer = subprocess.Popen([sys.executable, "-m", "benchmarks.kills", "--write"], stdout=subprocess.PIPE)
        assert writer.stdout
        writer.stdout.readline()
        time.sleep(random.random() * LONGEST)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        same = engine.search(question) == EmbeddedEngine().search(question)
        different += bool(reconciling.verify()) or not same
    return different


def write() -> None:
    """Publish, withdraw and delete until killed."""
    import django

    django.setup()
    from hub.catalogue.models import Entry

    random = Random()
    entries = list(Entry.objects.specific())
    print("ready", flush=True)
    for number in count():
        entry = random.choice(entries)
        entry.title = f"Changed {number}"
        if number % 5 == 4:
            entry.unpublish()
        else:
            entry.save_revision().publish()


if __name__ == "__main__":
    main()
