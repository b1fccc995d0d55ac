from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from hub.catalogue.menu import MENU
from hub.catalogue.models import VOCABULARIES
from hub.catalogue.viewsets import actions
from hub.catalogue.viewsets.forms import edit_handler
from hub.catalogue.viewsets.listing import TermFilterSet, TermIndexView, term_buttons


class TermEditView(generic.EditView):
    kind = ""
    merge_url_name = ""
    active_url_name = ""
    order_url_name = ""

    @cached_property
    def header_more_buttons(self):
        return [*super().header_more_buttons, *term_buttons(self, self.object)]


class VocabularyViewSet(ModelViewSet):
    """One vocabulary in the admin."""

    icon = "tag"
    list_per_page = 300
    copy_view_enabled = False
    add_to_reference_index = False
    filterset_class = TermFilterSet
    # The listing searches codes and labels itself; Wagtail only asks whether there is something to search.
    search_fields = ["code"]
    index_view_class = TermIndexView
    edit_view_class = TermEditView
    delete_view_class = actions.TermDeleteView
    usage_view_class = actions.UsesView

    def __init__(self, kind: str):
        self.kind = kind
        model = VOCABULARIES[kind]
        super().__init__(f"vocabulary_{model._meta.model_name}", model=model, url_prefix=f"vocabularies/{kind}")

    def get_edit_handler(self):
        return edit_handler(self.model).bind_to_model(self.model)

    def get_common_view_kwargs(self, **kwargs):
        names = {
            "merge_url_name": "merge",
            "active_url_name": "active",
            "order_url_name": "order",
            "uses_url_name": "usage",
            "export_url_name": "export",
        }
        urls = {key: self.get_url_name(name) for key, name in names.items()}
        # Uses are counted by us; Wagtail's index of references does not know tags.
        return super().get_common_view_kwargs(kind=self.kind, **urls, **kwargs) | {"usage_url_name": None}

    def get_usage_view_kwargs(self, **kwargs):
        return kwargs

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("merge/<int:pk>/", self.construct_view(actions.MergeView), name="merge"),
            path("active/<int:pk>/", self.construct_view(actions.ActiveView), name="active"),
            path("order/", self.construct_view(actions.OrderView), name="order"),
            path("export/<slug:format>/", self.construct_view(actions.ExportView), name="export"),
        ]


class VocabularyGroup(ViewSetGroup):
    menu_hook = MENU
    menu_label = _("Vocabularies")
    menu_name = "vocabularies"
    menu_icon = "tag"
    menu_order = 500
    items = tuple(VocabularyViewSet(kind) for kind in VOCABULARIES)


def register_actions(registry) -> None:
    """What the history of a term tells."""
    registry.register_action("catalogue.merge_term", _("Merge"), _("Merged into another term"))
    registry.register_action("catalogue.retire_term", _("Retire"), _("Retired"))
    registry.register_action("catalogue.restore_term", _("Restore"), _("Offered again"))
