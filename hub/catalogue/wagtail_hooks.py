"""What editors see of the catalogue beyond the edit form. Other rooms add to its menu by `MENU`."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from hub.catalogue.access import refuse_hidden_document
from hub.catalogue.listings import all_entries
from hub.catalogue.menu import CatalogueGroup
from hub.catalogue.viewsets import VocabularyGroup, register_actions

hooks.register("before_serve_document", refuse_hidden_document)
hooks.register("register_admin_viewset", CatalogueGroup)
hooks.register("register_admin_viewset", VocabularyGroup)
hooks.register("register_log_actions", register_actions)
hooks.register("register_admin_viewset", lambda: all_entries)


@hooks.register("insert_global_admin_css")
def admin_stylesheet() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))
