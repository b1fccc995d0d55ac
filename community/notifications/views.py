from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from community.notifications import services
from community.notifications.addresses import localised
from community.notifications.forms import PreferenceForm
from community.notifications.models import Preference
from community.notifications.queries import notices_of
from community.notifications.tokens import BadToken, read_unsubscribe_token

PAGE_SIZE = 30


@login_required
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """Everything the hub told this person, newest first."""
    page = Paginator(notices_of(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    return TemplateResponse(request, "notifications/notices.html", {"page": page})


@login_required
@require_POST
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a notice as read and go to what it is about."""
    notice = get_object_or_404(notices_of(request.user), pk=pk)
    services.mark_read(request.user, pk=notice.pk)
    return redirect(localised(notice.url))


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    services.mark_read(request.user)
    return redirect("notices")


@login_required
def mail_settings(request: HttpRequest) -> HttpResponse:
    """Which mails, and when."""
    preference = Preference.objects.filter(user=request.user).first() or Preference(user=request.user)
    form = PreferenceForm(request.POST or None, instance=preference)
    if request.method == "POST" and form.is_valid():
        services.set_preference(request.user, **form.cleaned_data)
        messages.success(request, _("Your choice is saved."))
        return redirect("mail_settings")
    return TemplateResponse(request, "notifications/settings.html", {"form": form})


@never_cache
@csrf_exempt  # The mail program of the reader posts here without a cookie; the signed token is the permission.
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST acts, so that programs that open every link of a mail unsubscribe nobody."""
    try:
        user, kind = read_unsubscribe_token(token)
    except BadToken:
        return TemplateResponse(request, "notifications/unsubscribe.html", {"bad_link": True}, status=404)
    context = {"scope": services.scope_without(user, kind), "token": token}
    if request.method == "POST":
        context["done"] = services.unsubscribe(user, kind)
    response = TemplateResponse(request, "notifications/unsubscribe.html", context)
    response["Referrer-Policy"] = "same-origin"
    return response
