from django.core.management.base import BaseCommand

from community.members.queries import demo_accounts


class Command(BaseCommand):
    help = "Delete the accounts of the demo, whose password is public."

    def handle(self, *args, **options):
        count, _ = demo_accounts().delete()
        self.stdout.write(f"{count} rows deleted.")
