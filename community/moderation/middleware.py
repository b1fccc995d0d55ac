from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import resolve

from community.moderation.choices import SanctionKind
from community.moderation.gates import sanctioned
from community.moderation.queries import active_sanctions

#: What somebody who is suspended may still do: appeal, sign out, keep their account safe, take data along, leave.
OPEN_NAMESPACES = {"moderation"}
OPEN_ROUTES = {
    "my_data",
    "my_data_download",
    "delete_account",
    "notice",
    "notices_read",
    "mail_settings",
    "unsubscribe",
}


class SuspensionMiddleware:
    """Somebody whose account is suspended changes nothing anywhere; reading stays."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            request.method == "POST"
            and request.user.is_authenticated
            and not _is_open(request)
            and _is_suspended(request)
        ):
            context = {"refusal": sanctioned(request.user)}
            return TemplateResponse(request, "moderation/refused.html", context, status=403).render()
        return self.get_response(request)


def _is_open(request: HttpRequest) -> bool:
    match = resolve(request.path_info)
    if match.namespace in OPEN_NAMESPACES:
        return True
    name = match.url_name or ""
    return name in OPEN_ROUTES or name.startswith(("account_", "mfa_", "usersessions_"))


def _is_suspended(request: HttpRequest) -> bool:
    return active_sanctions(request.user).filter(kind=SanctionKind.SUSPEND).exists()
