"""What waits for a person, and what they wait for, made from the states of cases."""

from django.db.models import Count, F, Q
from django.db.models.fields.json import KeyTextTransform
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.members.models import User
from community.members.rules import WRITERS
from community.members.todo import Todo
from practices.submissions.addresses import case_url
from practices.submissions.desk.queues import Queue, in_queue
from practices.submissions.models import Submission
from practices.submissions.queries import assignments_of, desk_cases, waits_for_answer
from practices.submissions.rules import is_desk
from practices.submissions.states import WITH_AUTHOR, WITH_DESK, InviteState, Status

#: More than anybody looks through; the list of submissions has them all.
MOST = 50


def of_author(user: User) -> list[Todo]:
    """Drafts to finish, changes to make, and what the editors have. Viewers wait for nobody and nobody for them."""
    rows = (
        Submission.objects.filter(
            Q(open=True) | waits_for_answer(),
            organisation__memberships__user=user,
            organisation__memberships__role__in=WRITERS,
        )
        .annotate(drafted=KeyTextTransform("title", "draft__data"), title=F("entry__title"))
        .order_by(F("due_at").asc(nulls_last=True), "-changed_at")
    )
    return [_of_case(case) for case in rows[:MOST]]


def _of_case(case: Submission) -> Todo:
    words = {
        Status.DRAFT: _("Finish the draft “{title}”"),
        Status.CHANGES: _("Make the changes to “{title}”"),
        Status.SUBMITTED: _("The editors’ first look at “{title}”"),
        Status.IN_REVIEW: _("The editors’ decision about “{title}”"),
    }.get(Status(case.status), _("The editors’ answer about “{title}”"))
    mine = case.status in WITH_AUTHOR
    title = (case.drafted if mine else "") or case.title
    return Todo(words.format(title=title), case_url(case), due=case.due_at, waiting_for_me=mine)


def of_reviewer(user: User) -> list[Todo]:
    """Invitations to answer and reviews to write."""
    words = {
        InviteState.INVITED: _("Say whether you will review “{title}”"),
        InviteState.ACCEPTED: _("Review “{title}”"),
    }
    return [
        Todo(
            words[InviteState(row.state)].format(title=row.round.submission.entry.title),
            reverse("submissions:review", args=[row.pk]),
            due=row.due_at,
        )
        for row in assignments_of(user).filter(round__submission__status__in=WITH_DESK).order_by("due_at", "pk")[:MOST]
    ]


def of_desk(user: User) -> list[Todo]:
    """How much lies on the board, for those who decide."""
    if not is_desk(user):
        return []
    # A message waits in any state; the other piles hold what waits for its author, too, which is not to do here.
    ours = {queue: Q() if queue == Queue.ANSWER else Q(status__in=WITH_DESK) for queue in _DESK}
    piles = {queue.value: Count("pk", filter=in_queue(queue, user) & ours[queue]) for queue in _DESK}
    numbers = desk_cases(user).aggregate(**piles)
    return [
        Todo(words(numbers[queue.value]), reverse("submissions_desk:queue", args=[queue.value]))
        for queue, words in _DESK.items()
        if numbers[queue.value]
    ]


_DESK = {
    Queue.UNASSIGNED: lambda number: ngettext(
        "Assign {number} submission", "Assign {number} submissions", number
    ).format(number=number),
    Queue.MINE: lambda number: ngettext(
        "Decide {number} submission in your hands", "Decide {number} submissions in your hands", number
    ).format(number=number),
    Queue.ANSWER: lambda number: ngettext(
        "Answer a message about {number} submission", "Answer messages about {number} submissions", number
    ).format(number=number),
    Queue.OVERDUE: lambda number: ngettext(
        "{number} submission is overdue", "{number} submissions are overdue", number
    ).format(number=number),
}
ALL = (of_author, of_reviewer, of_desk)
