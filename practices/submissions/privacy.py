"""What submissions hold about a person: to hand over, and to let go of."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.members import retention
from community.members.export import register
from community.members.models import User
from community.members.signals import account_erased
from practices.submissions import notifications
from practices.submissions.models import (
    AssignmentRule,
    Consent,
    DraftBuffer,
    DuplicateLink,
    FieldComment,
    Message,
    ReviewAssignment,
    Round,
    Submission,
    SubmissionEvent,
    Upload,
)
from practices.submissions.services import upkeep
from practices.submissions.services.moving import locked, note, settle
from practices.submissions.states import Audience, InviteState

_WAITING = (InviteState.INVITED, InviteState.ACCEPTED)


def export(user: User) -> dict:
    """Everything somebody submitted, wrote, judged and decided."""
    return {
        "submissions": list(
            Submission.objects.filter(contact=user).values(
                "id", "entry__title", "kind", "organisation__name", "status", "created_at", "withdrawn_reason"
            )
        ),
        "rounds_submitted": list(
            Round.objects.filter(submitted_by=user).values("submission_id", "number", "cover_note", "submitted_at")
        ),
        "drafts_saved_last": list(
            DraftBuffer.objects.filter(saved_by=user).values("submission_id", "data", "saved_at")
        ),
        "declarations": list(
            Consent.objects.filter(given_by=user).values("round__submission_id", "declaration__text", "given_at")
        ),
        "uploads": list(
            Upload.objects.filter(uploaded_by=user).values(
                "submission_id", "image__title", "document__title", "people", "consent", "uploaded_at"
            )
        ),
        "messages": list(Message.objects.filter(author=user).values("submission_id", "text", "created_at")),
        "comments": list(
            FieldComment.objects.filter(author=user).values("round__submission_id", "field", "text", "created_at")
        ),
        "reviews": _reviews(user),
        "timeline": list(SubmissionEvent.objects.filter(actor=user).values("submission_id", "kind", "created_at")),
        **_of_desk(user),
    }


def _reviews(user: User) -> list[dict]:
    return list(
        ReviewAssignment.objects.filter(reviewer=user).values(
            "round__submission_id", "round__number", "note", "invited_at", "due_at", "state", "answered_at", "conflict",
            "conflict_note", "decline_reason", "suggestion", "review__recommendation", "review__for_author",
            "review__for_editors", "review__sent_at",
        )
    )  # fmt: skip


def _of_desk(user: User) -> dict:
    """What somebody did as an editor."""
    return {
        "submissions_in_hand": list(Submission.objects.filter(handling_editor=user).values("id", "status")),
        "decisions": list(
            Round.objects.filter(decided_by=user).values("submission_id", "number", "outcome", "letter", "decided_at")
        ),
        "invitations_to_review": list(
            ReviewAssignment.objects.filter(invited_by=user).values("round__submission_id", "note", "invited_at")
        ),
        "duplicates_judged": list(
            DuplicateLink.objects.filter(judged_by=user).values("submission_id", "entry__title", "verdict")
        ),
        "assignment_rules": list(AssignmentRule.objects.filter(editor=user).values("sort_order")),
    }


@transaction.atomic
def anonymise(user: User) -> None:
    """What a case rests on stays, without the name; what waits for the person goes back to others."""
    AssignmentRule.objects.filter(editor=user).delete()
    Submission.objects.filter(contact=user).update(contact=None)
    for case in Submission.objects.filter(handling_editor=user):
        _give_back(case)
    for row in ReviewAssignment.objects.filter(reviewer=user, state__in=_WAITING):
        _decline(row)
    ReviewAssignment.objects.filter(reviewer=user).update(conflict_note="", decline_reason="", suggestion="")


def _give_back(case: Submission) -> None:
    """Without an editor a case may wait for assignment again."""
    case = locked(case)
    case.handling_editor = None
    if case.open:
        note(case, "assigned", by=None, audience=Audience.DESK, to=None)
    settle(case)


def _decline(row: ReviewAssignment) -> None:
    """The desk must know that nobody writes this review any more."""
    case = locked(row.round.submission)
    row.state, row.answered_at = InviteState.DECLINED, timezone.now()
    row.save(update_fields=["state", "answered_at"])
    note(case, "reviewer_declined", by=None, audience=Audience.DESK, reviewer=row.reviewer_id)
    notifications.review_answer(case, row, "reviewer_declined")
    settle(case)


def erase(sender, *, user: User, **_more: object) -> None:
    anonymise(user)


RULES = (
    ("reviews-reminded", _("Reviewers are reminded before and after a review is due."), upkeep.remind_reviewers),
    ("changes-reminded", _("Organisations are reminded a week before changes are due."), upkeep.remind_authors),
    ("submissions-overdue", _("Editors are told of submissions that should have been decided."), upkeep.tell_overdue),
    ("drafts-announced", _("Who left a draft for half a year is told by mail."), upkeep.announce_drafts),
    ("drafts-removed", _("A month after the mail, the draft goes."), upkeep.remove_drafts),
)


def register_all() -> None:
    register("submissions", export)
    for name, says, run in RULES:
        retention.register(retention.Rule(name, says, run))
    account_erased.connect(erase, dispatch_uid="submissions.erase")
