"""The menus of the site, from what is published: a page that is not there has no menu item."""

import json
from dataclasses import dataclass
from functools import cache

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page, PageViewRestriction

from hub.pages.models import InfoPage
from search.models import EntryType, FinderPage


@dataclass(frozen=True)
class Item:
    """`current` is a value of aria-current, or empty."""

    label: str
    url: str
    current: str = ""


@dataclass
class Menu:
    """One query for everything, asked for once a request."""

    request: HttpRequest

    @cached_property
    def pages(self) -> list[Page]:
        return list(Page.objects.raw(*menu_sql()))

    @property
    def home_url(self) -> str:
        return reverse("wagtail_serve", args=[""])

    @cached_property
    def finders(self) -> list[tuple[str, Item]]:
        """The tree path of each finder, and its item."""
        found = (page for page in self.pages if page.is_finder)
        return [(page.path, self.item(finder_label(page), page.url)) for page in found]

    @cached_property
    def main(self) -> list[Item]:
        return [*(item for _path, item in self.finders), self.countries, self.forum]

    @property
    def find(self) -> list[Item]:
        sectors = self.item(_("Sectors"), reverse("sectors"))
        finders = (item for _path, item in self.finders)
        return [self.item(_("All entries"), reverse("search")), *finders, self.countries, sectors]

    @cached_property
    def countries(self) -> Item:
        return self.item(_("Countries"), reverse("countries"))

    @cached_property
    def forum(self) -> Item:
        return self.item(_("Forum"), reverse("forum:index"))

    @property
    def take_part(self) -> list[Item]:
        return [
            self.item(_("Submit an entry"), reverse("submissions:start")),
            self.forum,
            self.item(_("Guidelines of the community"), reverse("moderation:guidelines")),
            self.item(_("Report illegal content"), reverse("moderation:notice")),
            self.item(_("Contact point"), reverse("moderation:contact")),
        ]

    @property
    def info(self) -> list[Item]:
        return [self.item(info_label(page), page.url) for page in self.pages if not page.is_finder]

    @property
    def data(self) -> list[Item]:
        return [
            Item(_("Feed of new entries"), f"{reverse('search')}?format=atom"),
            Item(_("Map of the site"), reverse("sitemap_index")),
        ]

    def item(self, label: str, url: str) -> Item:
        here = self.request.path
        if here == url:
            return Item(label, url, "page")
        return Item(label, url, "true" if here.startswith(url) else "")


def menu_of(request: HttpRequest) -> Menu:
    """The menu of this request."""
    if not hasattr(request, "hub_menu"):
        request.hub_menu = Menu(request)
    return request.hub_menu


@cache
def menu_sql() -> tuple[str, tuple]:
    """The question of every page, written once: making it costs ten times more than asking it."""
    return menu_pages().query.sql_with_params()


def menu_pages():
    """Public finders and information pages, in the order of the tree. `public()` would ask a second time.

    Asked for by key, because a condition on the joined tables would look at every page of the site.
    """
    finders, infos = FinderPage.objects.values("pk"), InfoPage.objects.filter(in_footer=True).values("pk")
    shown = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    restriction = PageViewRestriction.objects.annotate(shown=shown).filter(shown__startswith=F("page__path"))
    return (
        Page.objects.live()
        .filter(Q(pk__in=finders) | Q(pk__in=infos), ~Exists(restriction))
        .annotate(
            is_finder=Q(finderpage__isnull=False),
            entry_type=F("finderpage__entry_type"),
            titles=Cast("infopage__titles", TextField()),
        )
        .only("path", "url_path", "title")
        .order_by("path")
    )


def finder_label(page: Page) -> str:
    """The name of a kind in the language of the interface; of any other finder, its title."""
    return str(EntryType(page.entry_type).label) if page.entry_type else page.title


def info_label(page: Page) -> str:
    """The title of an information page in the language of the interface, if it has one."""
    return json.loads(page.titles or "{}").get(get_language()) or page.title
