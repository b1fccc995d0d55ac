"""A search as it stands in the address: immutable, and every link of the page is made from it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from urllib.parse import quote_plus

from search.facets import NAMES
from search.parsing import Part, parse, without

RELEVANCE, NEWEST, VERIFIED, TITLE = "relevance", "newest", "verified", "title"
SORTS = (RELEVANCE, NEWEST, VERIFIED, TITLE)
PAGE_SIZE = 20
MAX_RESULTS = 1000
MAX_VALUES = 12

Choices = Mapping[str, tuple[str, ...]]


def in_order(choices: Choices) -> Choices:
    """Facets in the order of the table, codes in alphabetical order, nothing empty."""
    ordered = {name: tuple(sorted(set(choices[name]))) for name in NAMES if choices.get(name)}
    return MappingProxyType(ordered)


@dataclass(frozen=True)
class SearchQuery:
    """What is asked: words, facet values, order and page. `preset` is what a finder page asks on top."""

    text: str = ""
    choices: Choices = field(default_factory=lambda: MappingProxyType({}))
    archived: bool = False
    sort: str = ""
    page: int = 1
    page_size: int = PAGE_SIZE
    language: str = "en"
    preset: Choices = field(default_factory=lambda: MappingProxyType({}))
    default_sort: str = NEWEST

    # ------------------------------------------------------------------ What it says

    @property
    def order(self) -> str:
        """The order in force: the one chosen, else by relevance if there are words."""
        return self.sort or (RELEVANCE if self.text else self.default_sort)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        return parse(self.text)

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.choices or self.archived)

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.page_size

    def chosen(self, facet: str) -> tuple[str, ...]:
        return self.choices.get(facet, ())

    # ------------------------------------------------------------------ What a click makes of it

    def toggled(self, facet: str, value: str) -> "SearchQuery":
        """With a value chosen that was not, or the other way round."""
        codes = set(self.chosen(facet)) ^ {value}
        return self._with_choices({**self.choices, facet: tuple(codes)})

    def toggle_links(self, facet: str, base: str) -> Callable[[str], str]:
        """The addresses of `toggled` for one facet after another value: the rest of the address is made once."""
        place = NAMES.index(facet)
        parts = [(name, f"{quote_plus(name)}={quote_plus(value)}") for name, value in replace(self, page=1).pairs()]
        before = [part for name, part in parts if name == "q" or name in NAMES[:place]]
        after = [part for name, part in parts if name != "q" and name not in NAMES[: place + 1]]
        chosen = frozenset(self.chosen(facet))

        def link(value: str) -> str:
            own = [f"{quote_plus(facet)}={quote_plus(code)}" for code in sorted(chosen ^ {value})]
            return "?".join(filter(None, (base, "&".join((*before, *own, *after)))))

        return link

    def without(self, facet: str) -> "SearchQuery":
        """Without any choice in a facet."""
        return self._with_choices({name: codes for name, codes in self.choices.items() if name != facet})

    def without_text(self) -> "SearchQuery":
        return replace(self, text="", sort=self._kept_sort(""), page=1)

    def with_text(self, text: str) -> "SearchQuery":
        return replace(self, text=text, page=1)

    def without_part(self, part: Part) -> "SearchQuery":
        text = without(self.text, part)
        return replace(self, text=text, sort=self._kept_sort(text), page=1)

    def without_choices(self) -> "SearchQuery":
        return self._with_choices({})

    def with_archived(self) -> "SearchQuery":
        return replace(self, archived=True, page=1)

    def without_archived(self) -> "SearchQuery":
        return replace(self, archived=False, page=1)

    def with_page(self, page: int) -> "SearchQuery":
        return replace(self, page=page)

    def with_sort(self, sort: str) -> "SearchQuery":
        default = replace(self, sort="").order
        return replace(self, sort="" if sort == default else sort, page=1)

    def cleared(self) -> "SearchQuery":
        """Without any filter; the words stay."""
        return replace(self, choices=in_order({}), archived=False, page=1)

    def everything(self) -> "SearchQuery":
        return replace(self.cleared(), text="", sort="")

    # ------------------------------------------------------------------ As an address

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The parameters in canonical order; nothing that goes without saying."""
        if self.text:
            yield "q", self.text
        for name, codes in self.choices.items():
            yield from ((name, code) for code in codes)
        if self.archived:
            yield "archived", "1"
        if self.sort:
            yield "sort", self.sort
        if self.page > 1:
            yield "page", str(self.page)

    @property
    def query_string(self) -> str:
        return "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in self.pairs())

    def to_url(self, base: str = "", output: str = "") -> str:
        """The address below `base`; with `output` that of the same results as a file or feed."""
        if output:
            first_page = replace(self, page=1).query_string
            return f"{base}?" + "&".join(filter(None, (first_page, f"format={output}")))
        return f"{base}?{self.query_string}" if self.query_string else base

    def canonical_url(self, base: str) -> str:
        """The address that search engines may list: of everything, or of one value of one filter. Else empty."""
        chosen = [code for codes in self.choices.values() for code in codes]
        listed = not self.text and not self.archived and len(chosen) <= 1
        return replace(self, sort="").to_url(base) if listed else ""

    @property
    def question(self) -> str:
        """What is asked, whatever page asks it, as the beacon says it; empty without words."""
        chosen = in_order({**self.preset, **self.choices})
        return replace(self, choices=chosen, archived=False, sort="", page=1).query_string if self.text else ""

    @property
    def hidden_fields(self) -> list[tuple[str, str]]:
        """What the filter form must carry along besides its words and checkboxes."""
        return [(name, value) for name, value in self.pairs() if name in ("archived", "sort")]

    def _with_choices(self, choices: Choices) -> "SearchQuery":
        return replace(self, choices=in_order(choices), page=1)

    def _kept_sort(self, text: str) -> str:
        return "" if self.sort == RELEVANCE and not text else self.sort
