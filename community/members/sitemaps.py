from django.db.models import QuerySet
from django.urls import reverse

from community.members.models import Organisation
from community.members.queries import organisations_with_entries
from hub.catalogue.sitemaps import RowSitemap


class OrganisationSitemap(RowSitemap):
    """Organisations that have something to show. Anybody may add one; until it has published, nobody vouches for it."""

    changed = "published_at"

    def items(self) -> QuerySet[Organisation]:
        return organisations_with_entries().only("pk", "slug").order_by("pk")

    def location(self, item: Organisation) -> str:
        return reverse("organisation", args=[item.slug])
