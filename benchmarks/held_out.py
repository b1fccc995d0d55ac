"""Weights chosen on one half of a judgement set and measured on the other: `python -m benchmarks.held_out FOLDER …`.

The weights of `search.weights` were chosen with all questions of Cranfield and Storybook in view, so no part
of these says how well they do on what they have not seen. Here they are chosen again: one weight after the
other, each at the value that serves one half of the questions best, beginning with values that nobody tuned. The other
half then says what such a choice is worth. Halves are those of `benchmarks.relevance --half`. Weights that are part of
the index (fields, BM25) stay as they are.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.judgements import Judgements, Scores, measured

#: What is chosen, from which values; the first one is where it begins: an ending counts as much as the word, …
CHOICES: dict[str, tuple[float, ...]] = {
    "STEM": (100, 85, 70, 50),
    "SAME_LANGUAGE": (12, 4, 3, 2),
    "PART_OF_WORDS": (0.0, 0.2, 0.3, 0.5),
}
HALVES = ("odd", "even")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options.folders[0])
        return
    for folder in options.folders:
        with tempfile.TemporaryDirectory() as place:
            settings = {"DJANGO_SETTINGS_MODULE": "hub.settings.dev", "LOG_LEVEL": "ERROR", "SEARCH_ENGINE": "embedded"}
            environment = os.environ | settings | {"DATABASE_URL": f"sqlite:///{place}/held_out.sqlite3"}
            command = [sys.executable, "-m", "benchmarks.held_out", str(folder), "--measure"]
            subprocess.run(command, env=environment, check=True)


def measure(folder: Path) -> None:
    import django

    django.setup()
    from benchmarks.plain_bm25 import PlainBM25
    from benchmarks.relevance import fill, line
    from search import weights

    judged = Judgements.read(folder)
    fill(judged)
    halves = {name: judged.half(name) for name in HALVES}
    shipped = {name: getattr(weights, name) for name in CHOICES}
    chosen = {name: chosen_on(halves[name]) for name in HALVES}
    plain = PlainBM25(judged.texts()).search
    print(f"\n{judged.name}: nDCG@10, recall@100, MRR")
    for seen, unseen in (HALVES, HALVES[::-1]):
        half = halves[unseen]
        print(f"  {len(half.queries)} {unseen} questions")
        print(f"    {'plain BM25, unstemmed':34} {line(measured(half, plain))}")
        print(f"    {'weights chosen on the other half':34} {line(scores_with(half, chosen[seen]))}  {chosen[seen]}")
        print(f"    {'weights of the hub':34} {line(scores_with(half, shipped))}", flush=True)


def chosen_on(half: Judgements) -> dict[str, float]:
    """One weight after the other at its best."""
    values = {name: choices[0] for name, choices in CHOICES.items()}
    for name, choices in CHOICES.items():
        gains = {value: scores_with(half, values | {name: value}).means()[0] for value in choices}
        values[name] = max(gains, key=gains.__getitem__)
    return values


def scores_with(half: Judgements, values: dict[str, float]) -> Scores:
    from benchmarks.relevance import asking

    set_weights(values)
    return measured(half, asking(half, known_language=True))


def set_weights(values: dict[str, float]) -> None:
    """In the modules that have them by name."""
    from search import asking, scoring

    asking.STEM, asking.SAME_LANGUAGE = int(values["STEM"]), int(values["SAME_LANGUAGE"])
    scoring.PART_OF_WORDS = values["PART_OF_WORDS"]


if __name__ == "__main__":
    main()
