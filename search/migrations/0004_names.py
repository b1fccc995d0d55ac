"""What documents are called: to complete what is typed, and as the dictionary of the spelling suggestion."""

from django.db import migrations

SQLITE = (
    """
    CREATE VIRTUAL TABLE search_names USING fts5(
        title, others, columnsize=0, detail=column, prefix='2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* Co S* P* C*'"
    )
    """,
    "CREATE VIRTUAL TABLE search_names_vocabulary USING fts5vocab(search_names, row)",
)
POSTGRES = (
    "CREATE TABLE search_names (id bigint PRIMARY KEY, title tsvector NOT NULL, others tsvector NOT NULL)",
    "CREATE INDEX search_names_title ON search_names USING gin (title) WITH (fastupdate = off)",
    "CREATE INDEX search_names_all ON search_names USING gin ((title || others)) WITH (fastupdate = off)",
)


def create(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


def fill(apps, schema_editor):
    """From the documents there are; a later `search_index rebuild` makes them anew anyway."""
    from search.engines.base import Document
    from search.names import write_names

    columns = ("id", "kind", "object_id", "version", "deleted", "language", "body", "words")
    rows = apps.get_model("search", "SearchDocument").objects.filter(deleted=False).values_list(*columns)
    write_names(Document(*row) for row in rows.iterator(chunk_size=1000))


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE search_names_vocabulary")
    schema_editor.execute("DROP TABLE search_names")


class Migration(migrations.Migration):
    dependencies = [("search", "0003_words")]
    operations = [migrations.RunPython(create, drop), migrations.RunPython(fill, migrations.RunPython.noop)]
