"""Reads of search documents and of the search log."""

import json
from collections.abc import Iterable, Iterator, Sequence
from random import Random
from time import monotonic

from django.db import connection
from django.db.models import Exists, OuterRef

from search.engines.base import Document
from search.models import SearchDocument, SearchLog

_FIELDS = ("id", "kind", "object_id", "version", "deleted", "language", "body")
AFTER = f"SELECT {', '.join(_FIELDS)}, words FROM search_searchdocument WHERE version > %s ORDER BY version, id"

#: So long a language that is new to the catalogue may wait until its word endings are known to other processes.
LANGUAGES_KEPT = 60
_languages: tuple[float, tuple[str, ...]] = (0.0, ())


def catalogue_languages() -> tuple[str, ...]:
    """The languages in which documents are written. Asked for on every search, so kept for a minute."""
    global _languages
    if monotonic() > _languages[0]:
        found = SearchDocument.objects.filter(deleted=False).exclude(language="").values_list("language", flat=True)
        _languages = (monotonic() + LANGUAGES_KEPT, tuple(sorted(set(found.distinct()))))
    return _languages[1]


def forget_languages() -> None:
    global _languages
    _languages = (0.0, ())


def documents_after(version: int, limit: int | None = None) -> list[Document]:
    """Documents that changed after this version, in the order of the clock.

    Every process asks after every publication, so the statement is written here: writing it takes Django longer than
    answering it takes the database.
    """
    with connection.cursor() as cursor:
        cursor.execute(AFTER if limit is None else f"{AFTER} LIMIT {int(limit)}", [version])
        rows = cursor.fetchall()
    return [
        Document(pk, kind, object_id, version, bool(deleted), language, json.loads(body), json.loads(words))
        for pk, kind, object_id, version, deleted, language, body, words in rows
    ]


def all_bodies() -> Iterator[Document]:
    """Every document that is not gone, without its words."""
    rows = SearchDocument.objects.filter(deleted=False).values_list(*_FIELDS)
    return (Document(**dict(zip(_FIELDS, row, strict=True)), words={}) for row in rows.iterator(chunk_size=5000))


def all_documents() -> Iterator[Document]:
    rows = SearchDocument.objects.order_by("id").values_list(*_FIELDS, "words")
    return (Document(*row) for row in rows.iterator(chunk_size=1000))


def sample_of_words(ids: Sequence[int], size: int) -> list[dict[str, list[str]]]:
    """The words of so many of these documents, always the same ones."""
    some = Random(0).sample(ids, min(size, len(ids)))
    return list(SearchDocument.objects.filter(pk__in=some).values_list("words", flat=True))


def documents_with(ids: Iterable[int]) -> list[Document]:
    rows = SearchDocument.objects.filter(pk__in=list(ids)).order_by("id").values_list(*_FIELDS, "words")
    return [Document(*row) for row in rows]


def document_of(row: SearchDocument) -> Document:
    return Document(*(getattr(row, name) for name in (*_FIELDS, "words")))


def latest_without_result(limit: int = 10) -> list[SearchLog]:
    """The latest searches that found nothing, each question once: neither with other filters nor later."""
    found = SearchLog.objects.filter(text=OuterRef("text"), day__gte=OuterRef("day"), total__gt=0)
    rows = SearchLog.objects.filter(~Exists(found), total=0).order_by("-day", "-searches", "text")[: limit * 4]
    return list({row.text: row for row in reversed(rows)}.values())[::-1][:limit]
