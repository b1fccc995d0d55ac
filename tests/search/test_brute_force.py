"""Totals and counts against counting in the database, on the catalogue itself."""

from datetime import date
from functools import cache
from random import Random

import pytest
from django.utils import timezone

from hub.catalogue.evidence import evidence_of
from hub.catalogue.models import Entry
from hub.catalogue.vocabulary import vocabulary_of
from search.facets import LEFT_OUT
from search.finder import find
from search.query import SearchQuery, in_order
from tests.factories import term

pytestmark = pytest.mark.django_db
VALUES = {
    "sector": ("sectors", ["schools", "vocational", "health"]),
    "target-group": ("target_groups", ["adults", "families", "disabilities"]),
    "country": ("countries", ["be", "nl", "gr"]),
    "theme": ("themes", ["trauma", "mentoring"]),
    "language": ("content_languages", ["nl", "fr"]),
}
QUESTIONS = 50


@pytest.fixture
def catalogue(hub):
    for code, region in {"be": "europe-west", "nl": "europe-west", "gr": "europe-south"}.items():
        term("country", code, parent=region)
    term("theme", "trauma", parent="wellbeing")
    random = Random(3)
    for number in range(60):
        kind = random.choice(["practice", "project", "mooc", "resource"])
        terms = {name: random.sample(codes, random.choice([1, 1, 2])) for name, codes in VALUES.values()}
        lifecycle = random.choice(["running", "running", "finished", "archived", "superseded"])
        text = " ".join(random.choices(["school", "language", "refugees", "parents"], k=3))
        age = random.choice([{}, {"age_from": random.randrange(20)}])
        start = date(random.choice([2019, 2020]), 1, 1)
        results = random.choice(["", "<p>Better</p>"])
        hub.entry(
            kind, title=f"{text} {number}", lifecycle=lifecycle, start=start, results=results, **age, **terms,
            live=number % 9 > 0,
        )  # fmt: skip
    return list(Entry.objects.visible().specific())


@cache
def codes_of(entry: Entry, facet: str) -> set[str]:
    """The values of an entry, from its own fields."""
    if facet in VALUES:
        codes = {found.code for found in getattr(entry, VALUES[facet][0]).all()}
        known = vocabulary_of({"language": "language"}.get(facet, facet))
        return {above for code in codes for above in known.with_ancestors(code)}
    simple = {"type": entry.kind, "lifecycle": entry.lifecycle, "evidence": str(evidence_of(entry))}
    if facet == "status":
        return {str(entry.status_on(timezone.localdate()))} if entry.kind == "mooc" else set()
    return {str(entry.start.year)} if facet == "year" else {simple[facet]}


FACETS = (*VALUES, "type", "lifecycle", "evidence", "year", "status")


def passes(entry: Entry, query: SearchQuery, but: str = "") -> bool:
    if "lifecycle" not in query.choices and but != "lifecycle" and entry.lifecycle in LEFT_OUT:
        return False
    return all(codes_of(entry, name) & set(codes) for name, codes in query.choices.items() if name != but)


def counts(entries: list[Entry], query: SearchQuery, facet: str) -> dict[str, int]:
    found = dict.fromkeys(query.chosen(facet), 0)
    for entry in entries:
        if passes(entry, query, but=facet):
            for code in codes_of(entry, facet):
                found[code] = found.get(code, 0) + 1
    return found


def random_query(random: Random) -> SearchQuery:
    choices = {}
    for facet in random.sample(FACETS, random.choice([0, 1, 2, 3])):
        known = VALUES[facet][1] if facet in VALUES else {
            "type": ["practice", "mooc"], "lifecycle": ["running", "archived"], "evidence": ["described", "results"],
            "year": ["2019"], "status": ["finished"],
        }[facet]  # fmt: skip
        choices[facet] = tuple(random.sample(known, random.choice([1, min(2, len(known))])))
    return SearchQuery(text=random.choice(["", "", "parents", "refugees"]), choices=in_order(choices))


def test_every_number_is_that_of_a_count_by_hand(catalogue):
    random = Random(8)
    for _ in range(QUESTIONS):
        query = random_query(random)
        asked = [entry for entry in catalogue if query.text in entry.title]
        results = find(query)
        shown = {facet.name: {v.value: v.count for v in facet.all_values} for facet in results.facets}
        assert results.total == sum(passes(entry, query) for entry in asked)
        for facet in FACETS:
            assert shown[facet] == counts(asked, query, facet), (query, facet)
