"""Documents follow the catalogue inside its transactions, and rules are in force when saved."""

from django.db import connection
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from community.members.models import Organisation
from hub.catalogue import vocabulary
from hub.catalogue.signals import entries_changed
from search import reconciling
from search.models import BestBet, Synonym
from search.services import refresh_entries
from search.suggest.organisations import forget_names


@receiver(entries_changed)
def follow_entries(sender, entry_ids: frozenset[int], **kwargs) -> None:
    refresh_entries(entry_ids)


@receiver([post_save, post_delete], sender=Synonym)
@receiver([post_save, post_delete], sender=BestBet)
def tell_of_rules(sender, **kwargs) -> None:
    """See `search.steering.current`."""
    vocabulary.touch()


@receiver([post_save, post_delete], sender=Organisation)
def follow_names(sender, **kwargs) -> None:
    forget_names()


def drop_strays_after_flush(sender, **kwargs) -> None:
    """Django's `flush` empties the tables of models only, not those of words and names. (After migrations as well.)"""
    if "search_names" in connection.introspection.table_names():
        reconciling.drop_strays()
