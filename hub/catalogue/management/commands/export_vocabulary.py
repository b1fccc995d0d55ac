from pathlib import Path

from django.core.management.base import BaseCommand

from hub.catalogue.exchange.files import WRITERS
from hub.catalogue.models import VOCABULARIES


class Command(BaseCommand):
    help = "Writes one vocabulary as CSV (for spreadsheets) or SKOS in Turtle (for other systems)."

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=VOCABULARIES)
        parser.add_argument("--format", choices=WRITERS, default="csv")
        parser.add_argument("--output", type=Path, help="A file; without it, the text is printed.")

    def handle(self, *args, kind, output, **options):
        write = WRITERS[options["format"]][0]
        if output:
            output.write_text(write(kind), encoding="utf-8")
        else:
            self.stdout.write(write(kind), ending="")
