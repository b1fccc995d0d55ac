"""Wagtail's own buttons in the page editor end in our services."""

from wagtail.models import TaskState

from community.members.models import User
from practices.submissions.errors import NotNow
from practices.submissions.models import Round
from practices.submissions.services.deciding import accept, request_changes


def press(task_state: TaskState, user: User, action: str, *, comment: str) -> bool:
    """Do what the button says to the case of the page. False when the page has no case that waits.

    Raises what the services raise, and `NotNow` for a step that was taken already; see `RefusalMiddleware`.
    """
    if task_state.status != TaskState.STATUS_IN_PROGRESS:
        raise NotNow
    round_ = Round.objects.filter(submission__entry_id=task_state.workflow_state.object_id, outcome="").first()
    if not round_:
        return False
    case = round_.submission
    if action == "approve":
        accept(case, by=user, letter=comment, round_number=round_.number)
    elif action == "reject":
        request_changes(case, by=user, letter=comment, round_number=round_.number)
    return action in ("approve", "reject")
