from django.core.management.base import BaseCommand

from community.notifications.delivery import deliver_due_mails
from community.notifications.digests import bundle_due_mails


class Command(BaseCommand):
    help = "Send every mail that is due, daily summaries included. Run it once a minute."

    def handle(self, **options):
        bundle_due_mails()
        sent = deliver_due_mails()
        if sent:
            self.stdout.write(f"{sent} mails sent.")
