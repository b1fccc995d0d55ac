"""What submissions learn from the rooms below."""

from wagtail.admin.signal_handlers import (
    workflow_approval_email_notifier,
    workflow_rejection_email_notifier,
    workflow_submission_email_notifier,
)
from wagtail.models import Page, WorkflowState
from wagtail.signals import page_published, workflow_approved, workflow_rejected, workflow_submitted

from hub.catalogue.models import Entry
from practices.submissions.queries import open_case_of
from practices.submissions.services.deciding import note_direct_publication

#: Wagtail's mails are synchronous, swallow errors and lead into the administration; a case has mails of its own.
#: Wagtail connects its notifiers after us and under these names, and a name is connected once.
_WAGTAIL_MAILS = (
    (workflow_submitted, workflow_submission_email_notifier, "workflow_state_submitted_email_notification"),
    (workflow_rejected, workflow_rejection_email_notifier, "workflow_state_rejected_email_notification"),
    (workflow_approved, workflow_approval_email_notifier, "workflow_state_approved_email_notification"),
)


def connect() -> None:
    for signal, notifier, name in _WAGTAIL_MAILS:
        signal.connect(_unless_case(notifier), sender=WorkflowState, dispatch_uid=name, weak=False)
    page_published.connect(follow_publication, dispatch_uid="submissions.follow_publication")


def _unless_case(notifier):
    def mail(instance: WorkflowState, **kwargs) -> None:
        page = instance.content_object
        if not isinstance(page, Page) or not open_case_of(page.pk):
            notifier(instance=instance, **kwargs)

    return mail


def follow_publication(sender, instance, revision, **kwargs) -> None:
    """An editor published past the open case. Within our own decision the round is still waiting and published."""
    if not isinstance(instance, Entry):
        return
    case = open_case_of(instance.pk)
    if case and not case.rounds.filter(outcome="", revision=revision).exists():
        note_direct_publication(case, revision=revision, by=revision.user if revision else None)
