from typing import ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from hub.blocks import HomeTranslationBlock, InfoTranslationBlock, information_blocks
from hub.catalogue.publication import AtomicPage
from search.models import FinderPage


class HomePage(AtomicPage, Page):
    """Search first; then the newest, the ways in and the editors' picks."""

    lead = models.TextField(_("one sentence below the title"), max_length=300, blank=True)
    picks_note = models.CharField(_("note beside the editors’ picks"), max_length=120, blank=True)
    body = StreamField(information_blocks(), blank=True, verbose_name=_("what the hub is"))
    translations = StreamField([("words", HomeTranslationBlock())], blank=True, verbose_name=_("in other languages"))

    translated_fields: ClassVar[tuple[str, ...]] = ("title", "lead", "picks_note", "body")
    template = "pages/home_page.html"
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["search.FinderPage", "pages.InfoPage"]
    content_panels: ClassVar[list] = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("picks_note"),
        FieldPanel("body"),
        FieldPanel("translations"),
    ]

    class Meta:
        verbose_name = _("home page")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        # Nearly every page lies below a finder; this saves Wagtail's second query for it.
        finder = FinderPage.objects.child_of(self).filter(slug=path_components[0]).first() if path_components else None
        return finder.route(request, path_components[1:]) if finder else super().route(request, path_components)

    def get_context(self, request, *args, **kwargs) -> dict:
        from hub.pages.queries import home_context

        return super().get_context(request, *args, **kwargs) | home_context()


class InfoPage(AtomicPage, Page):
    """A page of text, such as “About” or “Privacy”."""

    introduction = models.TextField(_("introduction"), max_length=400, blank=True)
    body = StreamField(information_blocks(), blank=True, verbose_name=_("text"))
    in_footer = models.BooleanField(_("link in the footer"), default=True)
    translations = StreamField([("words", InfoTranslationBlock())], blank=True, verbose_name=_("in other languages"))
    #: The titles of the translations by language, for menus, which need not read whole texts.
    titles = models.JSONField(default=dict, editable=False)

    translated_fields: ClassVar[tuple[str, ...]] = ("title", "introduction", "body")
    template = "pages/info_page.html"
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage", "pages.InfoPage"]
    subpage_types: ClassVar[list[str]] = ["pages.InfoPage"]
    content_panels: ClassVar[list] = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("body"),
        FieldPanel("translations"),
    ]
    promote_panels: ClassVar[list] = [*Page.promote_panels, FieldPanel("in_footer")]

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")

    def save(self, *args, **kwargs) -> None:
        self.titles = {block.value["language"]: block.value["title"] for block in self.translations}
        super().save(*args, **kwargs)
