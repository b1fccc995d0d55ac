from collections.abc import Iterable

from django import template

from hub.catalogue.models import Entry
from search.related import related_entries
from search.results import Hit

register = template.Library()


@register.simple_tag
def similar_entries(entry: Entry, relations: Iterable[tuple[str, Entry]] = ()) -> list[Hit]:
    """Entries like this one, without those it is related to anyway."""
    return related_entries(entry, but={other.pk for _relation, other in relations or ()})
