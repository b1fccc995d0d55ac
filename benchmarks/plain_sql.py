"""The same page with plain SQL: full text with BM25, a table of facet values, one count per facet."""

from collections.abc import Iterable

from django.db import connection

from search.batches import batches
from search.engines.base import Document, Question

#: Beyond this size it takes minutes.
MOST = 10_000
QUESTIONS = 20

FACETED = """
SELECT code, count(*) FROM plain_facet WHERE facet = %s AND id IN ({found}) GROUP BY code
"""

RANKED = """
SELECT rowid FROM plain_text WHERE plain_text MATCH %s AND rowid IN ({found}) ORDER BY rank LIMIT 20
"""


def can_run(count: int) -> bool:
    return connection.vendor == "sqlite" and count <= MOST


def fill(documents: Iterable[Document]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS plain_text")
        cursor.execute("DROP TABLE IF EXISTS plain_facet")
        cursor.execute("CREATE VIRTUAL TABLE plain_text USING fts5(title, summary, body)")
        cursor.execute("CREATE TABLE plain_facet (id integer, facet text, code text, PRIMARY KEY (facet, code, id))")
        cursor.execute("CREATE INDEX plain_facet_id ON plain_facet (id, facet)")
        for batch in batches(documents, 2000):
            cursor.executemany(
                "INSERT INTO plain_text(rowid, title, summary, body) VALUES (%s, %s, %s, %s)", _texts(batch)
            )
            cursor.executemany("INSERT INTO plain_facet VALUES (%s, %s, %s)", _values(batch))


def search(question: Question) -> None:
    """What the engine answers, as queries."""
    with connection.cursor() as cursor:
        found, values = _found(question)
        words = " ".join(group.forms[0].word for group in question.groups)
        if words:
            cursor.execute(RANKED.format(found=found), [words, *values])
        else:
            cursor.execute(f"{found} LIMIT 20", values)
        cursor.fetchall()
        cursor.execute(f"SELECT count(*) FROM ({found})", values)
        cursor.fetchall()
        for facet in question.counted:
            found, values = _found(question, but=facet)
            cursor.execute(FACETED.format(found=found), [facet, *values])
            cursor.fetchall()


def _found(question: Question, but: str = "") -> tuple[str, list[str]]:
    words = [group.forms[0].word for group in question.groups]
    words += [f'"{" ".join(phrase)}"' for phrase in question.phrases]
    sql = "SELECT rowid AS id FROM plain_text" + (" WHERE plain_text MATCH %s" if words else "")
    values = [" ".join(words)] if words else []
    for facet, codes in question.choices.items():
        if facet != but:
            marks = ", ".join(["%s"] * len(codes))
            sql += f" INTERSECT SELECT id FROM plain_facet WHERE facet = %s AND code IN ({marks})"
            values += [facet, *codes]
    return sql, values


def _texts(documents: list[Document]) -> list[tuple]:
    return [(d.id, d.words["title"][0], d.words["summary"][0], d.words["body"][0]) for d in documents]


def _values(documents: list[Document]) -> list[tuple]:
    facets = ((d.id, d.body["facets"]) for d in documents)
    return [(pk, facet, code) for pk, found in facets for facet, codes in found.items() for code in codes]
