from types import FunctionType

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.urls import get_resolver
from django.utils.cache import patch_cache_control

# Wagtail's admin writes inline styles and scripts and shows previews of pictures as data and blobs.
ADMIN_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
}


def _ask(get_response, request: HttpRequest) -> HttpResponse:
    return get_response(request)


class RoomyStackMiddleware:
    """Gives a request one piece of stack that is large enough, instead of one at a time.

    CPython 3.11 keeps the frames of calls in pieces of 16 kB, and asks the system for a piece, and gives it back,
    whenever a call begins a new one. A loop that stands just there does so at each turn: 3 to 15 ms of a page of
    results, depending on how deep the server happens to call. The piece is twice as large as the frame that begins
    it, so everything runs below one wide frame. See docs/decisions/0007.
    """

    #: Words of eight bytes.
    ROOM = 16_384

    def __init__(self, get_response):
        self.get_response = get_response
        self.ask = FunctionType(_ask.__code__.replace(co_stacksize=self.ROOM), {})

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.ask(self.get_response, request)


class RelaxedAdminPolicyMiddleware:
    """Replaces the strict content security policy under /admin/, and only there."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith("/admin/"):
            response._csp_replace = ADMIN_POLICY
        return response


class CachePolicyMiddleware:
    """Says who may keep a page: anybody for half a minute when it is read without an account, else nobody.

    A page that states its own policy is left alone.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method not in ("GET", "HEAD") or response.has_header("Cache-Control"):
            return response
        if request.COOKIES or response.cookies or request.path_info.startswith("/admin/"):
            patch_cache_control(response, private=True, no_store=True)
        elif response.status_code == 200:
            patch_cache_control(response, public=True, max_age=0, s_maxage=30)
        return response


class ForwardedAddressMiddleware:
    """Behind a proxy every request comes from the proxy; limits per address need the reader's.

    Each proxy appends the address it saw to `X-Forwarded-For`. With `TRUSTED_PROXIES` of them in front, what stands
    further back than that many is the reader's own invention.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        if forwarded and settings.TRUSTED_PROXIES:
            request.META["REMOTE_ADDR"] = forwarded[-settings.TRUSTED_PROXIES :][0]
        return self.get_response(request)


class NotFoundPageMiddleware:
    """While developing: the page that readers see of what is not there, instead of Django's technical one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Nobody but Django's handler makes one of exactly this class.
        if type(response) is HttpResponseNotFound:
            return get_resolver().resolve_error_handler(404)(request, None)
        return response
