from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from hub.catalogue.exchange import VocabularyFileError
from hub.catalogue.exchange.files import read_vocabulary
from hub.catalogue.models import VOCABULARIES
from hub.catalogue.services.vocabulary_loading import load_vocabulary


class Command(BaseCommand):
    help = "Loads one vocabulary from a CSV or Turtle (SKOS) file, all or nothing. Never deletes a term."

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=VOCABULARIES)
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--overwrite-labels",
            action="store_true",
            help="Also replace labels that an editor or an earlier file wrote.",
        )

    def handle(self, *args, kind, file, overwrite_labels, **options):
        try:
            report = load_vocabulary(kind, read_vocabulary(file, kind), overwrite_labels=overwrite_labels)
        except VocabularyFileError as error:
            raise CommandError(f"Nothing was changed.\n{error}") from error
        self.stdout.write(
            f"{report.created} terms added, {report.updated} changed, {report.merged} merged, "
            f"{report.labels_written} labels written"
        )
        if report.labels_kept:
            self.stdout.write(f"{report.labels_kept} labels kept as they are; --overwrite-labels replaces them.")
