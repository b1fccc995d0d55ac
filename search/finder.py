"""A query answered for people: the engine's ids and numbers made into a page."""

from collections.abc import Sequence
from time import perf_counter

from django.utils.translation import gettext as _

from search.asking import question_of, wanted_words
from search.engines import get_engine
from search.engines.base import Answer
from search.facet_values import facet_results, label_of, shown_facets
from search.facets import BY_NAME
from search.hits import terms_asked
from search.promoting import hits_and_promoted
from search.query import MAX_RESULTS, NEWEST, RELEVANCE, TITLE, VERIFIED, SearchQuery
from search.results import Chip, PageLink, Pager, SearchResults, SortLink
from search.ways_on import ways_on

EXPORTS = ("csv", "xlsx", "json", "atom")


def find(query: SearchQuery, base: str = "", *, facets: Sequence[str] = ()) -> SearchResults:
    """The results of a query; links lead to `base`. `facets` names those to show, in order."""
    started = perf_counter()
    shown = shown_facets(query, facets)
    question = question_of(query, counted=tuple(facet.name for facet in shown))
    answer = get_engine().search(question)
    hits, promoted = hits_and_promoted(query, question, answer, terms_asked(question))
    unmatched, matched = words_found(query, answer)
    return SearchResults(
        total=answer.total,
        hits=hits,
        promoted=promoted,
        facets=facet_results(shown, answer.counts, query, base, all_open=bool(facets)),
        chips=tuple(chips_of(query, base)),
        sorts=tuple(sorts_of(query, base)),
        pager=pager_of(query, answer, base),
        clear_url=query.cleared().to_url(base),
        all_url=query.everything().to_url(base),
        export_urls={output: query.to_url(base, output) for output in EXPORTS},
        ways_on=ways_on(query, answer.total, unmatched, base),
        unmatched_words=unmatched,
        matched_words=matched,
        took=round((perf_counter() - started) * 1000, 1),
    )


def words_found(query: SearchQuery, answer: Answer) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What was typed and is in none of the results, and the rest of it. Nothing to say if all of it is."""
    words = [word.typed for word in wanted_words(query)] if answer.unmatched else []
    unmatched = dict.fromkeys(words[place] for place in answer.unmatched)
    return tuple(unmatched), tuple(dict.fromkeys(word for word in words if word not in unmatched))


def chips_of(query: SearchQuery, base: str) -> list[Chip]:
    chips = []
    for name, codes in query.choices.items():
        facet = BY_NAME[name]
        for code in codes:
            remove = query.toggled(name, code).to_url(base)
            chips.append(Chip(name, str(facet.label), code, label_of(facet, code, query.language), remove))
    if query.archived:
        remove = query.without_archived().to_url(base)
        chips.append(Chip("archived", _("Stage"), "1", _("Archived too"), remove))
    return chips


def sorts_of(query: SearchQuery, base: str) -> list[SortLink]:
    labels = {
        RELEVANCE: _("Best match"),
        NEWEST: _("Newest"),
        VERIFIED: _("Recently verified"),
        TITLE: _("Title A–Z"),
    }
    if not query.text:
        del labels[RELEVANCE]
    return [SortLink(label, query.with_sort(sort).to_url(base), sort == query.order) for sort, label in labels.items()]


def pages_of(query: SearchQuery, total: int) -> int:
    """How many pages there are to turn: no search shows more than its thousand best."""
    return max(1, -(-min(total, MAX_RESULTS) // query.page_size))


def pager_of(query: SearchQuery, answer: Answer, base: str) -> Pager:
    page, pages = query.page, pages_of(query, answer.total)

    def url(number: int) -> str:
        return query.with_page(number).to_url(base)

    near = {1, pages, *range(max(1, page - 2), min(pages, page + 2) + 1)}
    numbers: list[PageLink] = []
    for number in sorted(near):
        if numbers and numbers[-1].number != number - 1:
            numbers.append(PageLink(None))
        numbers.append(PageLink(number, url(number), number == page))
    return Pager(
        page=page,
        pages=pages,
        previous_url=url(page - 1) if page > 1 else "",
        next_url=url(page + 1) if page < pages else "",
        numbers=tuple(numbers),
        first=query.offset + 1 if answer.ids else 0,
        last=query.offset + len(answer.ids),
        total=answer.total,
    )
