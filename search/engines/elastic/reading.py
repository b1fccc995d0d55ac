"""Documents in the order of the clock, however many."""

from collections.abc import Iterator

from django.db.models import Q

from search.engines.base import Document
from search.models import SearchDocument
from search.queries import document_of

PORTION = 500


def documents_in_order(version: int) -> Iterator[Document]:
    """Documents that changed after this version. As for `ready`, no query stays open while they are sent and kept."""
    changed = SearchDocument.objects.order_by("version", "id")
    later = Q(version__gt=version)
    while rows := list(changed.filter(later)[:PORTION]):
        yield from map(document_of, rows)
        last = rows[-1]
        later = Q(version=last.version, id__gt=last.pk) | Q(version__gt=last.version)
