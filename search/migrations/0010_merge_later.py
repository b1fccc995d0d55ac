from django.db import migrations

TABLES = ("search_words", "search_names")


def _set_automerge(value):
    def change(apps, schema_editor):
        if schema_editor.connection.vendor == "sqlite":
            for table in TABLES:
                schema_editor.execute(f"INSERT INTO {table}({table}, rank) VALUES ('automerge', {value})")

    return change


class Migration(migrations.Migration):
    """Writers of SQLite merge no more than they must; the worker does the rest. See search/tidying.py."""

    dependencies = [("search", "0009_finder_noun")]
    operations = [migrations.RunPython(_set_automerge(0), _set_automerge(4))]
