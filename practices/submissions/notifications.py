"""What people are told about a case. Everything is written in the transaction of the act."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import Permission
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.members.models import Membership, User
from community.members.rules import WRITERS, is_member
from community.notifications.kinds import Kind, register
from community.notifications.models import Notification, Outbox
from community.notifications.rendering import Message as Mail
from community.notifications.rendering import render_mail
from community.notifications.services import notify_many
from practices.submissions.models import FieldComment, Message, ReviewAssignment, Round, Submission
from practices.submissions.queries import contact_of
from practices.submissions.rules import is_desk
from practices.submissions.states import InviteState, Outcome

EXAMPLE = {
    "reference": "S-000012",
    "title": "Reading together in two languages",
    "organisation": "A school",
    "person": "Nadia",
    "round": 2,
    "letter": "Thank you.\n\nPlease say how many children took part.",
    "text": "Could you say more about the costs?",
    "due": "2026-12-24",
    "reason": "We found a better one.",
    "update": False,
    "note": "",
    "conflict": False,
    "suggestion": "",
    "field": "approach",
    "entry_kind": "practice",
    "accepted": True,
    "answered": True,
    "late": False,
    "again": False,
    "cover_note": "",
    "withdrawn": False,
    "outcome": Outcome.CHANGES.value,
    "to": "Sam",
    "taken": False,
}
#: Decisions and receipts reach people whatever they chose: nobody is refused in silence.
KINDS = (
    Kind("submission-received", _("your organisation submitted something"), essential=True),
    Kind("submission-new", _("you decide submissions"), must_act=True),
    Kind("submission-assigned", _("a submission is in your hands"), must_act=True),
    Kind("submission-reassigned", _("a submission was in your hands")),
    Kind("submission-withdrawn", _("you decide submissions")),
    Kind("submission-taken-back", _("your organisation submitted something")),
    Kind("submission-changes", _("your organisation’s submission waits for you"), must_act=True, essential=True),
    Kind("submission-accepted", _("your organisation’s submission was decided"), essential=True),
    Kind("submission-declined", _("your organisation’s submission was decided"), essential=True),
    Kind("submission-reopened", _("your organisation’s submission is looked at again")),
    Kind("submission-message", _("somebody wrote about a submission"), must_act=True),
    Kind("submission-comment", _("somebody commented on a submission")),
    Kind("submission-changes-due", _("your organisation’s submission waits for you"), must_act=True),
    Kind("submission-draft-expires", _("you have a draft nobody has touched for long"), must_act=True),
    Kind("submission-overdue", _("a submission is in your hands"), must_act=True),
    Kind("review-invitation", _("you were asked to review"), must_act=True),
    Kind("review-reminder", _("you agreed to review"), must_act=True),
    Kind("review-answer", _("a submission is in your hands")),
    Kind("review-received", _("a submission is in your hands"), must_act=True),
    Kind("review-cancelled", _("you were asked to review")),
    Kind("review-outcome", _("you have reviewed it")),
)


def register_all() -> None:
    for kind in KINDS:
        base = f"submissions/mails/{kind.name}"
        register(Kind(kind.name, kind.label, kind.must_act, base, kind.essential, EXAMPLE))


# ---------------------------------------------------------------- Who is told


def writers_of(case: Submission) -> list[User]:
    """The contact person and everybody else who writes for the organisation."""
    rows = Membership.objects.filter(organisation=case.organisation, role__in=WRITERS).select_related("user")
    return [row.user for row in rows if row.user.is_active]


def desk_of(case: Submission) -> list[User]:
    """The handling editor; without one who still decides, everybody who does. Never a member of the organisation."""
    editor = case.handling_editor
    if editor and _may_be_told(editor) and not is_member(editor, case.organisation):
        return [editor]
    permission = Permission.objects.filter(content_type__app_label="submissions", codename="decide_submission")
    people = User.objects.filter(is_active=True).filter(
        Q(groups__permissions__in=permission) | Q(user_permissions__in=permission)
    )
    others = people.exclude(memberships__organisation=case.organisation).distinct()
    return [person for person in others if _may_be_told(person)]


def _may_be_told(person: User) -> bool:
    """Whether a person decides submissions and can open the desk, where the mail leads."""
    return is_desk(person) and person.has_perm("wagtailadmin.access_admin")


def case_url(case: Submission) -> str:
    return reverse("submissions:case", args=[case.reference])


def desk_url(case: Submission) -> str:
    return reverse("submissions_desk:case", args=[case.reference])


def review_url(assignment: ReviewAssignment) -> str:
    return reverse("submissions:review", args=[assignment.pk])


# ---------------------------------------------------------------- What they are told


def submitted(case: Submission, round_: Round, *, by: User) -> None:
    key = f"{case.pk}:{round_.number}"
    _tell(
        writers_of(case), "submission-received", case, case_url(case), key, round=round_.number, person=by.public_name
    )
    kind = "submission-assigned" if case.handling_editor_id else "submission-new"
    _tell(
        desk_of(case), kind, case, desk_url(case), key,
        round=round_.number, again=round_.number > 1, cover_note=round_.cover_note,
    )  # fmt: skip


def assigned(case: Submission, to: User) -> None:
    _tell([to], "submission-assigned", case, desk_url(case), f"{case.pk}:to:{_times(case)}", round=case.rounds.count())


def reassigned(case: Submission, before: User, *, by: User) -> None:
    """To whoever looked after the case until now, unless they have left the desk or joined the organisation."""
    if not _may_be_told(before) or is_member(before, case.organisation):
        return
    to = case.handling_editor.public_name if case.handling_editor else ""
    _tell(
        [before], "submission-reassigned", case, desk_url(case), f"{case.pk}:from:{_times(case)}",
        person=by.public_name, to=to, taken=case.handling_editor_id == by.pk,
    )  # fmt: skip


def withdrawn(case: Submission, *, by: User) -> None:
    key = f"{case.pk}:{case.rounds.count()}:{_times(case)}"
    words = {"reason": case.withdrawn_reason, "person": by.public_name}
    _tell(desk_of(case), "submission-withdrawn", case, desk_url(case), key, **words)
    colleagues = [person for person in writers_of(case) if person.pk != by.pk]
    _tell(colleagues, "submission-taken-back", case, case_url(case), key, **words)


_DECISIONS = {
    Outcome.CHANGES: "submission-changes",
    Outcome.ACCEPTED: "submission-accepted",
    Outcome.DECLINED: "submission-declined",
}


def decision_mail(case: Submission, outcome: Outcome, *, letter: str, due: date | None = None) -> Mail:
    """The mail of a decision as the contact person would get it. Nothing is kept or sent."""
    context = _about(case) | {"letter": letter, "due": due.isoformat() if due else "", "round": case.rounds.count()}
    contact = contact_of(case)
    language = contact.language if contact else "en"
    mail = Outbox(recipient=contact, kind=_DECISIONS[outcome], language=language, context=context, url=case_url(case))
    return render_mail(mail)


def decided(case: Submission, round_: Round, *, by: User | None) -> None:
    """The decision, with its letter, to everybody who writes for the organisation."""
    kind = _DECISIONS[Outcome(round_.outcome)]
    key = f"{case.pk}:{round_.number}:{_times(case)}"
    due = round_.due_at.isoformat() if round_.due_at else ""
    _tell(writers_of(case), kind, case, case_url(case), key, letter=round_.letter, due=due, round=round_.number)


def reopened(case: Submission, *, by: User) -> None:
    _tell(writers_of(case), "submission-reopened", case, case_url(case), f"{case.pk}:{_times(case)}")


def message(case: Submission, message_: Message) -> None:
    """To the other side; a note within the desk to the handling editor."""
    hidden = message_.audience != "author"
    if message_.from_desk and not hidden:
        people, url = writers_of(case), case_url(case)
    else:
        people, url = desk_of(case), desk_url(case)
    _tell(
        [person for person in people if person.pk != message_.author_id],
        "submission-message", case, url, f"message:{message_.pk}",
        text=message_.text, person=message_.author.public_name if message_.author else "",
    )  # fmt: skip


def comment(case: Submission, row: FieldComment) -> None:
    """To the other side of whoever wrote it."""
    people, url = (writers_of(case), case_url(case)) if row.from_desk else (desk_of(case), desk_url(case))
    key = f"comment:{row.pk}:{row.audience}"
    _tell(people, "submission-comment", case, url, key, text=row.text, field=row.field)


def review_invitation(case: Submission, assignment: ReviewAssignment) -> None:
    _tell_reviewer(case, assignment, "review-invitation", f"review:{assignment.pk}", note=assignment.note)


def review_reminder(case: Submission, assignment: ReviewAssignment, *, late: bool) -> None:
    key = f"review:{assignment.pk}:{'late' if late else 'soon'}:{assignment.due_at}"
    answered = assignment.state == InviteState.ACCEPTED
    _tell_reviewer(case, assignment, "review-reminder", key, late=late, answered=answered)


def review_answer(case: Submission, assignment: ReviewAssignment, what: str) -> None:
    """To the desk: somebody agreed, refused, or sent the review."""
    kind = "review-received" if what == "review_received" else "review-answer"
    _tell(
        desk_of(case), kind, case, desk_url(case), f"review:{assignment.pk}:{what}",
        person=assignment.reviewer.public_name, accepted=what == "reviewer_accepted",
        conflict=bool(assignment.conflict), reason=assignment.decline_reason or assignment.conflict_note,
        suggestion=assignment.suggestion,
    )  # fmt: skip


def reviews_cancelled(round_: Round, people: Iterable[User]) -> None:
    key = f"{round_.pk}:cancelled:{_times(round_.submission)}"
    withdrawn = round_.outcome == Outcome.WITHDRAWN
    _tell(people, "review-cancelled", round_.submission, reverse("my_hub"), key, withdrawn=withdrawn)


def review_outcome(round_: Round, assignment: ReviewAssignment) -> None:
    """To who sent a review: what was decided, without the letter."""
    case = round_.submission
    key = f"review:{assignment.pk}:{round_.outcome}:{_times(case)}"
    _tell([assignment.reviewer], "review-outcome", case, review_url(assignment), key, outcome=round_.outcome)


def changes_due(case: Submission) -> bool:
    """Whether anybody was told, which happens once for each date."""
    key = f"{case.pk}:due:{case.due_at}"
    return _tell_once(
        writers_of(case), "submission-changes-due", case, case_url(case), key, due=case.due_at.isoformat()
    )


def overdue(case: Submission) -> bool:
    """Whether anybody was told, which happens once for each date."""
    key = f"{case.pk}:overdue:{case.due_at}"
    return _tell_once(desk_of(case), "submission-overdue", case, desk_url(case), key, due=case.due_at.isoformat())


def draft_expires(case: Submission, *, on) -> None:
    key = f"{case.pk}:expires:{on}"
    _tell(writers_of(case), "submission-draft-expires", case, case_url(case), key, due=on.isoformat())


def _tell_once(people: list[User], kind: str, case: Submission, url: str, key: str, **context) -> bool:
    if not people or Notification.objects.filter(kind=kind, dedupe_key__endswith=f":{key}").exists():
        return False
    _tell(people, kind, case, url, key, **context)
    return True


def _tell_reviewer(case: Submission, assignment: ReviewAssignment, kind: str, key: str, **context) -> None:
    people = [assignment.reviewer] if assignment.reviewer else []
    _tell(people, kind, case, review_url(assignment), key, due=assignment.due_at.isoformat(), **context)


def _tell(people: Iterable[User], kind: str, case: Submission, url: str, key: str, **context) -> None:
    notify_many(people, kind, context=_about(case) | context, url=url, dedupe_key=key)


def _about(case: Submission) -> dict:
    return {
        "reference": case.reference,
        "title": case.entry.title,
        "organisation": case.organisation.name,
        "update": case.kind == "update",
        "entry_kind": case.entry_kind,
    }


def _times(case: Submission) -> int:
    """Tells apart what can happen to a case more than once."""
    return case.events.count()
