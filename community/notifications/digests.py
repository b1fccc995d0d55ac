"""Several notices of one person in one mail a day."""

from itertools import groupby

from django.db import transaction
from django.utils import timezone

from community.members.models import User
from community.notifications.addresses import canonical_path
from community.notifications.kinds import DIGEST, UnknownKind, kind_of
from community.notifications.models import Outbox
from community.notifications.queries import due_mails, preferences_of
from community.notifications.rules import wants_mail


def bundle_due_mails() -> int:
    """Make one mail of what waits for each person; it is then delivered like any other. Returns how many."""
    due = due_mails(timezone.now()).filter(bundled=True).select_related("recipient").order_by("recipient_id", "pk")
    return sum(_bundle(person, list(rows)) for person, rows in groupby(list(due), key=lambda row: row.recipient))


@transaction.atomic
def _bundle(person: User, rows: list[Outbox]) -> bool:
    """One mail for these rows. The row it makes holds the items, so a crash bundles all of them or none."""
    wish = preferences_of([person]).get(person.pk)
    wanted = [row for row in rows if _wanted(row, wish)]
    dropped = [row.pk for row in rows if row not in wanted]
    Outbox.objects.filter(pk__in=dropped).update(status=Outbox.Status.SKIPPED, context={})
    if not wanted:
        return False
    mail, created = Outbox.objects.get_or_create(
        dedupe_key=f"digest:{person.pk}:{wanted[0].pk}",
        defaults={
            "recipient": person,
            "kind": DIGEST.name,
            "language": wanted[-1].language,
            "url": canonical_path("notices"),
            "send_after": timezone.now(),
            "context": {},
        },
    )
    if created:
        Outbox.objects.filter(pk__in=[row.pk for row in wanted]).update(digest=mail)
    return created


def _wanted(row: Outbox, wish) -> bool:
    try:
        return wants_mail(row.recipient, kind_of(row.kind), wish)
    except UnknownKind:
        return False
