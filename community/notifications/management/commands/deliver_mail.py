from django.core.management.base import BaseCommand

from community.notifications.delivery import deliver_due_mails, revive_failed_mails
from community.notifications.digests import bundle_due_mails


class Command(BaseCommand):
    help = "Send every mail that is due, daily summaries included. Run it once a minute."

    def add_arguments(self, parser):
        parser.add_argument("--failed", action="store_true", help="Try those again that were given up.")

    def handle(self, *, failed: bool, **options):
        if failed:
            revive_failed_mails()
        bundle_due_mails()
        sent = deliver_due_mails()
        if sent:
            self.stdout.write(f"{sent} mails sent.")
