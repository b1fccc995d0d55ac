from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from hub.catalogue.presentation import present
from practices.submissions.access import submission_for
from practices.submissions.case_list import case_list
from practices.submissions.case_page import CasePage
from practices.submissions.change_forms import VersionsForm
from practices.submissions.models import Submission
from practices.submissions.queries import last_round
from practices.submissions.rules import may
from practices.submissions.states import Act
from practices.submissions.talk_forms import CommentForm, MessageForm, ReplyForm
from practices.submissions.versions import versions_for


@login_required
@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """Everything the organisations of this person have begun."""
    shown = case_list(request.user, request.GET.get("organisation", ""), request.GET.get("page", ""))
    return TemplateResponse(request, "submissions/cases.html", {"shown": shown})


@login_required
@require_GET
def case(request: HttpRequest, reference: str) -> HttpResponse:
    return case_response(request, submission_for(request.user, reference))


def case_response(
    request: HttpRequest,
    case: Submission,
    *,
    message: MessageForm | None = None,
    comment: CommentForm | None = None,
    reply: ReplyForm | None = None,
) -> HttpResponse:
    """The page of a case; with a form that was refused, what was written stays in it."""
    shown = CasePage(request.user, case)
    for thread in shown.threads:
        refused = reply is not None and reply.comment.pk == thread.comment.pk
        thread.form = reply if refused else ReplyForm(comment=thread.comment)
        args = [case.reference, thread.comment.pk]
        thread.reply_url, thread.settle_url = (
            reverse(f"submissions:{name}", args=args) for name in ("reply", "settle")
        )
    context = {
        "case": case,
        "shown": shown,
        "message_form": message or MessageForm(),
        "comment_form": comment or CommentForm(kind=case.entry_kind),
    }
    status = 422 if message or comment or reply else 200
    return TemplateResponse(request, "submissions/case.html", context, status=status)


@login_required
@require_GET
def changes(request: HttpRequest, reference: str) -> HttpResponse:
    """What differs between two versions: rounds, the draft, what is published."""
    case = submission_for(request.user, reference)
    form = VersionsForm(request.GET or None, versions=versions_for(request.user, case))
    context = {
        "case": case,
        "form": form,
        "changes": form.changes(case.entry_kind),
        "may_write": may(request.user, Act.WRITE, case),
        "last_round": last.number if (last := last_round(case)) else None,
    }
    return TemplateResponse(request, "submissions/changes.html", context, status=400 if form.errors else 200)


@login_required
@require_GET
def submitted(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """The entry as it was submitted in a round, whatever was written since."""
    case = submission_for(request.user, reference)
    round_ = get_object_or_404(case.rounds.select_related("revision"), number=number)
    context = {"case": case, "round": round_, "shown": present(round_.revision.as_object())}
    return TemplateResponse(request, "submissions/submitted.html", context)
