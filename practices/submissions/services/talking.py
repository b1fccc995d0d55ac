"""Messages, and comments on fields."""

from datetime import timedelta

from django.utils import timezone

from community.members.models import User
from practices.submissions import notifications
from practices.submissions.drafting import field_names
from practices.submissions.errors import NotAllowed, ReasonMissing
from practices.submissions.models import FieldComment, Message, Round, Submission
from practices.submissions.rules import Role, can_review, roles_of
from practices.submissions.services.moving import moving, note, note_answer
from practices.submissions.states import Act, Audience

#: The same words again within this time are a second click.
TWICE = timedelta(minutes=10)


def send_message(submission: Submission, *, by: User, text: str, for_desk: bool = False) -> Message:
    """Write to the other side, or a note within the desk. The same words sent twice in a row are one message."""
    if not text.strip():
        raise ReasonMissing
    with moving(submission, Act.TALK, by=by) as case:
        from_desk = Role.DESK in roles_of(by, case)
        audience = Audience.DESK if from_desk and for_desk else Audience.AUTHOR
        words = {"submission": case, "author": by, "audience": audience, "text": text.strip()}
        last = case.messages.order_by("-pk")[:1]
        said = Message.objects.filter(pk__in=last, **words, created_at__gt=timezone.now() - TWICE).first()
        if said:
            return said
        message = Message.objects.create(from_desk=from_desk, **words)
        if from_desk and not for_desk:
            note_answer(case)
        notifications.message(case, message)
    return message


def comment(
    round_: Round, *, field: str, by: User, text: str, parent: FieldComment | None = None, share: bool = False
) -> FieldComment:
    """Comment on a field, or answer a comment. Answers are heard by whoever hears the comment.

    Raises `NotAllowed` for a field the type does not have, and for who may neither talk nor review.
    """
    if not text.strip():
        raise ReasonMissing
    if field not in field_names(round_.submission.entry_kind):
        raise NotAllowed
    act = Act.REVIEW if _reviews(round_, by) else Act.TALK
    with moving(round_.submission, act, by=by) as case:
        from_desk = Role.WRITER not in roles_of(by, case)
        if parent and (parent.round.submission_id != case.pk or parent.parent_id):
            raise NotAllowed
        about = parent.field if parent else field
        words = {"round": round_, "field": about, "parent": parent, "author": by, "text": text.strip()}
        said = FieldComment.objects.filter(**words, created_at__gt=timezone.now() - TWICE).first()
        if said:
            return said
        audience = parent.audience if parent else _audience(from_desk, share, act)
        row = FieldComment.objects.create(from_desk=from_desk, audience=audience, **words)
        if audience == Audience.AUTHOR:
            notifications.comment(case, row)
    return row


def resolve(comment_: FieldComment, *, by: User, resolved: bool = True) -> FieldComment:
    """Mark a comment as dealt with, or open again."""
    act = Act.REVIEW if _reviews(comment_.round, by) else Act.TALK
    with moving(comment_.round.submission, act, by=by):
        comment_.resolved_at, comment_.resolved_by = (timezone.now(), by) if resolved else (None, None)
        comment_.save(update_fields=["resolved_at", "resolved_by"])
    return comment_


def share_comment(comment_: FieldComment, *, by: User) -> FieldComment:
    """Let the organisation read a comment of the desk now."""
    with moving(comment_.round.submission, Act.ASSIGN, by=by) as case:
        FieldComment.objects.filter(pk=comment_.pk).update(audience=Audience.AUTHOR)
        comment_.replies.update(audience=Audience.AUTHOR)
        comment_.refresh_from_db()
        note(case, "comment_shared", by=by, field=comment_.field)
        notifications.comment(case, comment_)
    return comment_


def _audience(from_desk: bool, share: bool, act: Act) -> Audience:
    """What reviewers write is shared by editors only."""
    return Audience.AUTHOR if not from_desk or (share and act == Act.TALK) else Audience.DESK


def _reviews(round_: Round, by: User) -> bool:
    return any(can_review(by, row) for row in round_.assignments.filter(reviewer=by))
