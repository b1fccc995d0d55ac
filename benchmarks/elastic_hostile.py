"""What hostile words cost with Elasticsearch: `python -m benchmarks.elastic_hostile [--entries 1000]`.

Needs a running server (`make elasticsearch`). Each of the strings that the tests try is asked through the whole page,
in turn with a plain question, and compared with it: by the clock, and by our processor time.
"""

import os
from collections.abc import Iterator
from statistics import median
from urllib.parse import quote

from benchmarks import made_hub
from benchmarks.elastic import clean, measured, running_server

PLAIN = "language school"
TIMES = 5


def main() -> None:
    made_hub.run(
        measure,
        "elastic_hostile",
        __doc__,
        entries=1_000,
        SEARCH_ENGINE="elasticsearch",
        ELASTICSEARCH_URL=os.environ.get("ELASTICSEARCH_URL") or running_server(),
        ELASTICSEARCH_PREFIX="hostile",
        ELASTICSEARCH_TIMEOUT="30",
        LOG_LEVEL="CRITICAL",
    )


def measure(count: int) -> None:
    from search.engines import get_engine
    from tests.search.test_views import HOSTILE

    made_hub.fill(count)
    engine = get_engine()
    try:
        engine.operator.rebuild()
        print(f"\n{count} entries, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors", flush=True)
        report(dict(compared(engine.cluster, HOSTILE)))
        print(f"  answered by: {engine.answered}")
    finally:
        clean(engine.cluster)


def compared(cluster, strings: list[str]) -> Iterator[tuple[str, tuple[int, float, float]]]:
    """The highest status of each, and its medians as multiples of the plain question's just before."""
    ask = Asking()
    for _ in range(10):
        ask(PLAIN)
    for text in strings:
        plain, hostile, ask.worst = [], [], 0
        for _ in range(TIMES):
            plain.append(measured(cluster, ask, PLAIN))
            hostile.append(measured(cluster, ask, text))
        pairs = zip(zip(*hostile, strict=True), zip(*plain, strict=True), strict=True)
        wall, own, _server = (median(theirs) / max(median(ours), 0.5) for theirs, ours in pairs)
        yield text, (ask.worst, wall, own)


class Asking:
    """A visitor with a browser; remembers the worst status."""

    def __init__(self) -> None:
        from django.test import Client

        self.client, self.worst = Client(raise_request_exception=False), 0

    def __call__(self, text: str) -> None:
        response = self.client.get(f"/search/?q={quote(text, errors='surrogatepass')}", follow=True)
        self.worst = max(self.worst, response.status_code)


def report(found: dict[str, tuple[int, float, float]]) -> None:
    print(f"  {len(found)} strings, answers of 500 and above: {sum(status >= 500 for status, *_ in found.values())}")
    for place, name in enumerate(("by the clock", "our processor"), start=1):
        text, worst = max(((text, ratios[place]) for text, ratios in found.items()), key=lambda pair: pair[1])
        over = sum(ratios[place] > 3 for ratios in found.values())
        print(f"  {name:14} at most {worst:.2f} × a plain question ({text[:20]!a}), more than 3 ×: {over}", flush=True)


if __name__ == "__main__":
    main()
