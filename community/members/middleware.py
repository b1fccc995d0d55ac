from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _


class StaffSecondFactorMiddleware:
    """Lets nobody into the administration without a second factor, where that is required."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.STAFF_MFA_REQUIRED and request.path_info.startswith("/admin/") and self.lacks_one(request.user):
            messages.warning(request, _("Before you enter the administration, add a second step to your sign-in."))
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def lacks_one(self, user) -> bool:
        if not user.is_authenticated or not user.has_perm("wagtailadmin.access_admin"):
            return False
        return not is_mfa_enabled(user)
