import sys
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from hub.catalogue.imports.errors import ImportRefused
from hub.catalogue.imports.mapping_file import load_mapping
from hub.catalogue.imports.service import import_file


class Command(BaseCommand):
    help = "Writes the rows of a CSV, XLSX or JSON Lines file to entries. docs/import.md says how."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--mapping", type=Path, required=True, help="YAML: which column is which field")
        parser.add_argument("--dry-run", action="store_true", help="do all of it, then undo it")
        parser.add_argument("--report", type=Path, help="write every error to this CSV file")
        parser.add_argument("--user", help="e-mail address of the editor in whose name this is done")
        parser.add_argument("--draft", action="store_true", help="leave new entries and changes as drafts")

    def handle(self, *, file, mapping, dry_run, report, user, draft, **options):
        try:
            found = import_file(
                file,
                load_mapping(mapping),
                user=self._user(user),
                publish=not draft,
                dry_run=dry_run,
                progress=lambda rows: tqdm(rows, unit=" rows", file=sys.stderr, disable=None),
            )
        except ImportRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(str(found))
        if report:
            found.write_csv(report)
        if found.errors:
            raise CommandError(f"{found.counts['refused']} rows were refused; {len(found.errors)} errors.")

    def _user(self, email):
        if not email:
            return None
        try:
            return get_user_model().objects.get_by_natural_key(email)
        except get_user_model().DoesNotExist:
            raise CommandError(f"There is no account {email}.") from None
