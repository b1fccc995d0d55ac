"""The only ways to a case: who may not see it is told that it does not exist. All raise `Http404`."""

import re

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404

from community.members.models import Membership
from community.members.rules import remember_role
from practices.submissions.models import FieldComment, ReviewAssignment, Submission, Upload
from practices.submissions.queries import comments_for
from practices.submissions.rules import allowed, can_answer
from practices.submissions.states import Act

REFERENCE = re.compile(r"S-(\d{6,9})")


def submission_for(user, reference: str, act: Act = Act.READ) -> Submission:
    """The case of this reference if the person may do this with it in some state.

    Whether it can be done now is for the service to say, so that somebody who comes too late is told so.
    """
    related = ("entry", "organisation", "contact", "handling_editor")
    return _checked(user, act, _find(reference, Submission.objects.all(), *related))


def draft_case_for(user, reference: str) -> Submission:
    """The case with its draft for who may write it. One query says everything: a form calls this every few seconds."""
    role = Membership.objects.filter(organisation=OuterRef("organisation"), user=user.pk).values("role")[:1]
    submission = _find(reference, Submission.objects.annotate(role=Subquery(role)), "organisation", "draft")
    if submission:
        remember_role(user, submission.organisation_id, submission.role)
    return _checked(user, Act.WRITE, submission)


def assignment_for(user, pk: int) -> ReviewAssignment:
    """An invitation to review, for the person it was sent to."""
    rows = ReviewAssignment.objects.select_related("round__submission__entry", "round__submission__organisation")
    assignment = rows.filter(pk=pk, reviewer_id=user.pk or 0).first()
    if not assignment or not can_answer(user, assignment):
        raise Http404
    return assignment


def upload_for(user, pk: int, act: Act = Act.READ) -> Upload:
    """A picture or file of a case the person may read."""
    upload = Upload.objects.select_related("submission__organisation", "image", "document").filter(pk=pk).first()
    if not upload or act not in allowed(user, upload.submission):
        raise Http404
    return upload


def comment_for(user, pk: int) -> FieldComment:
    """A comment the person may read and answer."""
    comment = FieldComment.objects.select_related("round__submission__organisation").filter(pk=pk).first()
    if not comment or not comments_for(user, comment.round.submission).filter(pk=pk).exists():
        raise Http404
    return comment


def _find(reference: str, cases: QuerySet[Submission], *related: str) -> Submission | None:
    found = REFERENCE.fullmatch(reference)
    return cases.select_related(*related).filter(pk=int(found[1])).first() if found else None


def _checked(user, act: Act, submission: Submission | None) -> Submission:
    if not submission or act not in allowed(user, submission):
        raise Http404
    return submission
