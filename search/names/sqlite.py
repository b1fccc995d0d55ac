import json
from collections.abc import Collection, Iterable, Sequence

from django.db import connection
from django.db.models.expressions import RawSQL

from search.names.base import MOST_BEGINNING, MOST_CONTAINING, NamesRow, WordCount, is_word, title_queries

FOUND = """
SELECT object_id FROM (SELECT rowid AS name FROM search_names WHERE search_names MATCH %s ORDER BY rowid DESC LIMIT %s)
JOIN search_searchdocument ON search_searchdocument.id = name WHERE kind = 'entry' AND NOT deleted
ORDER BY name DESC
"""
# The ids of each word become a list and that a table: a search may not be cut short inside of a join. The plus keeps
# SQLite from going through all entries by the index of kinds.
EXAMPLES = """
SELECT object_id FROM search_searchdocument WHERE +kind = 'entry' AND NOT deleted AND id IN (
    SELECT found.value FROM json_each(%s) AS asked, json_each('[' || (SELECT group_concat(name) FROM (
        SELECT rowid AS name FROM search_names WHERE search_names MATCH asked.value ORDER BY rowid DESC LIMIT %s
    )) || ']') AS found
)
"""


class SqliteNames:
    """An FTS5 table, and the list of its words. See migration 0004."""

    def write(self, rows: Iterable[NamesRow]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT OR REPLACE INTO search_names(rowid, title, others) VALUES (%s, %s, %s)",
                [(row.id, row.title, row.others) for row in rows],
            )

    def delete(self, ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_names WHERE rowid = %s", [(pk,) for pk in ids])

    def ids(self) -> set[int]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT rowid FROM search_names")
            return {pk for (pk,) in cursor.fetchall()}

    def wrong(self, rows: Iterable[NamesRow]) -> list[int]:
        wanted = {row.id: (row.title, row.others) for row in rows}
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rowid, title, others FROM search_names WHERE rowid IN (SELECT value FROM json_each(%s))",
                [json.dumps(list(wanted))],
            )
            stored = {pk: (title, others) for pk, title, others in cursor.fetchall()}
        return [pk for pk, words in wanted.items() if stored.get(pk) != words]

    def titled(self, prefixes: Sequence[str], kind: str = "") -> list[int]:
        beginning, anywhere = (_match("title", asked) for asked in title_queries(prefixes, kind))
        found = [*_found(beginning, MOST_BEGINNING), *_found(anywhere, MOST_CONTAINING)]
        return list(dict.fromkeys(found))

    def examples(self, words: Collection[str], each: int) -> RawSQL:
        return RawSQL(EXAMPLES, [json.dumps([_quoted(word) for word in words]), each])

    def vocabulary(self, limit: int) -> list[WordCount]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT term, doc FROM search_names_vocabulary ORDER BY doc DESC, term LIMIT %s", [limit])
            return [WordCount(*row) for row in cursor.fetchall() if is_word(row[0])]


def _found(query: str, limit: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(FOUND, [query, limit])
        return [pk for (pk,) in cursor.fetchall()]


def _match(column: str, asked: Sequence[tuple[str, bool]]) -> str:
    words = " AND ".join(_quoted(word) + " *" * goes_on for word, goes_on in asked)
    return f"{column} : ({words})"


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'
