"""Random documents and questions, the same for the same seed."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction

from search.analysis import STEM, term_word
from search.engines.base import Form, Group, Question
from search.facets import BY_NAME, FACETS
from search.models import SearchDocument
from search.services import store_documents

LETTERS = "abcdefghijklmnoprstuvz"
VALUES = {
    "type": ("practice", "project", "mooc", "resource"),
    "country": tuple(f"c{number:02}" for number in range(60)),
    "theme": tuple(f"theme-{number}" for number in range(30)),
    "year": tuple(str(year) for year in range(1995, 2027)),
}
#: How often a document has the facet, and how many values at most.
PRESENCE = {"type": (1, 1), "country": (0.9, 6), "theme": (0.9, 4), "lifecycle": (0.7, 1), "year": (0.6, 5)}
FIELDS = {"title": 7, "terms": 4, "summary": 25, "body": 60}
DAY = date(2026, 3, 1)


def values_of(name: str) -> tuple[str, ...]:
    facet = BY_NAME[name]
    if name in VALUES:
        return VALUES[name]
    return tuple(facet.choices.values) if facet.choices else tuple(f"{name}-{number}" for number in range(12))


def lexicon(size: int = 3000) -> list[str]:
    rng = random.Random("lexicon")
    return sorted({"".join(rng.choices(LETTERS, k=rng.randint(3, 9))) for _ in range(size)}, key=lambda w: rng.random())


WORDS = lexicon()
#: Few words are in many documents, many in few.
ODDS = [1 / (place + 3) for place in range(len(WORDS))]


def bodies(count: int, seed: str = "hub", length: float = 1.0) -> Iterator[tuple[dict, dict]]:
    """Bodies and words of documents."""
    rng = random.Random(seed)
    for number in range(1, count + 1):
        facets = dict(_facets(rng))
        words = {}
        for field, usual in FIELDS.items():
            text = rng.choices(WORDS, ODDS, k=max(1, round(usual * length * rng.uniform(0.4, 1.6))))
            forms = [STEM + word[:5] for word in text]
            if field == "terms":
                forms += [term_word(facet, code) for facet, codes in facets.items() for code in codes]
            words[field] = [" ".join(text), " ".join(forms)]
        yield _body(rng, number, facets), words


def _facets(rng: random.Random) -> Iterator[tuple[str, list[str]]]:
    for facet in FACETS:
        chance, most = PRESENCE.get(facet.name, (0.5, 2))
        if not facet.dated and rng.random() < chance:
            values = values_of(facet.name)
            weights = [1 / (place + 1) for place in range(len(values))]
            yield facet.name, sorted(set(rng.choices(values, weights, k=rng.randint(1, most))))


def _body(rng: random.Random, number: int, facets: dict) -> dict:
    body = {
        "facets": facets,
        "number": number,
        "newest": 1_700_000_000 + rng.randrange(0, 50_000) * 600,
        "verified": rng.choice((0, 738_000 + rng.randrange(2000))),
        "title": "".join(rng.choices("0123456789abcdef", k=2 * rng.randint(1, 8))),
    }
    if facets["type"] == ["mooc"]:
        first = DAY.toordinal() + rng.randrange(-200, 200)
        codes = rng.sample(values_of("status"), 3)
        body["steps"] = {"status": [[2, codes[0]], [first, codes[1]], [first + rng.randrange(1, 90), codes[2]]]}
    return body


def store(count: int, seed: str = "hub") -> list[SearchDocument]:
    """Documents in the database, with their words, all of one version."""
    rows = [
        SearchDocument(kind="entry", object_id=1000 + number, language="en", body=body, words=words)
        for number, (body, words) in enumerate(bodies(count, seed))
    ]
    return save(rows)


@transaction.atomic
def save(rows: list[SearchDocument]) -> list[SearchDocument]:
    """New and changed documents, as a publication saves them."""
    SearchDocument.objects.bulk_create([row for row in rows if not row.pk])
    store_documents(rows)
    for row in rows:
        row.refresh_from_db(fields=["version"])
    return rows


# ---------------------------------------------------------------------- Questions


def questions(count: int, seed: str = "questions") -> list[Question]:
    rng = random.Random(seed)
    return [_question(rng) for _ in range(count)]


def _question(rng: random.Random) -> Question:
    groups = tuple(_group(rng) for _ in range(rng.choice((0, 0, 1, 1, 1, 2, 2, 3, 5))))
    text = rng.choices(WORDS[:40], k=2)
    return Question(
        groups=groups,
        minimum=rng.choice((len(groups), len(groups), max(0, len(groups) - 1))),
        enough=rng.choice((0, 5, 5, 20)),
        phrases=((text[0],) if rng.random() < 0.5 else tuple(text),) if rng.random() < 0.1 else (),
        excluded=(Group((Form(rng.choice(WORDS[:100])),)),) if rng.random() < 0.15 else (),
        excluded_phrases=(tuple(rng.choices(WORDS[:20], k=2)),) if rng.random() < 0.1 else (),
        preset={"type": (rng.choice(VALUES["type"]),)} if rng.random() < 0.3 else {},
        choices=_choices(rng),
        left_out={"lifecycle": ("archived", "superseded")} if rng.random() < 0.8 else {},
        counted=tuple(facet.name for facet in FACETS) if rng.random() < 0.8 else ("sector", "status"),
        sort=rng.choice(("newest", "newest", "verified", "title", "relevance")),
        offset=rng.choice((0, 0, 0, 20, 100)),
        limit=rng.choice((20, 20, 10, 0)),
        day=DAY + timedelta(days=rng.randrange(-60, 60)),
    )


def _group(rng: random.Random) -> Group:
    word = rng.choices(WORDS, ODDS)[0]
    forms = [Form(word), Form(STEM + word[:5], 70)]
    if rng.random() < 0.3:
        facet = rng.choice(("sector", "country", "theme"))
        forms.append(Form(term_word(facet, rng.choice(values_of(facet))), 60))
    return Group(tuple(forms))


def _choices(rng: random.Random) -> dict[str, tuple[str, ...]]:
    chosen = rng.sample([facet.name for facet in FACETS], rng.choice((0, 0, 1, 1, 2, 3)))
    found = {}
    for name in chosen:
        values = (*values_of(name), "no-such-value")
        found[name] = tuple(sorted(set(rng.choices(values, k=rng.randint(1, 3)))))
    return found
