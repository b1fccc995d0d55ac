"""What is sent for a document, kept beside it: a rebuild neither reads nor weighs the words again.

Kept is what `rows.parts` makes, by whoever is the first to send a version, the follower or a rebuild, or by `prepare`.
It goes when the document's version does, in the same statement, so it is that of the version it stands beside.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db import connection, transaction

from search import queries
from search.batches import batches
from search.engines.base import Document
from search.engines.elastic.rows import Action, are_current, deletion, indexing, key, key_of, parts
from search.models import SearchDocument

#: So many documents are locked at once while what was made for them is stored.
_STORED_AT_ONCE = 100
_STORE = f"UPDATE {SearchDocument._meta.db_table} SET ready = %s WHERE id = %s"


def ready_actions(size: int) -> Iterator[list[Action]]:
    """All documents that are there, in lists of `size`; what is not kept is made, and kept for the next time."""
    for rows in _portions(size):
        yield [*(_kept(*row) for row in rows if are_current(row[-1])), *made_actions(_missing(rows))]


def prepare(size: int) -> Iterator[int]:
    """Make and keep what is missing for the next rebuild; yields how many documents more have been looked at."""
    for rows in _portions(size):
        for _action in made_actions(_missing(rows)):
            pass
        yield len(rows)


def made_actions(documents: Iterable[Document]) -> Iterator[Action]:
    """What is sent for these documents, made now and kept."""
    for some in batches(documents, _STORED_AT_ONCE):
        made = {document.id: parts(document) for document in some if not document.deleted}
        _store({document.id: document.version for document in some}, made)
        for document in some:
            name = key(document), document.version
            yield deletion(*name) if document.deleted else indexing(*name, made[document.id])


def wrongly_kept(documents: Sequence[Document]) -> set[int]:
    """The ids of those beside which something else is kept than they say."""
    kept = SearchDocument.objects.filter(pk__in=[document.id for document in documents]).values_list("pk", "ready")
    current = {pk: ready for pk, ready in kept if are_current(ready)}
    return {d.id for d in documents if d.id in current and (d.deleted or current[d.id] != parts(d))}


def _portions(size: int) -> Iterator[list[tuple]]:
    """Rows in the order of their ids. No query stays open: a connection that reads could not write on SQLite."""
    here = SearchDocument.objects.filter(deleted=False).order_by("id")
    last = 0
    while rows := list(here.filter(id__gt=last).values_list("id", "kind", "object_id", "version", "ready")[:size]):
        last = rows[-1][0]
        yield rows


def _kept(_pk: int, kind: str, object_id: int, version: int, ready: str) -> Action:
    return indexing(key_of(kind, object_id), version, ready)


def _missing(rows: Sequence[tuple]) -> Iterator[Document]:
    ids = [row[0] for row in rows if not are_current(row[-1])]
    for some in batches(ids, _STORED_AT_ONCE):
        yield from (document for document in queries.documents_with(some) if not document.deleted)


@transaction.atomic
def _store(versions: Mapping[int, int], made: Mapping[int, str]) -> None:
    """Unless somebody changes the document now, or has since it was read."""
    free = SearchDocument.objects.select_for_update(skip_locked=True).filter(pk__in=list(made)).order_by("pk")
    unchanged = [pk for pk, version in free.values_list("pk", "version") if version == versions[pk]]
    with connection.cursor() as cursor:
        cursor.executemany(_STORE, [(made[pk], pk) for pk in unchanged])
