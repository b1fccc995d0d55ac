"""The values of invented entries, as skewed as those of a real catalogue."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast

from django.core.validators import MaxValueValidator
from django.db import models
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import get_all_child_relations
from wagtail.fields import RichTextField, StreamField

from hub.catalogue.choices import Evaluation, Lifecycle
from hub.catalogue.completeness import completeness_of
from hub.catalogue.imports.terms import KINDS
from hub.catalogue.models import Entry
from hub.catalogue.seeding.texts import LANGUAGES, Skewed, Writer, invented_towns
from hub.catalogue.vocabulary import vocabulary_of

TODAY = date(2026, 1, 1)
# How many terms of each vocabulary an entry has at most.
MOST = {"countries": 3, "themes": 4, "content_languages": 3, "audiences": 3}


@dataclass
class Seed:
    """An entry not yet written, with what stands in other tables."""

    entry: Entry
    terms: dict[str, list[int]] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    rows: dict[type[models.Model], list[dict[str, Any]]] = field(default_factory=dict)


class _Rows(list):
    """Answers `all()` like a relation."""

    def all(self) -> list:
        return self


class _Whole:
    """A seed as the rules of completeness see an entry: its fields, and lists for its relations."""

    def __init__(self, seed: Seed):
        self.__dict__.update(seed.entry.__dict__, **seed.terms)
        self.kind = seed.entry.kind
        self.links, self.files = _Rows(seed.links), _Rows()
        self.organisation = seed.entry.organisation_id
        self.licence, self.resource_type = seed.entry.licence_id, getattr(seed.entry, "resource_type_id", None)


class Maker:
    """Makes entries; the same dice make the same ones."""

    def __init__(self, dice: random.Random, types: dict[str, type[Entry]]):
        self.dice = dice
        self.kinds = Skewed(dice, list(types.values()))
        self.languages = Skewed(dice, LANGUAGES)
        self.writers = {language: Writer(dice, language) for language in LANGUAGES}
        self.towns = Skewed(dice, invented_towns(dice, 4000))
        self._pools: dict[str, Skewed] = {}

    def make(self, organisations: Skewed) -> Seed:
        """One entry whose reference and place in the tree are still open."""
        language = self.languages.one()
        writer = self.writers[language]
        model = self.kinds.one()
        entry = model(
            title=self._title(writer),
            summary=writer.summary(),
            language_id=vocabulary_of("language").by_code[language].pk,
            organisation_id=organisations.one(),
            **self._shared(writer),
            **{item.attname: self._value(item, writer) for item in self._own_fields(model)},
        )
        seed = Seed(entry, self._terms(model), writer.tags(), self._links(writer), self._rows(model))
        entry.completeness = completeness_of(cast(Entry, _Whole(seed)))
        return seed

    def _title(self, writer: Writer) -> str:
        title = writer.title()
        return f"{title}, {self.towns.one()}" if self._often(0.4) else title

    def _shared(self, writer: Writer) -> dict[str, Any]:
        start = self._day(4000)
        age = self.dice.randint(0, 18)
        return {
            "region": self.towns.one() if self._often(0.5) else "",
            "start": start if self._often(0.8) else None,
            "end": start + timedelta(days=self.dice.randint(60, 1500)) if self._often(0.5) else None,
            "lifecycle": Skewed(self.dice, [Lifecycle.RUNNING, Lifecycle.FINISHED, Lifecycle.PLANNED]).one(),
            "age_from": age if self._often(0.5) else None,
            "age_to": age + self.dice.randint(0, 12) if self._often(0.4) else None,
            "evaluation": Skewed(self.dice, [Evaluation.NONE, Evaluation.SELF, Evaluation.INDEPENDENT]).one(),
            "evaluation_method": writer.sentences(1) if self._often(0.3) else "",
            "people_reached": int(self.dice.lognormvariate(5, 1.5)) if self._often(0.5) else None,
            "results": writer.paragraphs(1) if self._often(0.6) else "",
            "licence_id": self._pool("licence").one() if self._often(0.6) else None,
            "free_of_charge": self.dice.choice([True, True, False, None]),
            "last_verified_at": self._day(700) if self._often(0.5) else None,
        }

    # ------------------------------------------------------------ Fields of a type

    def _own_fields(self, model: type[Entry]) -> list[models.Field]:
        return [item for item in model._meta.local_concrete_fields if not item.primary_key]

    def _value(self, item: models.Field, writer: Writer) -> Any:
        if item.blank and self._often(0.3):
            return item.get_default()
        if isinstance(item, models.ForeignKey):
            return self._pool(KINDS[item.related_model]).one()
        if item.choices:
            return Skewed(self.dice, [value for value, _label in item.choices]).one()
        return self._plain_value(item, writer)

    def _plain_value(self, item: models.Field, writer: Writer) -> Any:
        match item:
            case RichTextField():
                return writer.paragraphs(self.dice.randint(1, 2))
            case StreamField():
                return self._stream(item, writer)
            case models.JSONField():
                return Skewed(self.dice, cast(Any, item).choices_class.values).some(2)
            case models.BooleanField():
                return self._often(0.2)
            case models.DecimalField():
                most = 10 ** min(item.max_digits - item.decimal_places - 1, 6)
                return Decimal(self.dice.randint(0, most)).quantize(Decimal(1).scaleb(-item.decimal_places))
            case models.IntegerField():
                return self.dice.randint(1, min(self._limit(item), 240))
            case models.CharField():
                return writer.owner(self.towns.one())[: item.max_length]
        return writer.sentences(1)[: item.max_length]

    def _limit(self, item: models.Field) -> int:
        limits = [found.limit_value for found in item.validators if isinstance(found, MaxValueValidator)]
        return int(min(limits, default=240))

    def _stream(self, item: StreamField, writer: Writer) -> list[tuple[str, dict[str, str]]]:
        [name] = item.stream_block.child_blocks
        count = self.dice.randint(2, 5)
        return [(name, {"title": writer.title()[:120], "text": writer.sentences(2)}) for _ in range(count)]

    # ------------------------------------------------------------ Other tables

    def _terms(self, model: type[Entry]) -> dict[str, list[int]]:
        fields = (item for item in model._meta.many_to_many if isinstance(item, ParentalManyToManyField))
        return {
            item.name: self._pool(KINDS[item.related_model]).some(MOST.get(item.name, 2))
            if not item.blank or self._often(0.7)
            else []
            for item in fields
            if item.related_model in KINDS
        }

    def _links(self, writer: Writer) -> list[tuple[str, str]]:
        count = self.dice.randint(0, 2)
        return [(f"https://example.org/{self.dice.getrandbits(40):x}", writer.title()[:160]) for _ in range(count)]

    def _rows(self, model: type[Entry]) -> dict[type[models.Model], list[dict[str, Any]]]:
        """Rows of the tables that only this type has, such as the sessions of a course."""
        own = [found.field for found in get_all_child_relations(model) if found.field.related_model is model]
        return {key.model: [self._days(key.model) for _ in range(self.dice.randint(0, 2))] for key in own}

    def _days(self, model: type[models.Model]) -> dict[str, date]:
        day, values = TODAY + timedelta(days=self.dice.randint(-500, 500)), {}
        for item in model._meta.concrete_fields:
            if isinstance(item, models.DateField):
                values[item.name], day = day, day + timedelta(days=self.dice.randint(5, 90))
        return values

    # ------------------------------------------------------------ Small things

    def _pool(self, kind: str) -> Skewed:
        if kind not in self._pools:
            terms = [term for term in vocabulary_of(kind).terms if term.active]
            regions = {term.parent for term in terms} if kind == "country" else set()
            keys = [term.pk for term in terms if term.code not in regions]
            self._pools[kind] = Skewed(self.dice, keys, shuffled=True)
        return self._pools[kind]

    def _day(self, span: int) -> date:
        return TODAY - timedelta(days=self.dice.randint(0, span))

    def _often(self, share: float) -> bool:
        return self.dice.random() < share
