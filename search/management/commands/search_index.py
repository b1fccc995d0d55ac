from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search import reconciling
from search.engines import get_engine
from search.engines.base import EngineError

EVERYWHERE = ("status", "verify", "repair", "rebuild")
#: These need an index outside the database.
OUTSIDE = ("prepare", "follow", "rollback")


class Command(BaseCommand):
    help = (
        "Shows, checks, repairs or rebuilds the search documents and the index made of them. "
        "With Elasticsearch: prepares a rebuild, follows the clock, or goes back to the index before the last rebuild."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("action", choices=[*EVERYWHERE, *OUTSIDE])
        parser.add_argument("--index-only", action="store_true", help="leave the search documents as they are")

    def handle(self, *args, action: str, index_only: bool = False, **options) -> None:
        self.operator: Any = getattr(get_engine(), "operator", None)
        self.documents_too = not (index_only and self.operator)
        if action in OUTSIDE and not self.operator:
            raise CommandError(f"The engine “{get_engine().name}” lives in the database: there is nothing to {action}.")
        try:
            getattr(self, action)()
        except EngineError as error:
            raise CommandError(f"Elasticsearch: {error}") from error

    def status(self) -> None:
        """Figures; fails when the index was made by other code, or when something is wrong with the cluster."""
        figures = reconciling.status()
        problems = []
        if figures["analysis"] != figures["analysis of this code"]:
            problems.append("The index was made by another version of the analysis. Run: search_index rebuild")
        if self.operator:
            found = self.operator.status()
            figures |= found.figures
            problems += [f"Elasticsearch: {problem}." for problem in found.problems]
        for name, value in figures.items():
            self.stdout.write(f"{name}: {value}")
        if problems:
            raise CommandError("\n".join(problems))

    def verify(self) -> None:
        wrong = bool(self._verify()) if self.documents_too else False
        problems = self.operator.verify() if self.operator else []
        for problem in problems:
            self.stdout.write(f"Elasticsearch: {problem}")
        if wrong or problems:
            raise CommandError("The index differs from the content. Run: search_index repair")

    def repair(self) -> None:
        differences = self._verify() if self.documents_too else None
        if differences:
            reconciling.repair(differences)
        repaired = self.operator.repair() if self.operator else 0
        self.stdout.write("Repaired." if differences or repaired else "Nothing to repair.")

    def rebuild(self) -> None:
        if self.documents_too:
            with self._bar(len(reconciling.entry_ids()), "entries") as bar:
                reconciling.rebuild(bar.update)
        if self.operator:
            with self._bar(self.operator.size(), "documents") as bar:
                name = self.operator.rebuild(bar.update)
            self.stdout.write(f"The index {name} answers now.")
        self.stdout.write("Rebuilt.")

    def prepare(self) -> None:
        with self._bar(self.operator.size(), "documents") as bar:
            self.operator.prepare(bar.update)
        self.stdout.write("Prepared: a rebuild of the index copies what it sends.")

    def rollback(self) -> None:
        self.stdout.write(f"The index {self.operator.rollback()} answers now.")

    def follow(self) -> None:
        self.stdout.write("Following the clock. Stop with Ctrl+C.")
        try:
            self.operator.follow()
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")

    def _verify(self) -> reconciling.Differences:
        with self._bar(len(reconciling.entry_ids()), "entries") as bar:
            differences = reconciling.verify(bar.update)
        self.stdout.write(f"entries with a wrong document: {len(differences.entries)} {differences.entries[:20]}")
        self.stdout.write(f"documents with wrong words: {len(differences.words)} {differences.words[:20]}")
        return differences

    def _bar(self, total: int, unit: str) -> tqdm:
        return tqdm(total=total, unit=f" {unit}", disable=None, file=self.stderr)
