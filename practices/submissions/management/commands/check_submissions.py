from django.core.management.base import BaseCommand, CommandError

from practices.submissions.services.moving import computed_status, wrong_statuses
from practices.submissions.services.upkeep import settle_wrong


class Command(BaseCommand):
    help = "Compares the state of every submission with what its rows say. Fails when one differs. Run it every night."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--repair", action="store_true", help="take over what the rows say")

    def handle(self, *args, repair: bool = False, **options) -> None:
        for case in wrong_statuses():
            self.stdout.write(f"{case.reference}: “{case.status}” instead of “{computed_status(case)}”")
        wrong = settle_wrong() if repair else wrong_statuses()
        if repair:
            self.stdout.write(f"Repaired: {len(wrong)}.")
        elif wrong:
            raise CommandError(
                "States differ from their rows, so a service has a fault. Run: check_submissions --repair"
            )
