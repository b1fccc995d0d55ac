"""Country and sector pages: what there is, and the way into the search."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from hub.catalogue.models import Entry
from hub.catalogue.vocabulary import TermInfo, vocabulary_of
from search.engines import get_engine
from search.engines.base import Answer, Question
from search.facet_values import collation, label_of
from search.facets import BY_NAME, LEFT_OUT, LIFECYCLE
from search.found import read_entries
from search.hits import hits_of
from search.query import SearchQuery, in_order

NEWEST = 6
MOST_ORGANISATIONS = 10
MOST_THEMES = 8


@dataclass(frozen=True)
class CountLine:
    """A place or topic, and how many entries there are."""

    code: str
    label: str
    url: str
    count: int
    description: str = ""


@require_safe
def countries(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "search/countries.html", {"countries": country_lines()})


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    term = _term_or_404("country", code)
    if term.code != code:
        return redirect("country", code=term.code, permanent=True)
    counted = ("type", "sector", "theme", "country")
    context = place_context("country", term, counted) | {
        "organisations": organisations_in(term.code),
        "countries": country_lines(),
    }
    return TemplateResponse(request, "search/country.html", context)


@require_safe
def sectors(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "search/sectors.html", {"sectors": sector_lines()})


@require_safe
def sector(request: HttpRequest, code: str) -> HttpResponse:
    term = _term_or_404("sector", code)
    if term.code != code:
        return redirect("sector", code=term.code, permanent=True)
    context = place_context("sector", term, ("type", "target-group", "theme")) | {"description": _text(term)}
    return TemplateResponse(request, "search/sector.html", context)


def place_context(facet: str, term: TermInfo, counted: tuple[str, ...]) -> dict:
    """What there is with this term: total, counts, newest, and the search that shows it all."""
    choices = in_order({facet: (term.code,)})
    answer = ask(choices=choices, counted=counted, limit=NEWEST)
    query = SearchQuery(choices=choices, language=get_language() or "en")
    return {
        "code": term.code,
        "label": term.label(),
        "total": answer.total,
        "newest": hits_of(read_entries(answer.ids)),
        "kinds": lines(query, "type", answer.counts["type"]),
        "sectors": lines(query, "sector", answer.counts.get("sector", {})),
        "target_groups": lines(query, "target-group", answer.counts.get("target-group", {})),
        "themes": _leaves(lines(query, "theme", answer.counts["theme"]))[:MOST_THEMES],
        "search_url": query.to_url(reverse("search")),
    }


def sector_lines() -> list[CountLine]:
    """Every sector, in the order of the vocabulary."""
    counts = counts_of("sector")
    return [
        CountLine(
            code=term.code,
            label=term.label(),
            url=reverse("sector", args=[term.code]),
            count=counts.get(term.code, 0),
            description=_text(term),
        )
        for term in vocabulary_of("sector").terms
        if term.active
    ]


def country_lines() -> list[CountLine]:
    """Every country that has entries, by name."""
    known = vocabulary_of("country")
    counts = counts_of("country")
    found = [
        CountLine(code=code, label=known.label(code), url=reverse("country", args=[code]), count=count)
        for code, count in counts.items()
        if (term := known.by_code.get(code)) and term.parent
    ]
    return sorted(found, key=lambda line: collation(line.label))


def counts_of(facet: str) -> Mapping[str, int]:
    """How many entries there are with each value of a facet."""
    return ask(counted=(facet,), limit=0).counts[facet]


def lines(query: SearchQuery, facet: str, counts: Mapping[str, int]) -> list[CountLine]:
    """The values of a facet, the most frequent first, each with the search that shows them."""
    facet_row, base = BY_NAME[facet], reverse("search")
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [
        CountLine(code=code, label=label_of(facet_row, code), url=query.toggled(facet, code).to_url(base), count=count)
        for code, count in ordered
    ]


def ask(**asked) -> Answer:
    left_out = {LIFECYCLE: LEFT_OUT}
    return get_engine().search(Question(left_out=left_out, day=timezone.localdate(), **asked))


def organisations_in(code: str) -> list[dict]:
    """Who has the most entries in a country."""
    pks = [term.pk for term in vocabulary_of("country").terms if code in (term.code, term.parent)]
    named = Entry.objects.visible().filter(countries__in=pks, organisation__isnull=False)
    counted = named.values_list("organisation__name", "organisation__slug").annotate(count=Count("pk", distinct=True))
    return [
        {"name": name, "url": reverse("organisation", args=[slug]), "count": count}
        for name, slug, count in counted.order_by("-count", "organisation__name")[:MOST_ORGANISATIONS]
    ]


def _leaves(found: list[CountLine]) -> list[CountLine]:
    known = vocabulary_of("theme")
    return [line for line in found if (term := known.by_code.get(line.code)) and term.parent]


def _term_or_404(kind: str, code: str) -> TermInfo:
    term = vocabulary_of(kind).get(code)
    if not term:
        raise Http404
    return term


def _text(term: TermInfo) -> str:
    return getattr(term, "description", "")
