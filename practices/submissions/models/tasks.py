from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from practices.submissions.rules import Role, is_desk, roles_of


class EditorialTask(Task):
    """The editors' decision, as a step of Wagtail's workflow.

    Wagtail's buttons end in the same services as the board of submissions.
    """

    class Meta:
        verbose_name = _("editors’ decision")
        verbose_name_plural = _("editors’ decisions")

    def on_action(self, task_state, user, action_name, **kwargs):
        from practices.submissions.services.wagtail_buttons import press

        if not press(task_state, user, action_name, comment=kwargs.get("comment", "")):
            super().on_action(task_state, user, action_name, **kwargs)

    def user_can_access_editor(self, obj, user) -> bool:
        return _decides(user, obj)

    def locked_for_user(self, obj, user) -> bool:
        return not _decides(user, obj)

    def get_actions(self, obj, user) -> list[tuple]:
        if not _decides(user, obj):
            return []
        return [
            ("reject", _("Request changes"), True),
            ("approve", _("Accept and publish"), False),
            ("approve", _("Accept with a text to the organisation"), True),
        ]

    def get_task_states_user_can_moderate(self, user, **kwargs):
        if not is_desk(user):
            return TaskState.objects.none()
        return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)

    @classmethod
    def get_description(cls):
        return _("Everybody who may decide submissions can take this step.")


def _decides(user, page) -> bool:
    """Whether this is the desk of the open case; a page without one is left to everybody who decides."""
    case = page.submissions.filter(open=True).first() if hasattr(page, "submissions") else None
    return Role.DESK in roles_of(user, case) if case else is_desk(user)
