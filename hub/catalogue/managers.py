from django.db.models import Q
from django.utils import timezone
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from hub.catalogue.restrictions import restricted_paths


class EntryQuerySet(PageQuerySet):
    """Reads of the catalogue."""

    def visible(self) -> "EntryQuerySet":
        """What anybody may see: live, not past its expiry, not withdrawn, not below a view restriction.

        The only way to read entries for the public.
        """
        fresh = Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now())
        found = self.live().filter(fresh, withdrawn_at__isnull=True)
        for path in restricted_paths():
            found = found.exclude(path__startswith=path)
        return found


EntryManager = PageManager.from_queryset(EntryQuerySet)
