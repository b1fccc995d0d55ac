"""What editors of the forum see in the administration."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.viewsets.model import ModelViewSet

from community.forum.models import Category


class CategoryViewSet(ModelViewSet):
    model = Category
    icon = "comment"
    menu_label = _("Forum categories")
    menu_order = 300
    add_to_settings_menu = True
    list_display = ("name", "parent", "mode", "who_sees", "who_replies", "who_starts", "sort_order")
    ordering = ("sort_order",)
    panels = (
        MultiFieldPanel([FieldPanel("name"), FieldPanel("slug"), FieldPanel("description")], _("What it is about")),
        FieldRowPanel([FieldPanel("parent"), FieldPanel("sort_order"), FieldPanel("mode")]),
        MultiFieldPanel(
            [FieldPanel("who_sees"), FieldPanel("who_replies"), FieldPanel("who_starts"), FieldPanel("group")],
            _("Who may do what"),
        ),
        FieldPanel("moderators"),
        FieldPanel("translations"),
    )


@hooks.register("register_admin_viewset")
def categories() -> CategoryViewSet:
    return CategoryViewSet("forum_categories")
