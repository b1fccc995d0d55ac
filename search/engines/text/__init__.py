"""The words of documents in the content's database, behind one small class per database."""

from collections.abc import Iterable

from django.db import connection, transaction

from search.batches import batches
from search.engines.base import Document
from search.engines.text.base import Found, TextStore, WordsRow

__all__ = ["Found", "TextStore", "rewrite_words", "text_store", "write_words"]


def text_store() -> TextStore:
    if connection.vendor == "sqlite":
        from search.engines.text.sqlite import SqliteText

        return SqliteText()
    from search.engines.text.postgres import PostgresText

    return PostgresText()


def write_words(documents: Iterable[Document]) -> None:
    """Write the words of changed documents, in the transaction that changes them."""
    documents = list(documents)
    store = text_store()
    store.delete([document.id for document in documents if document.deleted])
    store.write(_rows(documents))


def rewrite_words(documents: Iterable[Document]) -> None:
    """Write the words of all documents anew, in portions, so that neither readers nor writers wait."""
    kept: set[int] = set()
    for portion in batches(_rows(documents)):
        with transaction.atomic():
            text_store().write(portion)
        kept |= {row.id for row in portion}
    with transaction.atomic():
        text_store().delete(sorted(text_store().ids() - kept))


def _rows(documents: Iterable[Document]) -> Iterable[WordsRow]:
    return (WordsRow.of(document.id, document.words) for document in documents if not document.deleted)
