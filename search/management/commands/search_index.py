from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search import reconciling


class Command(BaseCommand):
    help = "Shows, checks, repairs or rebuilds the search documents and the index made of them."

    def add_arguments(self, parser) -> None:
        parser.add_argument("action", choices=["status", "verify", "repair", "rebuild"])

    def handle(self, *args, action: str, **options) -> None:
        getattr(self, action)(**options)

    def status(self, **options) -> None:
        """Figures; fails when the index was made by other code."""
        figures = reconciling.status()
        for name, value in figures.items():
            self.stdout.write(f"{name}: {value}")
        if figures["analysis"] != figures["analysis of this code"]:
            raise CommandError("The index was made by another version of the analysis. Run: search_index rebuild")

    def verify(self, **options) -> None:
        differences = self._verify()
        if differences:
            raise CommandError("The index differs from the content. Run: search_index repair")

    def repair(self, **options) -> None:
        differences = self._verify()
        reconciling.repair(differences)
        self.stdout.write("Repaired." if differences else "Nothing to repair.")

    def rebuild(self, **options) -> None:
        with self._bar() as bar:
            reconciling.rebuild(bar.update)
        self.stdout.write("Rebuilt.")

    def _verify(self) -> reconciling.Differences:
        with self._bar() as bar:
            differences = reconciling.verify(bar.update)
        self.stdout.write(f"entries with a wrong document: {len(differences.entries)} {differences.entries[:20]}")
        self.stdout.write(f"documents with wrong words: {len(differences.words)} {differences.words[:20]}")
        return differences

    def _bar(self) -> tqdm:
        return tqdm(total=len(reconciling.entry_ids()), unit=" entries", disable=None, file=self.stderr)
