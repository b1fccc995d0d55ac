"""Documents in the order of the clock, however many."""

from collections.abc import Iterator

from search.engines.base import Document
from search.models import SearchDocument
from search.queries import document_of


def documents_in_order(version: int) -> Iterator[Document]:
    """Documents that changed after this version."""
    rows = SearchDocument.objects.filter(version__gt=version).order_by("version", "id")
    return map(document_of, rows.iterator(chunk_size=500))
