"""The address made into a `SearchQuery`. Nothing a visitor can write there is an error; it is left out, and said so."""

import re
from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from hub.catalogue.vocabulary import vocabulary_of
from search.facets import FACETS, Facet
from search.parsing import MAX_LENGTH, tidy
from search.query import MAX_RESULTS, MAX_VALUES, NEWEST, PAGE_SIZE, RELEVANCE, SORTS, Choices, SearchQuery, in_order

FORMATS = ("json", "csv", "xlsx", "atom")
#: So many values of a facet are looked at.
MOST_ASKED = MAX_VALUES * 2
_YEAR = re.compile(r"(?:19|20)\d\d")


#: So much of what is no value of a filter is repeated to the visitor.
MOST_IGNORED, LONGEST_IGNORED = 5, 60


@dataclass(frozen=True)
class Ignored:
    """A value that its facet does not have."""

    facet: str
    facet_label: str
    value: str


class TooFar(Exception):
    """The page lies beyond what a search shows."""


class SearchForm:
    """Reads the parameters of one request."""

    def __init__(self, data: QueryDict, *, language: str, preset: Choices | None = None, default_sort: str = NEWEST):
        self.data = data
        self.language = language
        self.preset = in_order(preset or {})
        self.default_sort = default_sort

    def query(self) -> SearchQuery:
        """The search asked for. Raises `TooFar`."""
        text = tidy(self.data.get("q", ""))
        query = SearchQuery(
            text=text,
            choices=in_order({facet.name: self._codes(facet) for facet in FACETS}),
            archived=self.data.get("archived") == "1",
            page=self._page(),
            language=self.language,
            preset=self.preset,
            default_sort=self.default_sort,
        )
        sort = self.data.get("sort", "")
        if sort in SORTS and (text or sort != RELEVANCE):
            query = query.with_sort(sort).with_page(query.page)
        return query

    @property
    def output(self) -> str:
        """The format asked for; empty for a page."""
        wanted = self.data.get("format", "")
        return wanted if wanted in FORMATS else ""

    @property
    def ignored(self) -> tuple[Ignored, ...]:
        """The values asked for that do not exist, in the words of the address."""
        asked = [(facet, code) for facet in FACETS for code in self.data.getlist(facet.name)[:MOST_ASKED]]
        unknown = [(facet, tidy(code)[:LONGEST_IGNORED]) for facet, code in asked if not valid_code(facet, code)]
        named = dict.fromkeys((facet.name, str(facet.label), value) for facet, value in unknown if value)
        return tuple(Ignored(*names) for names in named)[:MOST_IGNORED]

    @property
    def says_what_is_ignored(self) -> bool:
        """A page can say it; a file or feed leads to the canonical address, where nobody would read it."""
        return not self.output and bool(self.ignored)

    def is_canonical(self, query: SearchQuery) -> bool:
        """Whether the address is the one and only of this search."""
        asked = [(name, value) for name, values in self.data.lists() for value in values if name != "format"]
        return asked == list(query.pairs()) and self.data.getlist("format") == [self.output] * bool(self.output)

    def _codes(self, facet: Facet) -> tuple[str, ...]:
        asked = self.data.getlist(facet.name)[:MOST_ASKED]
        known = (valid_code(facet, code) for code in asked)
        return tuple(dict.fromkeys(filter(None, known)))[:MAX_VALUES]

    def _page(self) -> int:
        asked = self.data.get("page", "")
        if not re.fullmatch(r"[0-9]{1,9}", asked):
            return 1
        page = max(1, int(asked))
        if page * PAGE_SIZE > MAX_RESULTS:
            raise TooFar
        return page


class OpenedForm(forms.Form):
    """What a beacon says besides the search itself. A best bet has rank 0."""

    q = forms.CharField(max_length=MAX_LENGTH)
    rank = forms.IntegerField(min_value=0, max_value=MAX_RESULTS)


def valid_code(facet: Facet, code: str) -> str:
    """The code if the facet has it; of a merged term the code it was merged into; else nothing."""
    if facet.vocabulary:
        term = vocabulary_of(facet.vocabulary).get(code)
        return term.code if term else ""
    if facet.choices:
        return code if code in facet.choices.values else ""
    return code if _YEAR.fullmatch(code) else ""
