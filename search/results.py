"""What a search gives: plain data that the page, the fragment, JSON, feed and exports are made of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

Parts = tuple[tuple[str, bool], ...]


class FacetValue(NamedTuple):
    """One value with the number of results it gives. `partial`: chosen further down, not itself."""

    value: str
    label: str
    count: int  # type: ignore[assignment]  # a tuple has a method of this name, which nobody asks a value for
    selected: bool
    link: Callable[[str], str]
    children: tuple["FacetValue", ...] = ()
    partial: bool = False

    @property
    def url(self) -> str:
        """The search with this value toggled. Made when asked for: a page has hundreds of values."""
        return self.link(self.value)


@dataclass(frozen=True)
class FacetResult:
    """A facet with its values, in the order in which they are shown."""

    name: str
    label: str
    values: tuple[FacetValue, ...]
    visible_count: int
    hierarchical: bool = False
    more: bool = False

    @property
    def all_values(self) -> tuple[FacetValue, ...]:
        return tuple(found for value in self.values for found in (value, *value.children))

    @property
    def total_values(self) -> int:
        return len(self.all_values)

    @property
    def selected_count(self) -> int:
        return sum(value.selected for value in self.all_values)

    @property
    def has_filter_box(self) -> bool:
        return self.total_values > 12


@dataclass(frozen=True)
class Chip:
    """One choice, and the address without it."""

    facet: str
    facet_label: str
    value: str
    label: str
    remove_url: str


@dataclass(frozen=True)
class SortLink:
    label: str
    url: str
    selected: bool


@dataclass(frozen=True)
class PageLink:
    """A page number; a gap has none."""

    number: int | None
    url: str = ""
    current: bool = False


@dataclass(frozen=True)
class Pager:
    page: int
    pages: int
    previous_url: str
    next_url: str
    numbers: tuple[PageLink, ...]
    first: int
    last: int
    total: int


@dataclass(frozen=True)
class Step:
    """One thing to change, and how many results that gives."""

    label: str
    url: str
    count: int


@dataclass(frozen=True)
class WaysOn:
    """What gives more results: the same question spelt otherwise, and single things to change."""

    meant: Step | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Picture:
    url: str
    alt: str


@dataclass(frozen=True)
class HitFact:
    label: str
    value: str


class MatchedTerm(NamedTuple):
    """A term of an entry that a word of the question stands for."""

    facet: str
    label: str


@dataclass(frozen=True)
class Hit:
    """An entry found. Title and summary come in parts, of which some are found words."""

    reference: str
    url: str
    kind: str
    kind_label: str
    title: str
    summary: str
    lang: str
    dir: str
    organisation: str
    countries_text: str
    audience_text: str
    facts: tuple[HitFact, ...]
    evidence_level: int
    evidence_label: str
    cover_sector: str
    title_parts: Parts
    summary_parts: Parts
    image: Picture | None = None
    featured: bool = False
    #: Why it is found where its title and summary do not say so.
    matched_terms: tuple[MatchedTerm, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class SearchResults:
    total: int
    hits: tuple[Hit, ...]
    facets: tuple[FacetResult, ...]
    chips: tuple[Chip, ...]
    sorts: tuple[SortLink, ...]
    pager: Pager
    #: Without filters, and without words too.
    clear_url: str
    all_url: str
    export_urls: dict[str, str]
    took: float
    ways_on: WaysOn = WaysOn()
    #: Best bets of editors, above the hits. They may be among these, and are not counted.
    promoted: tuple[Hit, ...] = ()
    #: Words of the question, as typed, that none of the results has, and the others.
    unmatched_words: tuple[str, ...] = ()
    matched_words: tuple[str, ...] = ()

    @property
    def listed(self) -> tuple[tuple[int, Hit], ...]:
        """The hits with their rank, without those that stand above them."""
        above = {hit.reference for hit in self.promoted}
        ranked = enumerate(self.hits, start=self.pager.first)
        return tuple((rank, hit) for rank, hit in ranked if hit.reference not in above)

    @property
    def has_filters(self) -> bool:
        """Nothing found and nothing chosen leaves nothing to choose from."""
        return any(facet.values for facet in self.facets)

    @property
    def has_more_facets(self) -> bool:
        return any(facet.more and facet.values for facet in self.facets)

    @property
    def more_is_open(self) -> bool:
        return any(facet.more and facet.selected_count for facet in self.facets)
