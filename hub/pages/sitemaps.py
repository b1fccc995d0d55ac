"""What search engines should know, in every interface language, with links between the languages."""

from django.db.models import QuerySet
from django.urls import reverse

from community.forum.sitemaps import TopicSitemap
from community.members.sitemaps import OrganisationSitemap
from hub.catalogue.models import Entry
from hub.catalogue.sitemaps import LanguageSitemap, RowSitemap
from hub.catalogue.vocabulary import vocabulary_of
from hub.pages.models import HomePage, InfoPage
from search.models import FinderPage


class EntrySitemap(RowSitemap):
    changed = "last_published_at"

    def items(self) -> QuerySet[Entry]:
        entries = Entry.objects.visible().filter(is_example=False).order_by("reference")
        return entries.only("pk", "url_path", "last_published_at", "content_type", "reference")

    def location(self, item: Entry) -> str:
        return item.get_url_parts()[2]


class EditorialSitemap(LanguageSitemap):
    """Home, finders and information pages."""

    def items(self):
        return [
            page
            for model in (HomePage, FinderPage, InfoPage)
            for page in model.objects.live().public().order_by("path")
        ]

    def location(self, item) -> str:
        return item.get_url_parts()[2]

    def lastmod(self, item):
        return item.last_published_at


class PlaceSitemap(LanguageSitemap):
    """Country and sector pages."""

    def items(self):
        return [
            (route, term.code)
            for kind, route in (("country", "country"), ("sector", "sector"))
            for term in vocabulary_of(kind).terms
            if term.active and (kind != "country" or term.parent)
        ]

    def location(self, item: tuple[str, str]) -> str:
        route, code = item
        return reverse(route, args=[code])


SITEMAPS = {
    "entries": EntrySitemap,
    "pages": EditorialSitemap,
    "places": PlaceSitemap,
    "organisations": OrganisationSitemap,
    "topics": TopicSitemap,
}
