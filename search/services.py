"""Writes of search documents, in the transaction of the change they follow."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone

from hub.catalogue.models import Entry
from search import clock, queries
from search.batches import SIZE, batches
from search.documents import ENTRY, NewDocument, build_documents
from search.engines.text import write_words
from search.models import SearchDocument
from search.names import write_names

CONTENT = ("deleted", "language", "body", "words", "updated_at")


@transaction.atomic
def refresh_entries(entry_ids: Collection[int]) -> int:
    """Make the documents of these entries true. Returns how many changed.

    Entries that nobody may see any more leave a tombstone. One tick of the clock for all of them, and
    as the last thing: it makes other writers wait until the transaction ends.
    """
    changed: list[SearchDocument] = []
    for ids in batches(sorted(entry_ids)):
        rows = _lock_rows(ids)
        new = {document.object_id: document for document in build_documents(row.object_id for row in rows)}
        changed += [row for row in rows if _update(row, new.get(row.object_id))]
    if changed:
        store_documents(changed)
    return len(changed)


def _lock_rows(ids: Sequence[int]) -> list[SearchDocument]:
    """The document of each entry that is or was public, made if there is none, locked in one order for all.

    Two transactions that change the same entry would otherwise each build a document without seeing
    what the other one changed.
    """
    rows = SearchDocument.objects.select_for_update().filter(kind=ENTRY, object_id__in=ids).order_by("object_id")
    found = list(rows)
    missing = set(ids) - {row.object_id for row in found}
    visible = Entry.objects.visible().filter(pk__in=missing).values_list("pk", flat=True) if missing else []
    new = [SearchDocument(kind=ENTRY, object_id=pk, deleted=True) for pk in sorted(visible)]
    if not new:
        return found
    SearchDocument.objects.bulk_create(new, ignore_conflicts=True)
    return list(rows.all())


def _update(row: SearchDocument, new: NewDocument | None) -> bool:
    """Give the row its new content. False if that changes nothing."""
    after = (False, new.language, new.body, new.words) if new else (True, "", {}, {})
    if (row.deleted, row.language, row.body, row.words) == after:
        return False
    row.deleted, row.language, row.body, row.words = after
    return True


def store_documents(rows: list[SearchDocument]) -> None:
    """Save changed documents with their words, and tick."""
    for row in rows:
        row.updated_at = timezone.now()
    _save(rows)
    documents = [queries.document_of(row) for row in rows]
    write_words(documents)
    write_names(documents)
    queries.forget_languages()
    version = clock.tick()
    for ids in batches([row.pk for row in rows]):
        SearchDocument.objects.filter(pk__in=ids).update(version=version, ready="")


def _save(rows: list[SearchDocument]) -> None:
    """A single document, which somebody waits for, with a plain statement: that for many takes Django long to write."""
    if len(rows) == 1:
        (row,) = rows
        SearchDocument.objects.filter(pk=row.pk).update(**{name: getattr(row, name) for name in CONTENT})
    else:
        SearchDocument.objects.bulk_update(rows, CONTENT, batch_size=SIZE)
