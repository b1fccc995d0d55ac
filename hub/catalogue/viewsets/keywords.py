"""Free keywords in the admin: how often each is used; rename and delete."""

from django.db.models import Count
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from hub.catalogue.menu import MENU
from hub.catalogue.models import Keyword


class KeywordIndexView(generic.IndexView):
    default_ordering = "name"

    def get_base_queryset(self):
        return super().get_base_queryset().annotate(uses=Count("tagged_entries"))

    def get_add_url(self) -> None:
        """A keyword comes into being where an entry is tagged with it."""

    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(TitleColumn)
        return [
            title("name", label=_("Keyword"), get_url=self.get_edit_url, sort_key="name"),
            Column("uses", label=_("Entries"), sort_key="uses"),
        ]


class KeywordViewSet(ModelViewSet):
    model = Keyword
    icon = "tag"
    menu_label = _("Keywords")
    menu_hook = MENU
    menu_order = 600
    list_per_page = 100
    index_view_class = KeywordIndexView
    search_fields = ("name",)
    copy_view_enabled = False
    add_to_reference_index = False
    panels = (FieldPanel("name"),)


keywords = KeywordViewSet("keywords", url_prefix="catalogue/keywords")
