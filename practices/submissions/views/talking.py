from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from practices.submissions.access import comment_for, submission_for
from practices.submissions.addresses import case_url
from practices.submissions.errors import SubmissionRefused
from practices.submissions.models import FieldComment, Submission
from practices.submissions.queries import last_round
from practices.submissions.services.talking import comment as write_comment
from practices.submissions.services.talking import resolve, send_message
from practices.submissions.states import Act
from practices.submissions.talk_forms import CommentForm, MessageForm, ReplyForm
from practices.submissions.views.cases import case_response


def done(form: Form, field: str, act: Callable[[], object]) -> bool:
    """Do it if the form is in order. What was refused is said beside the field, and the text stays."""
    if not form.is_valid():
        return False
    try:
        act()
    except SubmissionRefused as error:
        form.add_error(field, str(error))
        return False
    return True


@login_required
@require_POST
def write(request: HttpRequest, reference: str) -> HttpResponse:
    """A message to the other side."""
    case = submission_for(request.user, reference, Act.TALK)
    form = MessageForm(request.POST)
    if done(form, "text", lambda: send_message(case, by=request.user, text=form.cleaned_data["text"])):
        messages.success(request, _("Your message is sent."))
        return redirect(case_url(case, "messages"))
    return case_response(request, case, message=form)


@login_required
@require_POST
def comment(request: HttpRequest, reference: str) -> HttpResponse:
    """A comment on a field as it was submitted last. The other side reads it at once."""
    case = submission_for(request.user, reference, Act.TALK)
    round_ = last_round(case)
    if not round_:
        raise Http404
    form = CommentForm(request.POST, kind=case.entry_kind)
    if done(form, "text", lambda: write_comment(round_, by=request.user, share=True, **form.cleaned_data)):
        messages.success(request, _("Your comment is added."))
        return redirect(case_url(case, "comments"))
    return case_response(request, case, comment=form)


@login_required
@require_POST
def reply(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """An answer to a comment."""
    case = submission_for(request.user, reference, Act.TALK)
    asked = thread_of(request.user, case, pk)
    form = ReplyForm(request.POST, comment=asked)
    words = {"field": asked.field, "by": request.user, "parent": asked}
    if done(form, "text", lambda: write_comment(asked.round, text=form.cleaned_data["text"], **words)):
        return redirect(case_url(case, f"c{pk}"))
    return case_response(request, case, reply=form)


@login_required
@require_POST
def settle(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Mark a comment as dealt with, or open it again."""
    case = submission_for(request.user, reference, Act.TALK)
    asked = thread_of(request.user, case, pk)
    try:
        resolve(asked, by=request.user, resolved="open" not in request.POST)
    except SubmissionRefused as error:
        messages.error(request, str(error))
    return redirect(case_url(case, f"c{pk}"))


def thread_of(user, case: Submission, pk: int) -> FieldComment:
    """The comment that begins a thread of this case. Raises `Http404`."""
    asked = comment_for(user, pk)
    if asked.parent_id or asked.round.submission_id != case.pk:
        raise Http404
    return asked
