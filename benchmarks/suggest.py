"""The figures of suggestions and of spelling: `python -m benchmarks.suggest [--entries 100000]`.

Fills a database of its own with `seed_entries`, in a temporary folder, or in that of `--keep`.
"""

import time
from random import Random
from urllib.parse import urlencode

from benchmarks import made_hub
from benchmarks.figures import cpu_times, spread
from benchmarks.search import memory

QUESTIONS = 400


def main() -> None:
    made_hub.run(measure, "suggest", __doc__, entries=100_000)


def measure(count: int) -> None:
    from django.test import Client

    from search.engines import prepare

    made_hub.fill(count)
    client = Client()

    def get(address: str) -> None:
        assert client.get(address, follow=True).status_code == 200

    prepare()
    for address in ("/search/", "/search/suggest/?q=ab", "/search/?q=zzzqqq"):
        get(address)
    print(f"\n{count} entries, processor time of the whole request")
    print(f"  suggestions              {spread(cpu_times(get, suggestions()))}")
    print(f"  ... of one kind          {spread(cpu_times(get, suggestions('&type=mooc')))}")
    mistakes = misspelt()
    right, wrong = ([searched(pair[place]) for pair in mistakes] for place in (0, 1))
    print(f"  page, words as they are  {spread(cpu_times(get, right))}")
    print(f"  page, words misspelt     {spread(cpu_times(get, wrong))}")
    spelling(mistakes)


def spelling(mistakes: list[tuple[str, str]]) -> None:
    """The dictionary alone."""
    from search.analysis import fold
    from search.spelling.dictionary import _read_names, dictionary

    before, started = memory(), time.process_time()
    names = _read_names().lexicon
    print(f"  dictionary               {time.process_time() - started:.2f} s, {memory() - before:.0f} MB")
    known = dictionary()
    print(f"  ... words of names       {len(names.words)}, of labels {len(known.labels.words)}")
    print(f"  ... a word looked up     {spread(cpu_times(known.near, [fold(wrong) for _word, wrong in mistakes]))}")
    found = sum(fold(word) in known.near(fold(wrong)) for word, wrong in mistakes)
    print(f"  ... finds what was meant {found} of {len(mistakes)}")


def words() -> list[str]:
    from hub.catalogue.models import Entry

    titles = Entry.objects.order_by("pk").values_list("title", flat=True)[:5000]
    return sorted({word for title in titles for word in title.split() if word.isalpha() and len(word) > 4})


def suggestions(more: str = "") -> list[str]:
    """Beginnings as people type them: two letters or more of one word, or a word and the beginning of the next."""
    random, known = Random(3), words()
    typed = [random.choice(known)[: random.randint(2, 8)] for _ in range(QUESTIONS * 3 // 4)]
    typed += [f"{random.choice(known)} {random.choice(known)[:3]}" for _ in range(QUESTIONS // 4)]
    return [f"/search/suggest/?{urlencode({'q': text})}{more}" for text in typed]


def misspelt() -> list[tuple[str, str]]:
    """Words with a letter left out, doubled, replaced, or changed places with the next."""
    random = Random(4)
    known = [word for word in words() if len(word) > 5]
    return [(word, mistake(random, word)) for word in random.choices(known, k=QUESTIONS // 4)]


def mistake(random: Random, word: str) -> str:
    place = random.randrange(1, len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    return random.choice(
        [before + after, before + letter * 2 + after, f"{before}x{after}", before + after[:1] + letter + after[1:]]
    )


def searched(text: str) -> str:
    return f"/search/?{urlencode({'q': text})}"


if __name__ == "__main__":
    main()
