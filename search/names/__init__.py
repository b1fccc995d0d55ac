"""What documents are called, in the content's own database whichever engine answers searches.

Completes what is being typed, and is the dictionary of the spelling suggestion.
"""

from collections.abc import Iterable

from django.db import connection, transaction

from search.batches import batches
from search.engines.base import Document
from search.names.base import NamesRow, NameStore, WordCount

__all__ = ["NameStore", "NamesRow", "WordCount", "name_store", "rewrite_names", "write_names"]


def name_store() -> NameStore:
    if connection.vendor == "sqlite":
        from search.names.sqlite import SqliteNames

        return SqliteNames()
    from search.names.postgres import PostgresNames

    return PostgresNames()


def write_names(documents: Iterable[Document]) -> None:
    """Write what changed documents are called, in the transaction that changes them."""
    documents = list(documents)
    store = name_store()
    store.delete([document.id for document in documents if document.deleted])
    store.write(NamesRow.of(document) for document in documents if not document.deleted)


def rewrite_names(documents: Iterable[Document]) -> None:
    """Write the names of all documents anew, in portions, so that neither readers nor writers wait."""
    kept: set[int] = set()
    for portion in batches(NamesRow.of(document) for document in documents if not document.deleted):
        with transaction.atomic():
            name_store().write(portion)
        kept |= {row.id for row in portion}
    with transaction.atomic():
        name_store().delete(sorted(name_store().ids() - kept))
