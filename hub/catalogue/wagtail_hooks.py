"""What editors see of the catalogue beyond the edit form. Other rooms add to its menu by `MENU`."""

from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms.models import register_form_field_override
from wagtail.fields import RichTextField

from hub.catalogue.access import refuse_hidden_document
from hub.catalogue.admin_forms import RichTextFormField
from hub.catalogue.dashboard import add_catalogue_panel, summarise_entries
from hub.catalogue.entry_actions import VerifyBulkAction, entry_buttons, refuse_incomplete, urlpatterns
from hub.catalogue.listings import all_entries
from hub.catalogue.menu import CatalogueGroup
from hub.catalogue.viewsets import VocabularyGroup, register_actions
from hub.catalogue.viewsets.keywords import keywords
from hub.catalogue.viewsets.reports import reports

register_form_field_override(RichTextField, override={"form_class": RichTextFormField})
hooks.register("before_serve_document", refuse_hidden_document)
hooks.register("register_admin_viewset", CatalogueGroup)
hooks.register("register_admin_viewset", VocabularyGroup)
hooks.register("register_log_actions", register_actions)
hooks.register("register_admin_viewset", lambda: [all_entries, reports, keywords])
hooks.register("register_admin_urls", lambda: urlpatterns)
hooks.register("register_page_listing_more_buttons", entry_buttons)
hooks.register("register_page_header_buttons", entry_buttons)
hooks.register("register_bulk_action", VerifyBulkAction)
hooks.register("before_bulk_action", refuse_incomplete)
hooks.register("construct_homepage_panels", add_catalogue_panel)
hooks.register("construct_homepage_summary_items", summarise_entries, order=1000)


@hooks.register("insert_global_admin_css")
def admin_stylesheets() -> str:
    sheets = [(static(f"css/{name}.css"),) for name in ("admin", "admin-forms")]
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("register_log_actions")
def name_actions(actions) -> None:
    actions.register_action("catalogue.verify", _("Mark as verified"), _("Marked as verified"))
    actions.register_action("catalogue.withdraw", _("Withdraw"), _("Withdrawn"))
    actions.register_action("catalogue.merge_keyword", _("Merge"), _("Took in another keyword"))
    actions.register_action("catalogue.restore", _("Restore"), _("Restored as a draft"))
