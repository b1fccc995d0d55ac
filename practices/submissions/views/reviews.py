from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from practices.submissions.access import assignment_for, comment_for
from practices.submissions.change_forms import VersionsForm
from practices.submissions.errors import NotReady, SubmissionRefused
from practices.submissions.models import FieldComment
from practices.submissions.review_forms import AnswerForm, ReviewForm
from practices.submissions.review_page import ReviewPage, reviews_of
from practices.submissions.services import reviewing
from practices.submissions.services.talking import comment as write_comment
from practices.submissions.services.talking import resolve
from practices.submissions.states import InviteState
from practices.submissions.talk_forms import ReplyForm
from practices.submissions.values import saved_at
from practices.submissions.versions import versions_for
from practices.submissions.views.talking import done


@login_required
@require_GET
def reviews(request: HttpRequest) -> HttpResponse:
    """Everything this person was asked to review."""
    shown = reviews_of(request.user, request.GET.get("page", ""))
    return TemplateResponse(request, "submissions/reviews.html", {"shown": shown})


@login_required
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The invitation until it is answered, then the entry and the review."""
    page = ReviewPage(request.user, assignment_for(request.user, pk))
    if request.method != "POST":
        return review_response(request, page)
    form = page.review_form(request.POST)
    if form.is_valid() and _keep(request, page, form):
        return redirect("submissions:review", pk=pk)
    return review_response(request, page, review_form=form)


@login_required
@require_POST
def save(request: HttpRequest, pk: int) -> JsonResponse:
    """Keep the review while it is written. Says in JSON what happened."""
    page = ReviewPage(request.user, assignment_for(request.user, pk))
    form = page.review_form(request.POST)
    if not done(form, None, lambda: reviewing.save_review(page.assignment, by=request.user, **form.said)):
        words = next(iter(form.errors.values()))[0]
        return JsonResponse({"words": words}, status=422)
    return JsonResponse({"words": saved_at(timezone.now())})


def review_response(request: HttpRequest, page: ReviewPage, **refused: Form) -> HttpResponse:
    """The page of an invitation; a form that was refused keeps what was written."""
    context = {
        "page": page,
        "case": page.case,
        "answer_form": page.answer_form(),
        "review_form": page.review_form(),
        "comment_form": page.comment_form(),
        "refused": next(iter(refused.values()), None),
        **refused,
    }
    return TemplateResponse(request, "submissions/review.html", context, status=422 if refused else 200)


def _keep(request: HttpRequest, page: ReviewPage, form: ReviewForm) -> bool:
    """Save, and send when asked to. What is missing is said beside its field; what was written is saved anyhow."""
    if _is_same_again(page, form):
        return True
    try:
        reviewing.save_review(page.assignment, by=request.user, **form.said)
        if "send" in request.POST:
            reviewing.send_review(page.assignment, by=request.user)
    except NotReady as error:
        form.refuse(error.problems)
    except SubmissionRefused as error:
        form.add_error(None, str(error))
    else:
        sent = _("Your review is sent. Thank you.")
        saved = _("Saved. Nobody else can read it until you send it.")
        messages.success(request, sent if "send" in request.POST else saved)
    return not form.errors


def _is_same_again(page: ReviewPage, form: ReviewForm) -> bool:
    """A second click on “Send” brings what was sent already."""
    if page.assignment.state != InviteState.SUBMITTED or not page.review:
        return False
    return all(getattr(page.review, name) == text.strip() for name, text in form.texts.items())


@login_required
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept, or decline with a reason and somebody else's name."""
    page = ReviewPage(request.user, assignment_for(request.user, pk))
    form = page.answer_form(request.POST)
    if done(form, None, lambda: _answer(page, form.cleaned_data)):
        return redirect("submissions:review", pk=pk)
    return review_response(request, page, answer_form=form)


def _answer(page: ReviewPage, said: dict) -> None:
    if said["answer"] == AnswerForm.ACCEPT:
        reviewing.accept_invitation(page.assignment, by=page.user)
        return
    reviewing.decline_invitation(
        page.assignment,
        by=page.user,
        conflict=said["answer"] == AnswerForm.CONFLICT,
        reason=said["reason"],
        suggestion=said["suggestion"],
    )


@login_required
@require_GET
def review_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed since earlier rounds, or since what is published."""
    page = ReviewPage(request.user, assignment_for(request.user, pk))
    if not page.may_read:
        return redirect("submissions:review", pk=pk)
    form = VersionsForm(request.GET or None, versions=versions_for(request.user, page.case, up_to=page.round.number))
    context = {"page": page, "case": page.case, "form": form, "changes": form.changes(page.case.entry_kind)}
    return TemplateResponse(request, "submissions/review_changes.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def review_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """A comment on a field of the entry."""
    page = ReviewPage(request.user, assignment_for(request.user, pk))
    form = page.comment_form(request.POST)
    if done(form, "text", lambda: write_comment(page.round, by=request.user, **form.cleaned_data)):
        return redirect(f"{_address(page)}#comments")
    return review_response(request, page, comment_form=form)


@login_required
@require_POST
def review_reply(request: HttpRequest, pk: int, comment: int) -> HttpResponse:
    page = ReviewPage(request.user, assignment_for(request.user, pk))
    asked = _comment(page, comment)
    form = ReplyForm(request.POST, comment=asked)
    words = {"field": asked.field, "by": request.user, "parent": asked}
    if done(form, "text", lambda: write_comment(page.round, text=form.cleaned_data["text"], **words)):
        return redirect(f"{_address(page)}#c{comment}")
    for thread in page.threads:
        thread.form = form if thread.comment.pk == comment else thread.form
    return review_response(request, page, reply_form=form)


@login_required
@require_POST
def review_settle(request: HttpRequest, pk: int, comment: int) -> HttpResponse:
    page = ReviewPage(request.user, assignment_for(request.user, pk))
    try:
        resolve(_comment(page, comment), by=request.user, resolved="open" not in request.POST)
    except SubmissionRefused as error:
        messages.error(request, str(error))
    return redirect(f"{_address(page)}#c{comment}")


def _comment(page: ReviewPage, pk: int) -> FieldComment:
    """The comment that begins a thread this reviewer reads. Raises `Http404`."""
    asked = comment_for(page.user, pk)
    if asked.parent_id or asked.round.submission_id != page.case.pk:
        raise Http404
    return asked


def _address(page: ReviewPage) -> str:
    return reverse("submissions:review", args=[page.assignment.pk])
