"""The search page and its other forms. A finder page is the same with a preset."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from search import clock, exports, log
from search.facets import NAMES
from search.finder import find, pages_of
from search.forms import OpenedForm, SearchForm, TooFar
from search.models import FinderPage
from search.query import SearchQuery


@require_safe
def search(request: HttpRequest) -> HttpResponseBase:
    """`/search/`: everything."""
    form = SearchForm(request.GET, language=get_language() or "en")
    return _respond(request, form, base=reverse("search"))


@csrf_exempt
@require_POST
def opened(request: HttpRequest) -> HttpResponse:
    """A beacon: which result of which search was opened. Changes nothing but a count, so it needs no token."""
    form = OpenedForm(request.POST)
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin" or not form.is_valid():
        return HttpResponseBadRequest()
    query = SearchForm(request.POST, language=get_language() or "en").query()
    log.note_opened(request, query, form.cleaned_data["rank"])
    return HttpResponse(status=204)


def finder_response(request: HttpRequest, page: FinderPage) -> HttpResponseBase:
    """A finder page: its preset, its facets, its order."""
    preset = {"type": (page.entry_type,)} if page.entry_type else {}
    form = SearchForm(request.GET, language=get_language() or "en", preset=preset, default_sort=page.default_sort)
    wanted = [block.value for block in page.facets if block.value in NAMES]
    return _respond(request, form, base=page.get_url(request), page=page, facets=wanted)


def _respond(request: HttpRequest, form: SearchForm, *, base: str, page=None, facets=()) -> HttpResponseBase:
    # Asked first, it brings the version of the vocabularies along, which the form needs.
    clock.read()
    try:
        query = form.query()
    except TooFar as error:
        raise Http404 from error
    if not form.is_canonical(query) and not form.says_what_is_ignored:
        return redirect(query.to_url(base, form.output))
    if form.output in exports.FILES:
        return exports.FILES[form.output](request, query, page)
    results = find(query, base, facets=facets)
    if query.page > pages_of(query, results.total):
        return redirect(query.with_page(pages_of(query, results.total)).to_url(base, form.output))
    if form.output == "json":
        return exports.json_response(request, query, results)
    log.note(request, query, results.total)
    context = {"results": results, "ignored": form.ignored, "action": base, "page": page}
    return _page(request, query, context | {"canonical": "" if form.ignored else query.canonical_url(base)})


def _page(request: HttpRequest, query: SearchQuery, context: dict) -> HttpResponse:
    is_fragment = request.headers.get("X-Fragment") == "results"
    template = "search/_results.html" if is_fragment else "search/finder.html"
    response = TemplateResponse(request, template, {"query": query, **context})
    patch_vary_headers(response, ["X-Fragment"])
    return response
