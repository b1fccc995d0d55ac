import sys

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from hub.catalogue.seeding.service import NoTerms, seed_entries
from hub.catalogue.types import NoFinder


class Command(BaseCommand):
    help = "Writes invented entries in bulk, for benchmarks. They are marked as examples and have the source “seed”."

    def add_arguments(self, parser):
        parser.add_argument("count", type=int)
        parser.add_argument("--seed", type=int, default=1, help="another number gives other entries")

    def handle(self, *, count, seed, **options):
        bar = lambda total: tqdm(range(total), unit=" entries", file=sys.stderr, disable=None)  # noqa: E731
        try:
            written = seed_entries(count, seed=seed, progress=bar)
        except (NoTerms, NoFinder) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{written} entries written")
