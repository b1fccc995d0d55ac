"""What was sent by somebody signed out, or from a page that had grown old: it comes back, ready to be sent again.

Only what a page of this site sent comes back: another site could put words into a form and wait for one click.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

TOKEN = "csrfmiddlewaretoken"
SIGN_INS = ("account_login", "staff_sign_in", "reader_sign_in")


@dataclass(frozen=True)
class Sent:
    """A field as it was sent. What has several words is shown, the rest travels unseen."""

    name: str
    value: str

    @property
    def is_shown(self) -> bool:
        return len(self.value.split()) > 1 and not self.value.startswith(("{", "["))


class UnsentWordsMiddleware:
    """Gives back what was sent where a view only asks to sign in, which would lose it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not _asks_to_sign_in(request, response) or not _can_come_back(request):
            return response
        words = _("You are signed out, so nothing was sent yet. What you wrote is still here.")
        return unsent(request, words).render()


def refuse_forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What is shown when a form was not sent by who is signed in, as far as one can tell."""
    if not _can_come_back(request):
        return csrf_failure(request, reason)
    words = _(
        "You signed in or out in the meantime, so nothing was sent yet. Look at what you wrote and send it again."
    )
    return unsent(request, words)


def unsent(request: HttpRequest, words: str) -> TemplateResponse:
    """The fields in a form of their own, with why they were not taken."""
    fields = [Sent(name, value) for name, values in request.POST.lists() for value in values if name != TOKEN]
    context = {"fields": fields, "words": words, "files": bool(request.FILES)}
    response = TemplateResponse(request, "unsent.html", context, status=403)
    add_never_cache_headers(response)
    return response


def _asks_to_sign_in(request: HttpRequest, response: HttpResponse) -> bool:
    if request.method != "POST" or response.status_code != 302 or request.user.is_authenticated:
        return False
    return urlsplit(response["Location"]).path in {reverse(name) for name in SIGN_INS}


def _can_come_back(request: HttpRequest) -> bool:
    """A form of our own pages, sent by a browser and not by a script, without a secret in it."""
    own = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    page = "text/html" in request.headers.get("Accept", "") and request.headers.get("Sec-Fetch-Mode") in (
        None,
        "navigate",
    )
    account = request.path_info.startswith(reverse("account_login").removesuffix("login/"))
    return own and page and not account and not any("password" in name for name in request.POST)
