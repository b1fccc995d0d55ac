"""The texts of moderation in the administration. Cases are worked on at the desk of the public site."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSet

from community.moderation.models import CannedReason, TermsVersion
from community.moderation.rules import is_moderator


class CannedReasonViewSet(ModelViewSet):
    model = CannedReason
    icon = "openquote"
    menu_label = _("Canned reasons")
    menu_order = 310
    add_to_settings_menu = True
    list_display = ("title", "language", "rule")
    form_fields = ("title", "language", "ground", "rule", "facts", "sort_order")


class TermsViewSet(ModelViewSet):
    """A version that somebody accepted keeps its text; its translations may be put right."""

    model = TermsVersion
    icon = "doc-full"
    menu_label = _("Terms")
    menu_order = 320
    add_to_settings_menu = True
    list_display = ("version", "valid_from", "language")
    form_fields = ("version", "valid_from", "language", "text", "changes", "translations")
    inspect_view_enabled = True


class TransparencyItem(MenuItem):
    def is_shown(self, request) -> bool:
        return is_moderator(request.user)


@hooks.register("register_reports_menu_item")
def transparency() -> MenuItem:
    return TransparencyItem(_("Transparency"), reverse("moderation:transparency"), icon_name="list-ul", order=910)


@hooks.register("register_admin_viewset")
def texts() -> list[ModelViewSet]:
    return [CannedReasonViewSet("canned_reasons"), TermsViewSet("terms_versions")]
