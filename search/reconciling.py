"""Comparing documents with content, and the words of the embedded engine with documents; and repairing.

What is public follows its transactions, so differences mean that somebody wrote past them: by hand in
the database, or a restore of only a part of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from hub.catalogue.models import Entry
from search import clock, queries
from search.analysis import VERSION
from search.batches import batches
from search.documents import ENTRY, build_documents
from search.engines import get_engine
from search.engines.text import WordsRow, text_store, write_words
from search.models import SearchClock, SearchDocument
from search.names import NamesRow, name_store, rewrite_names, write_names
from search.services import refresh_entries

Progress = Callable[[int], None]


@dataclass
class Differences:
    """Ids of entries with a wrong, missing or needless document; of documents with wrong words or names."""

    entries: list[int] = field(default_factory=list)
    words: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.entries or self.words)


def status() -> dict[str, object]:
    """The figures of the index, for operators and health."""
    now = clock.read()
    documents = SearchDocument.objects.filter(deleted=False).count()
    analysis = SearchClock.objects.values_list("analysis", flat=True).first()
    cursor = get_engine().cursor()
    return {
        "engine": get_engine().name,
        "documents": documents,
        "tombstones": SearchDocument.objects.filter(deleted=True).count(),
        "words of documents": len(text_store().ids()),
        "epoch": now.epoch,
        "version": now.version,
        "engine at version": cursor.version if cursor else "not loaded in this process",
        "analysis": analysis or VERSION,
        "analysis of this code": VERSION,
    }


def verify(progress: Progress = lambda done: None) -> Differences:
    """What differs."""
    found = Differences()
    for ids in batches(entry_ids()):
        found.entries += wrong_entries(ids)
        progress(len(ids))
    found.words = sorted(wrong_words())
    return found


def wrong_words() -> set[int]:
    """The ids of documents whose words or names are not those that are stored."""
    found: set[int] = set()
    for documents in batches(document for document in queries.all_documents() if not document.deleted):
        found.update(text_store().wrong(WordsRow.of(document.id, document.words) for document in documents))
        found.update(name_store().wrong(map(NamesRow.of, documents)))
    return found | strays()


def strays() -> set[int]:
    """The ids of words and names without a document."""
    live = set(SearchDocument.objects.filter(deleted=False).values_list("pk", flat=True))
    return (text_store().ids() | name_store().ids()) - live


def drop_strays() -> None:
    ids = sorted(strays())
    with transaction.atomic():
        text_store().delete(ids)
        name_store().delete(ids)


def repair(differences: Differences) -> None:
    """Make what differs right."""
    for ids in batches(differences.entries):
        refresh_entries(ids)
    for ids in batches(differences.words):
        _rewrite(ids)


def rebuild(progress: Progress = lambda done: None) -> None:
    """Make every document and the index anew. Readers and writers go on meanwhile."""
    for ids in batches(entry_ids()):
        refresh_entries(ids)
        progress(len(ids))
    get_engine().rebuild(queries.all_documents())
    rewrite_names(queries.all_documents())
    with transaction.atomic():
        clock.begin_epoch()


def entry_ids() -> list[int]:
    """Every entry that is public or has a document that says so."""
    documents = SearchDocument.objects.filter(kind=ENTRY, deleted=False).values_list("object_id", flat=True)
    return sorted({*Entry.objects.visible().values_list("pk", flat=True), *documents})


def wrong_entries(ids: Sequence[int]) -> list[int]:
    """Those of these entries whose document is not what the database says."""
    true = {new.object_id: (new.language, new.body, new.words) for new in build_documents(ids)}
    rows = SearchDocument.objects.filter(kind=ENTRY, object_id__in=ids, deleted=False)
    stored = {row.object_id: (row.language, row.body, row.words) for row in rows}
    return [pk for pk in ids if true.get(pk) != stored.get(pk)]


def _rewrite(document_ids: Sequence[int]) -> None:
    """Write the words of these documents, and tell every process to read them again."""
    rows = SearchDocument.objects.filter(pk__in=document_ids)
    with transaction.atomic():
        text_store().delete(document_ids)
        name_store().delete(document_ids)
        documents = [queries.document_of(row) for row in rows]
        write_words(documents)
        write_names(documents)
        clock.begin_epoch()
