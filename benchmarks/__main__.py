"""Every measurement that this machine can make: `python -m benchmarks`.

Each is a program of its own with its own database; what needs Elasticsearch says so when it is missing.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ALWAYS = (
    *(("search",), ("pages",), ("kills",), ("suggest",), ("hostile",), ("wagtail_facets",)),
    *(("submissions",), ("board",)),
)
SLOW = (("submission_faults", "--steps", "200", "--doubles", "10", "--kills", "10"),)
WITH_ELASTICSEARCH = (("elastic",), ("elastic_hostile",), ("faults", "--searches", "100"))


def main() -> None:
    for name, *arguments in ALWAYS + SLOW:
        run(name, *arguments)
    for name, *arguments in WITH_ELASTICSEARCH:
        if "ELASTICSEARCH_URL" in os.environ:
            run(name, *arguments)
        else:
            print(f"\n== {name}: skipped, ELASTICSEARCH_URL names no server (see `make elasticsearch`)")
    folder = Path(tempfile.mkdtemp(prefix="hub-bench-"))
    environment = {
        "DATABASE_URL": f"sqlite:///{folder / 'forum.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "hub.settings.dev",
        "DEBUG": "false",
    }
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], env=os.environ | environment, check=True)
    run("forum", "--posts", "100000", "--topics", "10000", **environment)
    shutil.rmtree(folder)


def run(name: str, *arguments: str, **environment: str) -> None:
    print(f"\n== {name}", flush=True)
    subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *arguments], env=os.environ | environment, check=True)


if __name__ == "__main__":
    main()
