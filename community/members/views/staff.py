from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode


def staff_sign_in(request: HttpRequest, otherwise: str = "wagtailadmin_home") -> HttpResponse:
    """In the place of Wagtail's own sign-ins, which know no second factor: everybody signs in by one door."""
    after = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(after, {request.get_host()}, require_https=request.is_secure()):
        after = reverse(otherwise)
    if not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?{urlencode({'next': after})}")
    if after.startswith("/admin/") and not request.user.has_perm("wagtailadmin.access_admin"):
        list(messages.get_messages(request))  # Wagtail's own says the same in other words.
        return TemplateResponse(request, "members/no_access.html", status=403)
    return redirect(after)


def reader_sign_in(request: HttpRequest) -> HttpResponse:
    """Where Wagtail sends whoever may not read a page. Signing in once more would only lead round in a circle."""
    if request.user.is_authenticated and request.GET.get("next"):
        return TemplateResponse(request, "members/closed_page.html", status=403)
    return staff_sign_in(request, otherwise="my_hub")
