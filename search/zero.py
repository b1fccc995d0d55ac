"""A way on when nothing was found: which one thing to drop, and how many results that gives."""

from django.utils.translation import gettext as _

from search.asking import question_of
from search.engines import get_engine
from search.facet_values import label_of
from search.facets import BY_NAME
from search.query import SearchQuery
from search.results import Step

MOST = 12
SHOWN = 5


def repairs(query: SearchQuery, base: str = "") -> tuple[Step, ...]:
    """Single steps that give results, the most promising first."""
    steps = changes(query)[:MOST]
    totals = get_engine().totals([question_of(changed) for _label, changed in steps])
    useful = [
        Step(label, changed.to_url(base), total) for (label, changed), total in zip(steps, totals, strict=True) if total
    ]
    return tuple(sorted(useful, key=lambda step: -step.count)[:SHOWN])


def changes(query: SearchQuery) -> list[tuple[str, SearchQuery]]:
    """Every way to ask for one thing less, in words."""
    found = []
    for name, codes in query.choices.items():
        facet = BY_NAME[name]
        labels = ", ".join(label_of(facet, code, query.language) for code in codes)
        names = {"facet": facet.label, "values": labels}
        found.append((_("Without %(facet)s: %(values)s") % names, query.without(name)))
    if len(query.parts) > 1:
        found += [(_("Without “%(word)s”") % {"word": part}, query.without_part(part)) for part in query.parts]
    if query.text and query.choices:
        found.append((_("Without “%(word)s”") % {"word": query.text}, query.without_text()))
    if len(query.choices) > 1:
        found.append((_("Without any filter"), query.without_choices()))
    if not query.archived:
        found.append((_("With what is archived"), query.with_archived()))
    return found
