from django.core.management.base import BaseCommand

from hub.catalogue.services.vocabulary_loading import load_default_vocabularies


class Command(BaseCommand):
    help = "Adds the terms and labels that the hub ships. What editors changed stays; running it again is harmless."

    def handle(self, *args, **options):
        for report in load_default_vocabularies():
            self.stdout.write(
                f"{report.kind}: {report.created} terms added, {report.updated} completed, "
                f"{report.labels_written} labels written"
            )
