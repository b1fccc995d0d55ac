"""A generous limit to how often one address may search, told to crawlers that walk through combinations of filters."""

import logging
from collections.abc import Callable
from time import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language_from_path, override
from django.utils.translation import gettext as _

from hub.catalogue.limits import network_of
from search.facets import NAMES

logger = logging.getLogger(__name__)

WINDOW = 60
#: A file is as much work as so many pages; so many suggestions are as much as one.
FILE_COSTS, SUGGESTIONS_FOR_ONE = 20, 4
#: So long (seconds) the page that says no is kept, as its menus may change.
PAGE_KEPT = 300

_ASKED = frozenset({"q", "page", "sort", "format", "archived", *NAMES})
_FILES = ("csv", "xlsx")
_pages: dict[str, tuple[float, bytes]] = {}


class SearchLimitMiddleware:
    """Counts what is searched per address and minute, whoever it is; past the limit the answer is 429."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SEARCH_LIMIT and searches(request) and not allowed(request):
            return refusal(request)
        return self.get_response(request)


def searches(request: HttpRequest) -> bool:
    """Whether it asks something, be it of the search, a finder or the forum.

    The names are read as the views read them: each may be written in several ways.
    """
    if not request.META.get("QUERY_STRING") or request.path_info.startswith("/admin/"):
        return False
    return not _ASKED.isdisjoint(request.GET)


def allowed(request: HttpRequest) -> bool:
    """Counts the request, and says whether it is still within the limit. A cache that is away limits nobody."""
    suggests = request.path_info.endswith("/search/suggest/")
    limit = settings.SEARCH_LIMIT * (SUGGESTIONS_FOR_ONE if suggests else 1)
    cost = FILE_COSTS if request.GET.get("format") in _FILES else 1
    key = key_of(address_of(request), "suggest" if suggests else "search", int(time()) // WINDOW)
    try:
        cache.add(key, 0, WINDOW * 2)
        return cache.incr(key, cost) <= limit
    except Exception:
        logger.exception("Searches cannot be counted: the cache does not answer.")
        return True


def address_of(request: HttpRequest) -> str:
    """The address to count: of IPv6 the network, which one household or machine has for itself."""
    return network_of(request.META.get("REMOTE_ADDR", ""))


def key_of(address: str, what: str, window: int) -> str:
    """Another key every minute, from which nobody learns the address."""
    return f"limit-{what}-{salted_hmac(f'search.limits.{window}', address).hexdigest()}"


def refusal(request: HttpRequest) -> HttpResponse:
    """In words: a page for people, a line for programs."""
    plain = request.path_info.endswith("/search/suggest/") or "format" in request.GET
    language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    content = _line(language) if plain or request.headers.get("X-Fragment") else _page(request, language)
    kind = "text/plain" if isinstance(content, str) else "text/html"
    response = HttpResponse(content, status=429, content_type=f"{kind}; charset=utf-8")
    response["Retry-After"] = str(WINDOW - int(time()) % WINDOW)
    response["Cache-Control"] = "no-store"
    response._has_been_logged = True  # A line for each would fill the log of those who are walked through.
    return response


def _line(language: str) -> str:
    with override(language):
        return _("Too many searches from your network. Please wait a minute.")


def _page(request: HttpRequest, language: str) -> bytes:
    """The same bytes for everybody: who asks too often must cost nothing."""
    until, content = _pages.get(language, (0.0, b""))
    if time() > until:
        content = _render(request, language)
        _pages[language] = (time() + PAGE_KEPT, content)
    return content


def _render(request: HttpRequest, language: str) -> bytes:
    from django.contrib.auth.models import AnonymousUser

    with override(language):
        stranger = HttpRequest()
        stranger.META = {**request.META, "QUERY_STRING": "", "HTTP_COOKIE": ""}
        stranger.path = stranger.path_info = reverse("search")
        stranger.user = AnonymousUser()
        return render_to_string("429.html", {"limit": settings.SEARCH_LIMIT}, request=stranger).encode()
