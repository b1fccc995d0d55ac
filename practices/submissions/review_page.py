"""What a reviewer sees of an invitation: before the answer a title, afterwards the entry as it was submitted."""

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from community.members.models import User
from community.members.rules import is_member
from hub.catalogue.presentation import Presentation, present
from practices.submissions.models import Review, ReviewAssignment, Round, Submission
from practices.submissions.queries import assignments_of, comments_for, rubric_for
from practices.submissions.review_forms import AnswerForm, ReviewForm
from practices.submissions.rules import can_review
from practices.submissions.states import MOVES, Act, InviteState, Outcome
from practices.submissions.talk_forms import CommentForm, ReplyForm
from practices.submissions.threads import Thread, threads_of

PAGE_SIZE = 20
ANSWER, WRITE, SENT, CLOSED = "answer", "write", "sent", "closed"


class ReviewPage:
    def __init__(self, user: User, assignment: ReviewAssignment):
        self.user, self.assignment = user, assignment

    @property
    def round(self) -> Round:
        return self.assignment.round

    @property
    def case(self) -> Submission:
        return self.round.submission

    @cached_property
    def is_open(self) -> bool:
        """Whether the round still waits for the desk, and for this person."""
        waits = not self.round.outcome and self.case.status in MOVES[Act.REVIEW]
        return waits and not is_member(self.user, self.case.organisation)

    @property
    def stage(self) -> str:
        """What this page is about now."""
        if not self.is_open or self.assignment.state in (InviteState.DECLINED, InviteState.CANCELLED):
            return CLOSED
        return {InviteState.INVITED: ANSWER, InviteState.ACCEPTED: WRITE}.get(InviteState(self.assignment.state), SENT)

    @property
    def may_read(self) -> bool:
        """Read the entry: never before the question of interests is answered."""
        return self.is_open and can_review(self.user, self.assignment)

    @property
    def why_closed(self) -> str:
        state = InviteState(self.assignment.state)
        if state == InviteState.DECLINED:
            return _("You have declined this review.")
        if is_member(self.user, self.case.organisation):
            return _("You belong to the organisation that submits, so you cannot review this.")
        if state == InviteState.SUBMITTED:
            return f"{self.outcome} " + _("Your review can be read below.")
        if self.round.outcome == Outcome.WITHDRAWN:
            return _("The organisation has withdrawn it. No review is needed any more.")
        return _("The editors have decided, or no longer need this review.")

    @property
    def outcome(self) -> str:
        """What became of the round, for who has reviewed it."""
        return {
            Outcome.ACCEPTED: _("The editors have accepted it."),
            Outcome.CHANGES: _("The editors have asked the organisation to change it."),
            Outcome.DECLINED: _("The editors have decided not to publish it."),
            Outcome.WITHDRAWN: _("The organisation has withdrawn it."),
        }.get(self.round.outcome, _("The editors have decided."))

    # ---------------------------------------------------------------- The entry
    @cached_property
    def shown(self) -> Presentation | None:
        return present(self.round.revision.as_object()) if self.may_read else None

    @cached_property
    def threads(self) -> list[Thread]:
        if not self.may_read:
            return []
        revisions = {row.pk: row.revision for row in self.case.rounds.select_related("revision")}
        rows = comments_for(self.user, self.case)
        threads = threads_of(rows, self.case, revisions, me=self.user)
        for thread in threads:
            args = [self.assignment.pk, thread.comment.pk]
            thread.form = ReplyForm(comment=thread.comment)
            thread.reply_url = reverse("submissions:review_reply", args=args)
            thread.settle_url = reverse("submissions:review_settle", args=args)
        return threads

    @property
    def has_history(self) -> bool:
        return self.round.number > 1 or self.case.kind == "update"

    # ---------------------------------------------------------------- The review
    @cached_property
    def review(self) -> Review | None:
        rows = Review.objects.filter(assignment=self.assignment).prefetch_related("scores__criterion")
        return rows.first()

    @property
    def is_begun(self) -> bool:
        """Whether anything was written. An empty review is there from the answer on."""
        return bool(self.review and (self.review.for_author or self.review.for_editors or self.scores))

    @property
    def scores(self) -> list[tuple[str, str]]:
        """Each criterion with the level that was chosen, in words."""
        return [
            (row.criterion.question, f"{row.level}. {dict(row.criterion.levels)[row.level]}")
            if row.level
            else (row.criterion.question, _("Does not apply here"))
            for row in self.review.scores.all()
        ]

    def review_form(self, data=None) -> ReviewForm:
        return ReviewForm(data, review=self.review, rubric=rubric_for(self.case.entry_kind))

    def answer_form(self, data=None) -> AnswerForm:
        return AnswerForm(data, agreed=self.assignment.state == InviteState.ACCEPTED)

    def comment_form(self, data=None) -> CommentForm:
        return CommentForm(data, kind=self.case.entry_kind)


@dataclass(frozen=True)
class ReviewList:
    """`waiting` is what this person is to answer or write, on the first page only."""

    waiting: list[ReviewAssignment]
    page: Page


def reviews_of(user: User, page: str) -> ReviewList:
    """Everything a person was asked to review: what waits for them first, then the newest."""
    rows = ReviewAssignment.objects.filter(reviewer=user).select_related(
        "round__submission__entry", "round__submission__organisation"
    )
    waiting = list(assignments_of(user).order_by("due_at", "pk")[:PAGE_SIZE])
    rest = rows.exclude(pk__in=[row.pk for row in waiting]).order_by("-invited_at", "-pk")
    found = Paginator(rest, PAGE_SIZE).get_page(page)
    return ReviewList(waiting if found.number == 1 else [], found)
