"""Fills the catalogue with entries for benchmarks."""

import random
from collections.abc import Callable, Iterable

from django.utils.text import slugify
from wagtail.coreutils import string_to_ascii

from hub.catalogue.imports.organisations import organisation_model
from hub.catalogue.publication import changing, note_change
from hub.catalogue.seeding.entries import Maker
from hub.catalogue.seeding.tables import write_seeds
from hub.catalogue.seeding.texts import Skewed
from hub.catalogue.types import entry_types
from hub.catalogue.vocabulary import vocabulary_of

BATCH = 500
ENTRIES_PER_OWNER = 20


class NoTerms(Exception):
    """Entries need vocabularies."""


def seed_entries(count: int, *, seed: int = 1, progress: Callable[[int], Iterable[int]] = range) -> int:
    """Write `count` invented entries of all types, marked as examples, without revisions.

    The same seed gives the same entries. Every batch is one transaction and one step of the search clock.
    Returns how many were written.
    """
    if not vocabulary_of("sector").terms:
        raise NoTerms("Load the vocabularies first: manage.py load_vocabularies")
    dice = random.Random(seed)
    maker = Maker(dice, entry_types())
    with changing():
        owners = Skewed(dice, _make_owners(dice, maker, max(5, count // ENTRIES_PER_OWNER)))
    waiting = []
    for number in progress(count):
        waiting.append(maker.make(owners))
        if len(waiting) == BATCH or number == count - 1:
            _write(dice, waiting)
            waiting = []
    return count


def _write(dice: random.Random, seeds: list) -> None:
    with changing():
        keys = write_seeds(dice, seeds)
        note_change(keys)


def _make_owners(dice: random.Random, maker: Maker, count: int) -> list[int]:
    """Organisations of one name in one country once; a second run with the same seed finds them again."""
    countries = Skewed(dice, [term.pk for term in vocabulary_of("country").terms if term.parent], shuffled=True)
    model = organisation_model()
    made: dict[str, int] = {}
    for _ in range(count):
        name = maker.writers[maker.languages.one()].owner(maker.towns.one())
        made.setdefault(name, countries.one())
    slugs = {name: f"{slugify(string_to_ascii(name))[:60]}-seed-{place}" for place, name in enumerate(made)}
    rows = [model(name=name, slug=slugs[name], country_id=country) for name, country in made.items()]
    model._default_manager.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
    return list(model._default_manager.filter(slug__in=slugs.values()).order_by("slug").values_list("pk", flat=True))
