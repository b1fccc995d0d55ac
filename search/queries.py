"""Reads of search documents and of the search log."""

from collections.abc import Iterator

from search.engines.base import Document
from search.models import SearchDocument

_FIELDS = ("id", "kind", "object_id", "version", "deleted", "language", "body")


def documents_after(version: int, limit: int | None = None) -> list[Document]:
    """Documents that changed after this version, in the order of the clock."""
    rows = SearchDocument.objects.filter(version__gt=version).order_by("version", "id")
    return [Document(*row) for row in rows.values_list(*_FIELDS, "words")[:limit]]


def all_bodies() -> Iterator[Document]:
    """Every document that is not gone, without its words."""
    rows = SearchDocument.objects.filter(deleted=False).values_list(*_FIELDS)
    return (Document(*row, words={}) for row in rows.iterator(chunk_size=5000))


def all_documents() -> Iterator[Document]:
    rows = SearchDocument.objects.order_by("id").values_list(*_FIELDS, "words")
    return (Document(*row) for row in rows.iterator(chunk_size=1000))


def document_of(row: SearchDocument) -> Document:
    return Document(*(getattr(row, name) for name in (*_FIELDS, "words")))
