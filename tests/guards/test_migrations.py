from io import StringIO

from django.core.management import call_command


def test_no_model_change_is_without_its_migration(db):
    output = StringIO()

    call_command("makemigrations", check=True, dry_run=True, stdout=output)

    assert output.getvalue().strip() == "No changes detected"
