from collections.abc import Iterable, Sequence

from django.db import connection

from search.engines.text.base import Found, WordsRow, collect, lookups, posting

READ = """
SELECT -1, (SELECT version FROM search_searchclock WHERE id = 1)::text
UNION ALL
SELECT asked.place - 1, (SELECT string_agg(id::text, ',') FROM search_words WHERE words @@ asked.word::tsquery)
FROM unnest(%s::text[]) WITH ORDINALITY AS asked(word, place)
"""
WRITE = """
INSERT INTO search_words(id, words) VALUES (%s, %s::tsvector)
ON CONFLICT (id) DO UPDATE SET words = excluded.words
"""
WRONG = """
SELECT wanted.id FROM unnest(%s::bigint[], %s::text[]) AS wanted(id, words)
LEFT JOIN search_words AS stored USING (id)
WHERE stored.words IS DISTINCT FROM wanted.words::tsvector
"""


class PostgresText:
    """A tsvector with GIN. See migration 0003."""

    def write(self, rows: Iterable[WordsRow]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(WRITE, [(row.id, _vector(row)) for row in rows])

    def delete(self, ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_words WHERE id = ANY(%s)", [list(ids)])

    def ids(self) -> set[int]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM search_words")
            return {pk for (pk,) in cursor.fetchall()}

    def wrong(self, rows: Iterable[WordsRow]) -> list[int]:
        wanted = [(row.id, _vector(row)) for row in rows]
        with connection.cursor() as cursor:
            cursor.execute(WRONG, [[pk for pk, _words in wanted], [words for _pk, words in wanted]])
            return [pk for (pk,) in cursor.fetchall()]

    def read(self, words: Sequence[str], phrases: Sequence[tuple[str, ...]]) -> Found:
        terms = [f"'{posting(*lookup)}'" for lookup in lookups(words)]
        quoted = [" <-> ".join(f"'{word}'" for word in phrase) for phrase in phrases]
        with connection.cursor() as cursor:
            cursor.execute(READ, [terms + quoted])
            rows = dict(cursor.fetchall())
        return collect(int(rows.pop(-1) or 0), rows.items(), words, phrases)


def _vector(row: WordsRow) -> str:
    """Words with levels without a place, words of the text with theirs."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(row.text, start=1):
        places.setdefault(word, []).append(place)
    # PostgreSQL keeps 256 places of a word.
    text = [f"'{word}':{','.join(map(str, found[:256]))}" for word, found in places.items()]
    return " ".join([*(f"'{word}'" for word in row.postings), *text])
