"""Who of the desk looks after a case, and until when."""

from datetime import timedelta

from django.utils import timezone

from community.members.models import User
from hub.catalogue.models import Entry
from practices.submissions import notifications
from practices.submissions.errors import NotAllowed
from practices.submissions.models import AssignmentRule, Submission
from practices.submissions.rules import Role, roles_of
from practices.submissions.services.moving import moving, note, note_answer
from practices.submissions.states import Act, Audience

DECIDE_DAYS = 28


def assign(submission: Submission, *, to: User | None, by: User) -> Submission:
    """Give the case to somebody of the desk, or to nobody. Raises `NotAllowed` when that person may not decide it."""
    with moving(submission, Act.ASSIGN, by=by) as case:
        if to and Role.DESK not in roles_of(to, case):
            raise NotAllowed
        before, case.handling_editor = case.handling_editor, to
        note_answer(case)
        note(case, "assigned", by=by, audience=Audience.DESK, to=to.pk if to else None)
        if to and to != by:
            notifications.assigned(case, to)
        if before and before not in (to, by):
            notifications.reassigned(case, before, by=by)
    return case


def assign_by_rule(case: Submission, page: Entry) -> None:
    """Give a new case to the editor of the first rule that fits; a case that has an editor keeps them."""
    if case.handling_editor_id:
        return
    for rule in AssignmentRule.objects.select_related("editor"):
        if _fits(rule, page) and Role.DESK in roles_of(rule.editor, case):
            case.handling_editor = rule.editor
            note(case, "assigned", by=None, audience=Audience.DESK, to=rule.editor_id)
            return


def settle_due_date(case: Submission) -> None:
    """The day by which the desk wants to have decided."""
    case.due_at = timezone.localdate() + timedelta(days=DECIDE_DAYS)


def _fits(rule: AssignmentRule, page: Entry) -> bool:
    return (
        (not rule.theme_id or any(rule.theme_id in (theme.pk, theme.parent_id) for theme in page.themes.all()))
        and (not rule.country_id or any(rule.country_id == country.pk for country in page.countries.all()))
        and (not rule.language_id or rule.language_id == page.language_id)
    )
