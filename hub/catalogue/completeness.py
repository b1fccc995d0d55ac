"""How complete an entry is, as a number out of 100 and in words."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from hub.catalogue.models import Entry


class Criterion(NamedTuple):
    """Something a good entry has. `weight` is relative to the others that apply."""

    weight: int
    missing: str | Promise
    met: Callable[["Entry"], bool]
    kinds: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The fields it is about, where it is about being filled."""
        return getattr(self.met, "names", ())


class filled:  # in small letters: it reads as a verb in the table
    """Met when every field of these names is filled, relations included."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def __call__(self, entry: "Entry") -> bool:
        return all(_is_filled(getattr(entry, name)) for name in self.names)


def _is_filled(value: Any) -> bool:
    if hasattr(value, "exists"):
        return bool(value.all())
    return value not in (None, "", [])


CRITERIA: tuple[Criterion, ...] = (
    Criterion(10, _("a summary"), filled("summary")),
    Criterion(6, _("the organisation"), filled("organisation")),
    Criterion(6, _("sectors"), filled("sectors")),
    Criterion(6, _("target groups"), filled("target_groups")),
    Criterion(4, _("audiences"), filled("audiences")),
    Criterion(5, _("countries"), filled("countries"), ("practice", "project")),
    Criterion(5, _("themes"), filled("themes")),
    Criterion(4, _("languages of the content"), filled("content_languages")),
    Criterion(3, _("the age of the learners"), filled("age_from"), ("practice", "resource")),
    Criterion(4, _("a link or a file"), lambda entry: bool(entry.links.all() or entry.files.all())),
    Criterion(4, _("a licence"), filled("licence")),
    Criterion(4, _("when it started"), filled("start"), ("practice", "project")),
    Criterion(5, _("a date of verification"), filled("last_verified_at")),
    Criterion(10, _("context and need"), filled("context"), ("practice",)),
    Criterion(10, _("the approach"), filled("approach"), ("practice",)),
    Criterion(6, _("steps"), filled("steps"), ("practice",)),
    Criterion(4, _("time and cost"), filled("time_band", "cost_band"), ("practice",)),
    Criterion(6, _("results"), filled("results"), ("practice", "project")),
    Criterion(4, _("lessons learnt"), filled("lessons"), ("practice",)),
    Criterion(4, _("what to watch elsewhere"), filled("transfer"), ("practice",)),
    Criterion(10, _("objectives"), filled("objectives"), ("project",)),
    Criterion(8, _("a description"), filled("description"), ("project", "mooc", "resource")),
    Criterion(4, _("funding"), filled("funding_programmes"), ("project",)),
    Criterion(4, _("provider"), filled("provider"), ("mooc",)),
    Criterion(5, _("effort in hours and weeks"), filled("hours_per_week", "weeks"), ("mooc",)),
    Criterion(5, _("purpose"), filled("purposes"), ("mooc",)),
    Criterion(5, _("the type of resource"), filled("resource_type"), ("resource",)),
    Criterion(3, _("how many minutes it takes"), filled("minutes"), ("resource",)),
)


def criteria_for(entry: "Entry") -> list[Criterion]:
    return [criterion for criterion in CRITERIA if not criterion.kinds or entry.kind in criterion.kinds]


def completeness_of(entry: "Entry") -> int:
    """The weights of what is there, in per cent of the weights that apply to this type."""
    criteria = criteria_for(entry)
    met = sum(criterion.weight for criterion in criteria if criterion.met(entry))
    return round(100 * met / sum(criterion.weight for criterion in criteria))


def unmet(entry: "Entry") -> list[Criterion]:
    """What is missing, the weightiest first."""
    missing = [criterion for criterion in criteria_for(entry) if not criterion.met(entry)]
    return sorted(missing, key=lambda criterion: -criterion.weight)


def missing_of(entry: "Entry") -> list[str]:
    """What is missing in words, the weightiest first."""
    return [str(criterion.missing) for criterion in unmet(entry)]
