"""What hostile words cost, and what it costs to refuse a crawler: `python -m benchmarks.hostile [--entries 10000]`.

Every text of `tests.security.hostile_words` is asked for as page, data, feed and suggestion, beside plain searches.
"""

import statistics
from collections.abc import Callable
from urllib.parse import quote

from benchmarks import made_hub
from benchmarks.figures import cpu_times, spread
from benchmarks.pages import addresses

#: The best of so many tries: what the machine does beside it is not what the text costs.
TRIES = 3
FORMS = {
    "page": "/search/?q={}",
    "data": "/search/?q={}&format=json",
    "feed": "/search/?q={}&format=atom",
    "suggestion": "/search/suggest/?q={}",
}


def main() -> None:
    made_hub.run(measure, "hostile", __doc__, entries=10_000)


def measure(count: int) -> None:
    from django.test import Client

    from search.engines import prepare

    made_hub.fill(count)
    client = Client(raise_request_exception=False)

    def get(address: str) -> None:
        assert client.get(address, follow=True).status_code < 500, address

    prepare()
    print(f"\n{count} entries, processor time of the whole request, best of {TRIES}")
    for name, form in FORMS.items():
        compare(name, form, get)
    refuse(client)


def compare(name: str, form: str, get: Callable[[str], None]) -> None:
    from tests.security.hostile_words import HOSTILE_WORDS

    plain = best(get, [form.format(quote(text)) for text in plain_texts()])
    hostile = best(get, [form.format(quote(text, errors="surrogatepass", safe="")) for text in HOSTILE_WORDS])
    usual = statistics.median(plain)
    slow = sorted(zip(hostile, HOSTILE_WORDS, strict=True), key=lambda pair: -pair[0])
    above = sum(taken > 3 * usual for taken in hostile)
    print(f"  {name:12} plain {spread(plain)}, hostile {spread(hostile)}; {above} above 3 x the plain median")
    print("  " + ", ".join(f"{taken / usual:.1f} x {text[:20]!r}" for taken, text in slow[:3]))


def plain_texts() -> list[str]:
    """Two words of a title each."""
    from urllib.parse import parse_qs, urlsplit

    asked = [parse_qs(urlsplit(address).query).get("q", [""])[0] for address in addresses()]
    return [" ".join(text.split()[:2]) for text in asked if " " in text]


def best(get: Callable[[str], None], asked: list[str]) -> list[float]:
    tries = [cpu_times(get, asked) for _ in range(TRIES)]
    return [min(times) for times in zip(*tries, strict=True)]


def refuse(client) -> None:
    from django.conf import settings

    settings.SEARCH_LIMIT = 50
    walk = [f"/search/?sector=schools&country=be&year={1900 + n % 200}&page={1 + n % 3}" for n in range(400)]
    statuses: list[int] = []
    times = cpu_times(lambda address: statuses.append(client.get(address).status_code), walk)
    refused = [taken for taken, status in zip(times, statuses, strict=True) if status == 429]
    print(f"  429, {len(refused)} times           {spread(refused[1:])}")


if __name__ == "__main__":
    main()
