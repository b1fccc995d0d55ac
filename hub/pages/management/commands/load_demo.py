from django.core.management.base import BaseCommand

from hub.pages.demo.loader import load_demo


class Command(BaseCommand):
    help = "Fill the hub with demo content. Running it again changes nothing."

    def handle(self, *args, **options):
        self.stdout.write(f"{load_demo()} demo entries are there.")
