"""Wagtail's workflow beside the case: the same step, so that its buttons, log and locks tell the truth."""

from django.contrib.auth.base_user import AbstractBaseUser
from wagtail.models import TaskState, Workflow, WorkflowState, WorkflowTask

from hub.catalogue.models import Entry
from practices.submissions.models import EditorialTask, Round

NAME = "Submission"


def editorial_workflow() -> Workflow:
    """The workflow of one step, made when missing."""
    step = EditorialTask.objects.filter(active=True).order_by("pk").first()
    if not step:
        step = EditorialTask.objects.create(name="Editors’ decision")
    found = Workflow.objects.active().filter(workflow_tasks__task=step).order_by("pk").first()
    if not found:
        found = Workflow.objects.create(name=NAME)
        WorkflowTask.objects.create(workflow=found, task=step)
    return found


def begin(round_: Round, user: AbstractBaseUser) -> WorkflowState:
    """Put the round before the editors: go on where changes were requested, or start."""
    entry = _entry(round_)
    state = _state(entry)
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user=user)
    elif state:
        return _fix(state, round_)
    else:
        state = editorial_workflow().start(entry, user)
    return _fix(state, round_)


def approve(round_: Round, user: AbstractBaseUser, comment: str) -> None:
    """Ends the workflow, which publishes the version of the round (see `finishing`)."""
    _waiting(round_, user).approve(user=user, comment=comment)


def reject(round_: Round, user: AbstractBaseUser, comment: str) -> None:
    _waiting(round_, user).reject(user=user, comment=comment)


def stop(round_: Round, user: AbstractBaseUser) -> None:
    """Wagtail knows no final refusal and no withdrawal by the author; both cancel."""
    state = _state(_entry(round_))
    if state:
        state.cancel(user=user)


def _waiting(round_: Round, user: AbstractBaseUser) -> TaskState:
    """The step in progress. Somebody may have cancelled the workflow in the admin: then it is begun again."""
    return begin(round_, user).current_task_state


def _state(entry: Entry) -> WorkflowState | None:
    return WorkflowState.objects.active().for_instance(entry).select_related("current_task_state").first()


def _fix(state: WorkflowState, round_: Round) -> WorkflowState:
    """Wagtail takes the newest version; the round is about the one that was submitted."""
    task_state = state.current_task_state
    if task_state.revision_id != round_.revision_id:
        task_state.revision = round_.revision
        task_state.save(update_fields=["revision"])
    return state


def _entry(round_: Round) -> Entry:
    return round_.submission.entry.specific
