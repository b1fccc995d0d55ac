"""Counts made into facets as they are shown: labels, order, tree, links."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from hub.catalogue.vocabulary import Vocabulary, collator, vocabulary_of
from search.facets import BY_NAME, FACETS, Facet, Order
from search.query import SearchQuery
from search.results import FacetResult, FacetValue

Counts = Mapping[str, int]
Link = Callable[[str], str]


def shown_facets(query: SearchQuery, wanted: Sequence[str] = ()) -> tuple[Facet, ...]:
    """The facets of a page: those wanted, or all; those already decided by its preset left out.

    A facet with a choice is always among them, so that the choice can be seen and taken back.
    """
    names = list(wanted) or [facet.name for facet in FACETS]
    names += [name for name in query.choices if name not in names]
    return tuple(BY_NAME[name] for name in names if name in BY_NAME and name not in query.preset)


def facet_results(
    facets: Sequence[Facet], counts: Mapping[str, Counts], query: SearchQuery, base: str, *, all_open: bool = False
) -> tuple[FacetResult, ...]:
    """The facets with their values. `all_open` shows none behind "More filters"."""
    return tuple(_facet_result(facet, counts[facet.name], query, base, all_open) for facet in facets)


def label_of(facet: Facet, code: str, language: str | None = None) -> str:
    if facet.vocabulary:
        return vocabulary_of(facet.vocabulary).label(code, language)
    if facet.choices:
        return str(facet.choices(code).label) if code in facet.choices.values else code
    return code


def _facet_result(facet: Facet, counts: Counts, query: SearchQuery, base: str, all_open: bool) -> FacetResult:
    def link(code: str) -> str:
        return query.toggled(facet.name, code).to_url(base)

    chosen = frozenset(query.chosen(facet.name))
    vocabulary = vocabulary_of(facet.vocabulary) if facet.vocabulary else None
    codes = _sorted(facet, counts, vocabulary, query.language)
    if facet.hierarchical and vocabulary:
        values = _tree(facet, counts, chosen, link, codes, vocabulary)
    else:
        values = tuple(_value(facet, code, counts, chosen, link) for code in codes)
    more = facet.more and not all_open
    return FacetResult(facet.name, str(facet.label), values, facet.visible_count, facet.hierarchical, more)


def _value(
    facet: Facet, code: str, counts: Counts, chosen: frozenset[str], link: Link, children: Sequence[FacetValue] = ()
) -> FacetValue:
    selected = code in chosen
    partial = not selected and any(child.selected or child.partial for child in children)
    return FacetValue(code, label_of(facet, code), counts[code], selected, link, tuple(children), partial)


def _tree(
    facet: Facet, counts: Counts, chosen: frozenset[str], link: Link, codes: Sequence[str], vocabulary: Vocabulary
) -> tuple[FacetValue, ...]:
    """Values below their parents. A parent counts each entry once, however many of its children it has."""
    below: dict[str | None, list[str]] = {}
    for code in codes:
        term = vocabulary.by_code.get(code)
        parent = term.parent if term and term.parent in counts else None
        below.setdefault(parent, []).append(code)

    def branch(code: str) -> FacetValue:
        return _value(facet, code, counts, chosen, link, [branch(child) for child in below.get(code, ())])

    return tuple(branch(code) for code in below.get(None, ()))


def _sorted(facet: Facet, counts: Counts, vocabulary: Vocabulary | None, language: str) -> list[str]:
    if facet.order is Order.LATEST:
        return sorted(counts, reverse=True)
    if facet.order is Order.VOCABULARY:
        known = [term.code for term in vocabulary.terms] if vocabulary else facet.choices.values
        return [code for code in known if code in counts]
    by_label = sorted(counts, key=lambda code: (collation(label_of(facet, code, language)), code))
    if facet.order is Order.LABEL:
        return by_label
    return sorted(by_label, key=lambda code: -counts[code])


@lru_cache(maxsize=20_000)
def collation(label: str) -> tuple[int, ...]:
    """The place of a label in a dictionary."""
    return collator.sort_key(label)
