from django.core.management.base import BaseCommand

from community.members.services import ensure_groups


class Command(BaseCommand):
    help = "Make the groups of the hub's own people, or add what they lack after an upgrade. Takes nothing away."

    def handle(self, **options):
        ensure_groups()
