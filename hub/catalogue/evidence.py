from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hub.catalogue.choices import Evaluation, Evidence, LinkRole

if TYPE_CHECKING:
    from hub.catalogue.models import Entry

LEVELS = {Evidence.DESCRIBED: 1, Evidence.RESULTS: 2, Evidence.EVALUATED: 3, Evidence.INDEPENDENT: 4}


def evidence_of(entry: "Entry") -> Evidence:
    """How well it is known that this works. An evaluation counts only when one can see how it was done."""
    return evidence_level(entry, any(link.role == LinkRole.EVALUATION for link in entry.links.all()))


def evidence_level(entry: "Entry", has_evaluation_link: bool) -> Evidence:
    """The same for whoever has read the links of many entries at once."""
    shown = bool(entry.evaluation_method) or has_evaluation_link
    if entry.evaluation == Evaluation.INDEPENDENT and shown:
        return Evidence.INDEPENDENT
    if entry.evaluation != Evaluation.NONE and shown:
        return Evidence.EVALUATED
    if entry.results or entry.people_reached:
        return Evidence.RESULTS
    return Evidence.DESCRIBED


def explain(level: Evidence) -> str:
    """Why an entry has this level, as a sentence for its readers."""
    return {
        Evidence.DESCRIBED: _("Described by the people who run it; no results are reported yet."),
        Evidence.RESULTS: _("Results are reported, but not evaluated."),
        Evidence.EVALUATED: _("Evaluated by the people who run it; how they did it is said."),
        Evidence.INDEPENDENT: _("Evaluated by somebody who does not run it; how it was done is said."),
    }[level]
