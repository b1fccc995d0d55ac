"""Documents follow the catalogue inside its transactions."""

from django.dispatch import receiver

from hub.catalogue.signals import entries_changed
from search.services import refresh_entries


@receiver(entries_changed)
def follow_entries(sender, entry_ids: frozenset[int], **kwargs) -> None:
    refresh_entries(entry_ids)
