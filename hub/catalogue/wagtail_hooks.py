"""What editors see of the catalogue beyond the edit form. Other rooms add to its menu by `MENU`."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from hub.catalogue.access import refuse_hidden_document
from hub.catalogue.menu import CatalogueGroup


@hooks.register("register_admin_viewset")
def register_catalogue_menu() -> ViewSetGroup:
    return CatalogueGroup()

hooks.register("before_serve_document", refuse_hidden_document)
