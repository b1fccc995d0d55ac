from django.db import migrations

from practices.submissions.shipped import ensure_texts


def add(apps, schema_editor):
    ensure_texts(apps)


class Migration(migrations.Migration):
    dependencies = [("submissions", "0001_initial")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
