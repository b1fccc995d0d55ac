"""Counts made into facets as they are shown: labels, order, tree, links."""

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial

from django.utils.translation import get_language, override

from hub.catalogue.vocabulary import Vocabulary, collator, vocabulary_of
from search.facets import BY_NAME, FACETS, Facet, Order
from search.query import SearchQuery
from search.results import FacetResult, FacetValue

Counts = Mapping[str, int]


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
    return tuple(Showing(facet, counts[facet.name], query, base).result(all_open) for facet in facets)


def label_of(facet: Facet, code: str, language: str | None = None) -> str:
    if facet.vocabulary:
        return vocabulary_of(facet.vocabulary).label(code, language)
    return _choice_label(facet.name, code, language or get_language() or "en") if facet.choices else code


@lru_cache(maxsize=2000)
def _choice_label(name: str, code: str, language: str) -> str:
    choices = BY_NAME[name].choices
    if not choices or code not in choices.values:
        return code
    with override(language):
        return str(choices(code).label)


class Showing:
    """One facet on its way from counts to values."""

    def __init__(self, facet: Facet, counts: Counts, query: SearchQuery, base: str) -> None:
        self.facet, self.counts, self.language = facet, counts, query.language
        self.chosen = frozenset(query.chosen(facet.name))
        self.link = query.toggle_links(facet.name, base)
        self.vocabulary = vocabulary_of(facet.vocabulary) if facet.vocabulary else None
        name = partial(self.vocabulary.label if self.vocabulary else partial(label_of, facet), language=query.language)
        self.labels = {code: name(code) for code in counts}

    def result(self, all_open: bool) -> FacetResult:
        facet = self.facet
        nested = self.tree(self.vocabulary) if facet.hierarchical and self.vocabulary else None
        values = [self.value(code) for code in self.ordered()] if nested is None else nested
        more = facet.more and not all_open
        return FacetResult(facet.name, str(facet.label), tuple(values), facet.visible_count, facet.hierarchical, more)

    def value(self, code: str, children: tuple[FacetValue, ...] = ()) -> FacetValue:
        selected = code in self.chosen
        below = not selected and any(child.selected or child.partial for child in children)
        return FacetValue(code, self.labels[code], self.counts[code], selected, self.link, children, below)

    def tree(self, vocabulary: Vocabulary) -> list[FacetValue]:
        """Values below their parents. A parent counts each entry once, however many of its children it has."""
        below: dict[str | None, list[str]] = {}
        for code in self.ordered():
            term = vocabulary.by_code.get(code)
            parent = term.parent if term and term.parent in self.counts else None
            below.setdefault(parent, []).append(code)

        def branch(code: str) -> FacetValue:
            return self.value(code, tuple(branch(child) for child in below.get(code, ())))

        return [branch(code) for code in below.get(None, ())]

    def ordered(self) -> list[str]:
        facet, counts = self.facet, self.counts
        if facet.order is Order.LATEST:
            return sorted(counts, reverse=True)
        if facet.order is Order.VOCABULARY:
            return [code for code in self.in_own_order() if code in counts]
        by_label = sorted(counts, key=lambda code: (collation(self.labels[code]), code))
        return by_label if facet.order is Order.LABEL else sorted(by_label, key=lambda code: -counts[code])

    def in_own_order(self) -> list[str]:
        if self.vocabulary:
            return [term.code for term in self.vocabulary.terms]
        return self.facet.choices.values if self.facet.choices else sorted(self.counts)


@lru_cache(maxsize=20_000)
def collation(label: str) -> tuple[int, ...]:
    """The place of a label in a dictionary."""
    return collator.sort_key(label)
