from django.core.management.base import BaseCommand

from community.members.retention import apply_rules


class Command(BaseCommand):
    help = "Remove what is kept about people no longer than needed. Run it once a day."

    def handle(self, **options):
        for name, number in apply_rules().items():
            if number:
                self.stdout.write(f"{name}: {number}")
