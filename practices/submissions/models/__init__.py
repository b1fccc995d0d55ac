"""The case file around an entry."""

from practices.submissions.models.cases import FieldComment, Message, Round, Submission, SubmissionEvent
from practices.submissions.models.desk import (
    AssignmentRule,
    DuplicateLink,
    EligibilityQuestion,
    PublishedVersion,
)
from practices.submissions.models.drafts import Consent, Declaration, DraftBuffer, Upload
from practices.submissions.models.reviews import Criterion, Review, ReviewAssignment, ReviewScore, Rubric
from practices.submissions.models.tasks import EditorialTask

__all__ = [
    "AssignmentRule",
    "Consent",
    "Criterion",
    "Declaration",
    "DraftBuffer",
    "DuplicateLink",
    "EditorialTask",
    "EligibilityQuestion",
    "FieldComment",
    "Message",
    "PublishedVersion",
    "Review",
    "ReviewAssignment",
    "ReviewScore",
    "Round",
    "Rubric",
    "Submission",
    "SubmissionEvent",
    "Upload",
]
