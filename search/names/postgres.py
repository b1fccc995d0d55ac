from collections.abc import Collection, Iterable, Sequence

from django.db import connection
from django.db.models.expressions import RawSQL

from search.names.base import MOST_BEGINNING, MOST_CONTAINING, NamesRow, WordCount, is_word, title_queries

FOUND = """
SELECT object_id FROM search_names JOIN search_searchdocument USING (id)
WHERE title @@ %s::tsquery AND kind = 'entry' AND NOT deleted ORDER BY id DESC LIMIT %s
"""
EXAMPLES = """
SELECT found.object_id FROM unnest(%s::text[]) AS asked(word), LATERAL (
    SELECT object_id FROM search_names JOIN search_searchdocument USING (id)
    WHERE (title || others) @@ asked.word::tsquery AND kind = 'entry' AND NOT deleted ORDER BY id DESC LIMIT %s
) AS found
"""
WRITE = """
INSERT INTO search_names(id, title, others) VALUES (%s, %s::tsvector, %s::tsvector)
ON CONFLICT (id) DO UPDATE SET title = excluded.title, others = excluded.others
"""
WRONG = """
SELECT wanted.id FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS wanted(id, title, others)
LEFT JOIN search_names AS stored USING (id)
WHERE stored.title IS DISTINCT FROM wanted.title::tsvector OR stored.others IS DISTINCT FROM wanted.others::tsvector
"""
VOCABULARY = """
SELECT word, ndoc FROM ts_stat('SELECT title || others FROM search_names')
ORDER BY ndoc DESC, word COLLATE "C" LIMIT %s
"""


class PostgresNames:
    """Two tsvectors. See migration 0004."""

    def write(self, rows: Iterable[NamesRow]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(WRITE, [(row.id, _vector(row.title), _vector(row.others)) for row in rows])

    def delete(self, ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_names WHERE id = ANY(%s)", [list(ids)])

    def ids(self) -> set[int]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM search_names")
            return {pk for (pk,) in cursor.fetchall()}

    def wrong(self, rows: Iterable[NamesRow]) -> list[int]:
        wanted = [(row.id, _vector(row.title), _vector(row.others)) for row in rows]
        columns = [[row[place] for row in wanted] for place in range(3)]
        with connection.cursor() as cursor:
            cursor.execute(WRONG, columns)
            return [pk for (pk,) in cursor.fetchall()]

    def titled(self, prefixes: Sequence[str], kind: str = "") -> list[int]:
        beginning, anywhere = (_query(asked) for asked in title_queries(prefixes, kind))
        found = [*_found(beginning, MOST_BEGINNING), *_found(anywhere, MOST_CONTAINING)]
        return list(dict.fromkeys(found))

    def examples(self, words: Collection[str], each: int) -> RawSQL:
        return RawSQL(EXAMPLES, [[_quoted(word) for word in words], each])

    def vocabulary(self, limit: int) -> list[WordCount]:
        with connection.cursor() as cursor:
            cursor.execute(VOCABULARY, [limit])
            return [WordCount(*row) for row in cursor.fetchall() if is_word(row[0])]


def _found(query: str, limit: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(FOUND, [query, limit])
        return [pk for (pk,) in cursor.fetchall()]


def _vector(words: str) -> str:
    return " ".join(_quoted(word) for word in words.split())


def _query(asked: Sequence[tuple[str, bool]]) -> str:
    return " & ".join(_quoted(word) + ":*" * goes_on for word, goes_on in asked)


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
