"""Where editors steer the search: what people search for, synonyms, best bets."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from search.viewsets.rules import best_bets, synonyms
from search.viewsets.searches import searches


class SearchGroup(ViewSetGroup):
    # Wagtail's own search of the admin is called “Search”.
    menu_label = _("Site search")
    menu_name = "site-search"
    menu_icon = "crosshairs"
    menu_order = 95
    items = (searches, synonyms, best_bets)
