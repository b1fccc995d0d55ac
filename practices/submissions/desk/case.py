"""The page of a case at the desk."""

from statistics import median
from typing import Any

from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from community.members.models import User
from practices.submissions.access import submission_for
from practices.submissions.desk.checks import checks_of
from practices.submissions.desk.forms import AssignForm, CommentForm, InviteForm, MessageForm
from practices.submissions.desk.reading import blocks_of, data_before
from practices.submissions.models import ReviewAssignment, Round, Submission
from practices.submissions.queries import (
    comments_for,
    consents_of,
    events_for,
    messages_for,
    newest_round,
    unanswered_messages,
)
from practices.submissions.rules import acts_of
from practices.submissions.states import Act, InviteState
from practices.submissions.timeline import timeline

#: Decisions in the order of the buttons: what the address calls them, the act, the words on the button.
DECISIONS = (
    ("accept", Act.ACCEPT, _("Accept and publish")),
    ("changes", Act.REQUEST_CHANGES, _("Request changes")),
    ("decline", Act.DECLINE, _("Decline")),
    ("reopen", Act.REOPEN, _("Reopen")),
)
_OVER = (InviteState.DECLINED, InviteState.CANCELLED)


class CaseMixin(WagtailAdminTemplateMixin, View):
    """What every page of a case at the desk has. Who is not of the desk of this case is told that it does not exist."""

    header_icon = "clipboard-list"

    @cached_property
    def case(self) -> Submission:
        return submission_for(self.request.user, self.kwargs["reference"], Act.READ_DESK)

    @cached_property
    def round(self) -> Round:
        return newest_round(self.case)

    def read_again(self) -> None:
        """Somebody was quicker: what is shown next is what is there now."""
        for name in ("case", "round"):
            self.__dict__.pop(name, None)

    @property
    def url(self) -> str:
        return reverse("submissions_desk:case", args=[self.case.reference])

    def dispatch(self, request, *args, **kwargs):
        self.case  # noqa: B018 - refuses before anything else is looked at
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self):
        return self.round.revision.content.get("title") or self.case.entry.title

    def get_page_subtitle(self):
        return self.case.reference

    def get_breadcrumbs_items(self):
        board = {"url": reverse("submissions_desk:board"), "label": _("Submissions")}
        return [*self.breadcrumbs_items, board, {"url": self.url, "label": self.case.reference}]


class CaseView(CaseMixin):
    template_name = "submissions/admin/case.html"

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return self.show()

    def show(self, *, status: int = 200, **kept: Any) -> HttpResponse:
        """The page. `kept` are forms that were filled in and not accepted, in the place of empty ones."""
        return self.render_to_response(self.get_context_data() | kept, status=status)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs) | self._about() | self._text() | self._talk()
        context["media"] = context["invite_form"].media + context["message_form"].media
        return context

    def _about(self) -> dict[str, Any]:
        case, acts = self.case, acts_of(self.request.user, self.case)
        return {
            "case": case,
            "round": self.round,
            "rounds": case.rounds.select_related("submitted_by", "decided_by").order_by("-number"),
            "acts": {act.value for act in acts},
            "decisions": [(verb, label) for verb, act, label in DECISIONS if act in acts],
            "assign_form": AssignForm(initial={"editor": case.handling_editor}),
            "consents": consents_of(self.round),
        }

    def _text(self) -> dict[str, Any]:
        comments = comments_for(self.request.user, self.case)
        before = data_before(self.round)
        blocks = blocks_of(self.round, before, comments)
        return {
            "blocks": [block for block in blocks if block.html or block.threads or block.change],
            "empty": [block for block in blocks if not (block.html or block.threads or block.change)],
            "changes": [block.change for block in blocks if block.change],
            "compared": before is not None,
            "open_comments": sum(not row.resolved_at and not row.parent_id for row in comments),
            "checks": checks_of(self.case, self.round.revision.as_object()),
            "duplicates": self.case.duplicates.select_related("entry", "judged_by"),
        }

    def _talk(self) -> dict[str, Any]:
        events = list(events_for(self.request.user, self.case))
        lines = timeline(events, entry_kind=self.case.entry_kind, for_desk=True)
        return {
            "organisation_waits": unanswered_messages().filter(submission=self.case).exists(),
            "messages_of_case": messages_for(self.request.user, self.case),
            "events": list(zip(events, lines, strict=True)),
            "assignments": assignments_with_reviews(self.round),
            "earlier": assignments_with_reviews(*self.case.rounds.filter(number__lt=self.round.number)),
            "criteria": criteria_of(self.round),
            "message_form": MessageForm(prefix="message"),
            "comment_form": CommentForm(kind=self.case.entry_kind),
            "invite_form": InviteForm(prefix="invite", reviewers=possible_reviewers(self.case, self.round)),
        }


def assignments_with_reviews(*rounds: Round) -> list[ReviewAssignment]:
    """Everybody who was asked, with what they sent; a review that is not sent is nobody's business."""
    rows = ReviewAssignment.objects.filter(round__in=rounds).select_related("reviewer", "review", "round")
    found = list(rows.order_by("-round__number", "invited_at"))
    for row in found:
        review = getattr(row, "review", None)
        row.sent = review if review and review.sent_at else None
        row.can_cancel = row.state in (InviteState.INVITED, InviteState.ACCEPTED)
    return found


def criteria_of(round_: Round) -> list[dict[str, Any]]:
    """What the reviews of a round scored: each criterion with its levels by review, and the median."""
    found: dict[int, dict[str, Any]] = {}
    reviews = ReviewAssignment.objects.filter(round=round_, review__sent_at__isnull=False).order_by("review__sent_at")
    for row in reviews.prefetch_related("review__scores__criterion"):
        for score in row.review.scores.all():
            line = found.setdefault(score.criterion_id, {"criterion": score.criterion, "levels": []})
            line["levels"].append(score.level)
    for line in found.values():
        known = [level for level in line["levels"] if level]
        line["median"] = median(known) if known else None
    return sorted(found.values(), key=lambda line: (line["criterion"].sort_order, line["criterion"].pk))


def possible_reviewers(case: Submission, round_: Round):
    """The group of reviewers without who was asked already or belongs to the organisation."""
    asked = round_.assignments.exclude(state__in=_OVER).values("reviewer")
    group = Group.objects.filter(name="Reviewers")
    people = User.objects.filter(groups__in=group, is_active=True, erased_at=None)
    return people.exclude(pk__in=asked).exclude(memberships__organisation=case.organisation).order_by("display_name")


def preview(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """A round as readers would see its page."""
    case = submission_for(request.user, reference, Act.READ_DESK)
    round_ = get_object_or_404(case.rounds, number=number)
    return round_.revision.as_object().make_preview_request(request, "")
