from typing import ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from hub.blocks import NOUN_HELP, NOUN_LENGTH, FinderTranslationBlock
from hub.catalogue.models import Entry
from hub.catalogue.publication import AtomicPage
from hub.catalogue.types import entry_types


def facet_choices() -> list[tuple[str, str]]:
    from search.facets import FACETS

    return [(facet.name, facet.label) for facet in FACETS]


class EntryType(models.TextChoices):
    """The preset of a finder; empty for one that shows everything."""

    PRACTICE = "practice", _("Practices")
    PROJECT = "project", _("Projects")
    MOOC = "mooc", _("MOOCs")
    RESOURCE = "resource", _("Learning resources")


class FacetBlock(blocks.ChoiceBlock):
    """A group of filters, by its name."""

    class Meta:
        preview_value = "country"
        description = _("A group of filters beside the results.")


class FinderPage(AtomicPage, Page):
    """A search page with a preset: `/practices/`, `/moocs/` … Entries live below it."""

    entry_type = models.CharField(_("shows only"), max_length=12, choices=EntryType, blank=True)
    introduction = RichTextField(_("introduction"), features=["bold", "link"], blank=True)
    noun = models.CharField(_("noun"), max_length=NOUN_LENGTH, blank=True, help_text=NOUN_HELP)
    facets = StreamField(
        [("facet", FacetBlock(choices=facet_choices, label=_("Facet"), icon="list-ul"))],
        blank=True,
        verbose_name=_("facets in this order"),
        help_text=_("Empty: those of the search page."),
    )
    default_sort = models.CharField(
        _("order without search words"),
        max_length=12,
        choices=[("newest", _("Newest")), ("verified", _("Recently verified")), ("title", _("Title A–Z"))],
        default="newest",
    )
    translations = StreamField([("words", FinderTranslationBlock())], blank=True, verbose_name=_("in other languages"))

    translated_fields: ClassVar[tuple[str, ...]] = ("title", "introduction", "noun")
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    content_panels: ClassVar[list] = [
        *Page.content_panels,
        FieldPanel("introduction"),
        MultiFieldPanel(
            [FieldPanel("entry_type"), FieldPanel("noun"), FieldPanel("default_sort"), FieldPanel("facets")],
            _("What is found here"),
        ),
        FieldPanel("translations"),
    ]

    class Meta:
        verbose_name = _("finder")
        verbose_name_plural = _("finders")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        entry = self.child_entry(path_components[0]) if path_components else None
        return entry.route(request, path_components[1:]) if entry else super().route(request, path_components)

    def child_entry(self, slug: str) -> Entry | None:
        """An entry below, with what its page names: one query instead of Wagtail's two and one for each name."""
        if not self.entry_type:
            return None
        model = entry_types()[self.entry_type]
        named = ["organisation", "cover__licence", "licence", "language"]
        if hasattr(model, "resource_type"):
            named.append("resource_type")
        entry = model.objects.child_of(self).filter(slug=slug).select_related(*named).first()
        if entry:
            entry._cached_parent_obj = self
        return entry

    def serve(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        from search.views import finder_response

        return finder_response(request, self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return self.serve(request)
