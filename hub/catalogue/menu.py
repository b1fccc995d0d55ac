from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

# A viewset whose `menu_hook` is this, or a hook of this name that returns a menu item, stands in the Catalogue menu.
# Orders: 100 All entries, 110–190 the types, 300 Problem reports, 400 Organisations, 500 Vocabularies, 600 Keywords.
MENU = "register_catalogue_menu_item"


class CatalogueGroup(ViewSetGroup):
    menu_label = _("Catalogue")
    menu_name = "catalogue"
    menu_icon = "folder-open-inverse"
    menu_order = 90
    submenu_hook = MENU
