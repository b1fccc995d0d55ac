from allauth.account.decorators import reauthentication_required
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from community.members.export import export_of
from community.members.forms import DeleteAccountForm, ProfileForm
from community.members.models import User
from community.members.queries import sole_ownerships
from community.members.services import accounts
from community.members.views.refusals import attempt


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """What others read about me."""
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        accounts.edit_profile(request.user, **form.cleaned_data)
        messages.success(request, _("Your profile is saved."))
        return redirect("profile")
    return TemplateResponse(request, "members/profile.html", {"form": form})


@login_required
def security(request: HttpRequest) -> HttpResponse:
    """The way to everything about signing in."""
    context = {"second_step": is_mfa_enabled(request.user), "sessions": request.user.usersession_set.count()}
    return TemplateResponse(request, "members/security.html", context)


@login_required
def my_data(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "members/my_data.html", {"owned": sole_ownerships(request.user)})


@reauthentication_required
def download_data(request: HttpRequest) -> HttpResponse:
    response = JsonResponse(export_of(request.user), json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    response["Cache-Control"] = "no-store"
    return response


@reauthentication_required
def delete_account(request: HttpRequest) -> HttpResponse:
    """Ask, and have the address typed, before the account is emptied."""
    form = DeleteAccountForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid() and attempt(request, lambda: accounts.erase_account(request.user)):
        logout(request)
        return TemplateResponse(request, "members/account_deleted.html")
    return TemplateResponse(
        request, "members/delete_account.html", {"form": form, "owned": sole_ownerships(request.user)}
    )
