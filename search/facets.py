"""Every facet of the hub, in the order of the search page. Engines, forms and pages read this table."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hub.catalogue.choices import AgeBand, CostBand, Evidence, Lifecycle, TimeBand
from resources.choices import CourseMode, CourseStatus, LanguageLevel, Purpose
from search import derived
from search.derived import Permission
from search.models.finder import EntryType
from search.records import Record

#: Codes; of a dated facet (day, code) steps.
Source = Callable[[Record], Iterable[Any]]


class Order(Enum):
    """How the values of a facet are sorted."""

    COUNT = "count"
    LABEL = "label"
    VOCABULARY = "vocabulary"
    LATEST = "latest"


@dataclass(frozen=True)
class Facet:
    """One way to narrow a search. `name` is its word in addresses."""

    name: str
    label: str | Promise
    source: Source
    #: Values are terms of this vocabulary, or of a closed list, or (years) speak for themselves.
    vocabulary: str = ""
    choices: type[TextChoices] | None = None
    order: Order = Order.COUNT
    visible_count: int = 6
    hierarchical: bool = False
    #: Shown behind "More filters" on the search page.
    more: bool = False
    #: The source gives (day, code) steps; the value depends on the day of the question.
    dated: bool = False


def many(name: str) -> Source:
    """The terms of a many-to-many field of the entry."""
    return lambda record: record.codes.get(name, ())


FACETS: tuple[Facet, ...] = (
    Facet("type", _("Type"), lambda r: [r.kind], choices=EntryType, order=Order.VOCABULARY),
    Facet("sector", _("Sector"), many("sectors"), "sector"),
    Facet("target-group", _("Target group"), many("target_groups"), "target-group"),
    Facet("audience", _("For whom"), many("audiences"), "audience"),
    Facet("country", _("Country"), many("countries"), "country", hierarchical=True),
    Facet("theme", _("Theme"), many("themes"), "theme", hierarchical=True),
    Facet("language", _("Language of the content"), many("content_languages"), "language"),
    Facet(
        "age",
        _("Age"),
        lambda r: derived.age_bands(r.entry.age_from, r.entry.age_to),
        choices=AgeBand,
        order=Order.VOCABULARY,
    ),
    Facet("time", _("Time needed"), lambda r: [r.time], choices=TimeBand, order=Order.VOCABULARY),
    Facet("cost", _("Cost"), lambda r: [r.cost], choices=CostBand, order=Order.VOCABULARY),
    Facet("evidence", _("Evidence"), lambda r: [r.evidence], choices=Evidence, order=Order.VOCABULARY),
    Facet("licence", _("What you may do"), lambda r: r.permissions, choices=Permission, order=Order.VOCABULARY),
    Facet("subject", _("Subject"), many("subjects"), "subject", more=True),
    Facet(
        "education-level",
        _("Education level"),
        many("education_levels"),
        "education-level",
        order=Order.VOCABULARY,
        more=True,
    ),
    Facet("resource-type", _("Type of resource"), lambda r: [r.resource_type], "resource-type", more=True),
    Facet("year", _("Year"), lambda r: derived.years(r.entry.start, r.entry.end), order=Order.LATEST, more=True),
    Facet("lifecycle", _("Stage"), lambda r: [r.entry.lifecycle], choices=Lifecycle, order=Order.VOCABULARY, more=True),
    Facet("funding", _("Funding programme"), many("funding_programmes"), "funding-programme", more=True),
    Facet("purpose", _("Purpose of the MOOC"), lambda r: r.purposes, choices=Purpose, more=True),
    Facet("mode", _("Mode of the MOOC"), lambda r: [r.mode], choices=CourseMode, order=Order.VOCABULARY, more=True),
    Facet(
        "status",
        _("Status of the MOOC"),
        lambda r: r.status_steps,
        choices=CourseStatus,
        order=Order.VOCABULARY,
        more=True,
        dated=True,
    ),
    Facet(
        "level",
        _("Language level of the MOOC"),
        lambda r: [r.language_level],
        choices=LanguageLevel,
        order=Order.VOCABULARY,
        more=True,
    ),
)

BY_NAME: dict[str, Facet] = {facet.name: facet for facet in FACETS}
NAMES: tuple[str, ...] = tuple(BY_NAME)

#: Stages that are left out unless the lifecycle facet or `archived=1` asks for them.
LIFECYCLE = "lifecycle"
LEFT_OUT: tuple[str, ...] = (Lifecycle.ARCHIVED.value, Lifecycle.SUPERSEDED.value)
