"""A way on when little or nothing was found: what was meant, or which one thing to change; with what that gives."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from hub.catalogue.presentation import words
from hub.catalogue.vocabulary import vocabulary_of
from search.asking import question_of
from search.engines import get_engine
from search.facet_values import label_of
from search.facets import BY_NAME, Facet
from search.query import SearchQuery
from search.results import Step, WaysOn
from search.spelling import corrections

#: Fewer results than this get help.
FEW = 5
MOST = 12
SHOWN = 5
Change = tuple[str, SearchQuery]


def ways_on(query: SearchQuery, total: int, unmatched: Collection[str] = (), base: str = "") -> WaysOn:
    """What gives more than the `total` found; asked of the engine all at once."""
    few = total < FEW
    if query.page > 1 or not (few or unmatched):
        return WaysOn()
    spelt = [(text, query.with_text(text)) for text in corrections(query, unmatched, few=few)]
    asked = [*spelt, *(changes(query)[:MOST] if few else ()), *(freed(spelt) if few else ())]
    totals = get_engine().totals([question_of(changed) for _label, changed in asked])
    steps = [Step(label, changed.to_url(base), found) for (label, changed), found in zip(asked, totals, strict=True)]
    better = [step for step in steps[len(spelt) :] if step.count > total]
    return WaysOn(
        next((step for step in steps[: len(spelt)] if step.count > (total if few else 0)), None),
        tuple(sorted(better, key=lambda step: -step.count)[:SHOWN]),
    )


def changes(query: SearchQuery) -> list[Change]:
    """Every way to ask for one thing less, in words."""
    found = [change for name in query.choices for change in changes_of_facet(query, BY_NAME[name])]
    if len(query.parts) > 1:
        found += [(_("Without “%(word)s”") % {"word": part}, query.without_part(part)) for part in query.parts]
    if query.text and query.choices:
        found.append((_("Without “%(word)s”") % {"word": query.text}, query.without_text()))
    if len(query.choices) > 1:
        found.append((_("Without any filter"), query.without_choices()))
    if not query.archived:
        found.append((_("With what is archived"), query.with_archived()))
    return found


def freed(spelt: Sequence[Change]) -> list[Change]:
    """Spelt otherwise and without filters: a mistake and a filter too many are two things at once."""
    return [
        (_("“%(text)s” without any filter") % {"text": text}, query.without_choices())
        for text, query in spelt[:1]
        if query.choices
    ]


def changes_of_facet(query: SearchQuery, facet: Facet) -> list[Change]:
    """Without the facet; or with what is above its values."""
    codes = query.chosen(facet.name)
    labels = words.listed(label_of(facet, code, query.language) for code in codes)
    found = [(_("Without %(facet)s: %(values)s") % {"facet": facet.label, "values": labels}, query.without(facet.name))]
    above = {vocabulary_of(facet.vocabulary).by_code[code].parent for code in codes} if facet.hierarchical else set()
    if len(above) == 1 and (parent := above.pop()):
        wider = label_of(facet, parent, query.language)
        label = _("%(wider)s instead of %(values)s") % {"wider": wider, "values": labels}
        found.append((label, query.without(facet.name).toggled(facet.name, parent)))
    return found
