"""The piles on the board."""

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.members.models import Membership
from practices.submissions.models import Submission
from practices.submissions.queries import desk_cases, desk_people, waits_for_answer
from practices.submissions.states import CLOSED, OPEN, WITH_DESK, Status


class Queue(models.TextChoices):
    OPEN = "open", _("All open")
    UNASSIGNED = "unassigned", _("Without an editor")
    MINE = "mine", _("Mine")
    ANSWER = "answer", _("To answer")
    REVIEW = "review", _("In review")
    AUTHOR = "author", _("Waiting for the author")
    OVERDUE = "overdue", _("Overdue")
    CLOSED = "closed", _("Closed")


def in_queue(queue: str, user) -> Q:
    """What lies on a pile, for this person."""
    late = Q(due_at__lt=timezone.localdate(), status__in=WITH_DESK | {Status.CHANGES})
    return {
        Queue.OPEN: Q(status__in=OPEN),
        Queue.UNASSIGNED: Q(status__in=WITH_DESK, handling_editor=None),
        Queue.MINE: Q(status__in=OPEN, handling_editor=user),
        Queue.ANSWER: waits_for_answer() & (Q(handling_editor=user) | _without_editor()),
        Queue.REVIEW: Q(status=Status.IN_REVIEW),
        Queue.AUTHOR: Q(status=Status.CHANGES),
        Queue.OVERDUE: late,
        Queue.CLOSED: Q(status__in=CLOSED),
    }[Queue(queue)]


def _without_editor() -> Q:
    """Nobody has the case, or somebody who decides no more, or not about their own organisation."""
    own = Membership.objects.filter(organisation=OuterRef("organisation"), user=OuterRef("handling_editor"))
    return ~Q(handling_editor__in=desk_people().order_by()) | Q(Exists(own))


def piles(user) -> list[tuple[str, str, int]]:
    """Every queue with its name and how much lies in it, in one query."""
    counts = {queue.value: Count("pk", filter=in_queue(queue, user)) for queue in Queue}
    found = desk_cases(user).aggregate(**counts)
    return [(queue.value, str(queue.label), found[queue.value]) for queue in Queue]


def waiting_for(user) -> QuerySet[Submission]:
    """What waits for a decision of this person, or for somebody to take it."""
    mine = Q(handling_editor=None) | Q(handling_editor=user)
    return desk_cases(user).filter(mine, status__in=WITH_DESK)
