"""The words of the embedded engine, beside the documents, in the content's own database."""

from django.db import migrations

# The words come split and folded: nothing but spaces separates them, no letter is changed again.
SQLITE = """
CREATE VIRTUAL TABLE search_words USING fts5(
    postings, text, columnsize=0,
    tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* Co S* P* C*'"
)
"""
POSTGRES = """
CREATE TABLE search_words (id bigint PRIMARY KEY, words tsvector NOT NULL);
CREATE INDEX search_words_gin ON search_words USING gin (words) WITH (fastupdate = off);
"""


def create(apps, schema_editor):
    schema_editor.execute(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE search_words")


class Migration(migrations.Migration):
    dependencies = [("search", "0002_documents")]
    operations = [migrations.RunPython(create, drop)]
