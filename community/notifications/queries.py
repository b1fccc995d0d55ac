from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from community.members.models import User
from community.notifications.models import Notification, Outbox, Preference

#: A worker that has not finished a mail after this long is taken for dead.
CLAIM_LASTS = timedelta(minutes=15)


def preferences_of(people: Iterable[User]) -> dict[int, Preference]:
    """The preferences people have set, by person."""
    return {row.user_id: row for row in Preference.objects.filter(user__in=[person.pk for person in people])}


def due_mails(now: datetime) -> QuerySet[Outbox]:
    """What a worker may take now: waiting, due, and not in the hands of a living worker."""
    free = Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM_LASTS)
    return Outbox.objects.filter(free, status=Outbox.Status.WAITING, send_after__lte=now, digest=None)


def failed_mails() -> QuerySet[Outbox]:
    return Outbox.objects.filter(status=Outbox.Status.FAILED)


def notices_of(user: User) -> QuerySet[Notification]:
    return Notification.objects.filter(recipient=user)


def unread_count(user: User) -> int:
    return notices_of(user).filter(read_at=None).count()
