"""Judgement sets in the layout of BEIR, and the usual measures of a ranking."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from math import log2
from pathlib import Path
from typing import NamedTuple

CUT, DEEP = 10, 100


class Text(NamedTuple):
    id: str
    title: str
    text: str
    language: str


@dataclass
class Judgements:
    """Texts, questions, and how good each text is for each question."""

    name: str
    corpus: list[Text]
    queries: list[Text]
    grades: dict[str, dict[str, int]]

    @classmethod
    def read(cls, folder: Path, qrels: str = "qrels.tsv") -> "Judgements":
        grades = _read_grades(folder / qrels)
        queries = [query for query in _read_texts(folder / "queries.jsonl") if query.id in grades]
        return cls(folder.name, _read_texts(folder / "corpus.jsonl"), queries, grades)

    def half(self, which: str) -> "Judgements":
        """Every other language if there are several, else every other question; `odd` begins with the first."""
        languages = sorted({query.language for query in self.queries})
        several = len(languages) > 1
        places = {language: place for place, language in enumerate(languages)}
        kept = [
            query
            for place, query in enumerate(self.queries)
            if (places[query.language] if several else place) % 2 == (which == "even")
        ]
        return replace(self, name=f"{self.name}, {which}", queries=kept)

    def texts(self) -> dict[str, str]:
        return {text.id: f"{text.title}\n{text.text}" for text in self.corpus}


@dataclass
class Scores:
    """The measures of each question."""

    of: dict[str, tuple[float, float, float]] = field(default_factory=dict)

    def means(self, chosen: Iterable[str] | None = None) -> tuple[float, ...]:
        rows = [self.of[query] for query in (self.of if chosen is None else chosen)]
        return tuple(sum(column) / len(rows) for column in zip(*rows, strict=True))


def measured(judged: Judgements, search: Callable[[str, str], Sequence[str]]) -> Scores:
    """nDCG@10, recall@100 and reciprocal rank of what `search(text, language)` gives."""
    scores = Scores()
    for query in judged.queries:
        found, grades = search(query.text, query.language), judged.grades[query.id]
        scores.of[query.id] = ndcg(found, grades), recall(found, grades), reciprocal_rank(found, grades)
    return scores


def ndcg(found: Sequence[str], grades: dict[str, int]) -> float:
    ideal = _gain(sorted(grades.values(), reverse=True)[:CUT])
    return _gain(grades.get(text, 0) for text in found[:CUT]) / ideal if ideal else 0.0


def recall(found: Sequence[str], grades: dict[str, int]) -> float:
    good = {text for text, grade in grades.items() if grade > 0}
    return len(good & set(found[:DEEP])) / len(good) if good else 0.0


def reciprocal_rank(found: Sequence[str], grades: dict[str, int]) -> float:
    return next((1 / place for place, text in enumerate(found, start=1) if grades.get(text, 0) > 0), 0.0)


def _gain(grades: Iterable[int]) -> float:
    return sum(max(grade, 0) / log2(place + 1) for place, grade in enumerate(grades, start=1))


def _read_texts(path: Path) -> list[Text]:
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return [Text(row["_id"], row.get("title", ""), row["text"], row.get("lang", "en")) for row in rows]


def _read_grades(path: Path) -> dict[str, dict[str, int]]:
    """Three columns with a head, or the four of TREC without one."""
    grades: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for line in path.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if columns[-1].strip().lstrip("-").isdigit():
            grades[columns[0]][columns[-2]] = int(columns[-1])
    return dict(grades)
