import re

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from community.members.moderation_port import scope_of

#: Where moderators decide about people, in any language of the interface.
_DESK = re.compile(r"/(?:[a-z]{2}/)?community/moderation/")


class StaffSecondFactorMiddleware:
    """Lets nobody into the administration or to the moderators' desk without a second factor, where it is required."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.STAFF_MFA_REQUIRED and self.enters(request) and not is_mfa_enabled(request.user):
            messages.warning(request, _("Before you enter the administration, add a second step to your sign-in."))
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def enters(self, request: HttpRequest) -> bool:
        """Whether somebody goes where they may go and others may not."""
        user = request.user
        if request.path_info.startswith("/admin/"):
            return user.is_authenticated and user.has_perm("wagtailadmin.access_admin")
        if not _DESK.match(request.path_info):
            return False
        return user.is_authenticated and (user.has_perm("moderation.moderate") or bool(scope_of(user)))
