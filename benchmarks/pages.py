"""The figures of the search page: `python -m benchmarks.pages [--entries 10000]`.

Fills a database of its own with `seed_entries`, in a temporary folder, or in that of `--keep`.
"""

from random import Random
from urllib.parse import urlencode

from benchmarks import made_hub
from benchmarks.figures import cpu_times, spread

QUESTIONS = 200


def main() -> None:
    made_hub.run(measure, "pages", __doc__, entries=10_000)


def measure(count: int) -> None:
    from django.test import Client

    from search.engines import get_engine, prepare

    made_hub.fill(count)
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
