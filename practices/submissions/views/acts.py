"""What an organisation does with its case as a whole: submit, withdraw, take up again, throw away."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from practices.submissions.access import draft_case_for, submission_for
from practices.submissions.drafting_page import DraftPage
from practices.submissions.errors import DeclarationMissing, NotNow, NotReady, SubmissionRefused
from practices.submissions.forms.acts import ReadyForm, ReasonForm
from practices.submissions.models import Submission
from practices.submissions.queries import declarations_in_force, last_round, median_days
from practices.submissions.services.drafts import discard_draft, draft_of, take_up
from practices.submissions.services.submitting import submit, withdraw
from practices.submissions.states import WITH_DESK, Act


@login_required
@never_cache
def ready(request: HttpRequest, reference: str) -> HttpResponse:
    """What is missing, what would be better, the declarations, and the button to submit."""
    case = draft_case_for(request.user, reference)
    language = get_language() or "en"
    form = ReadyForm(
        request.POST or None,
        declarations=declarations_in_force(language),
        resubmits=last_round(case) is not None,
    )
    if request.method == "POST":
        return _submit(request, case, form, language)
    return _ready_response(request, case, form)


def _submit(request: HttpRequest, case: Submission, form: ReadyForm, language: str) -> HttpResponse:
    if not form.is_valid() and case.status not in WITH_DESK:
        return _ready_response(request, case, form, status=422)
    note = form.cleaned_data.get("cover_note", "")
    try:
        submit(case, by=request.user, declared=form.declared, cover_note=note, language=language)
    except (NotReady, DeclarationMissing) as error:
        return _ready_response(request, case, form, refusal=str(error.words), status=422)
    except SubmissionRefused as error:
        return _too_late(request, case, error)
    messages.success(request, _("Submitted. The editors have it now, and you get a mail."))
    return redirect("submissions:case", case.reference)


def _too_late(request: HttpRequest, case: Submission, error: SubmissionRefused) -> HttpResponse:
    """A second click is told that the first one did it."""
    case.refresh_from_db()
    if isinstance(error, NotNow) and case.status in WITH_DESK:
        messages.info(request, _("It is submitted already."))
    else:
        messages.error(request, str(error.words))
    return redirect("submissions:case", case.reference)


def _ready_response(
    request: HttpRequest, case: Submission, form: ReadyForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    try:
        draft = draft_of(case, by=request.user)
    except SubmissionRefused as error:
        return _too_late(request, case, error)
    page = DraftPage(request.user, case, draft)
    context = {
        "case": case,
        "page": page,
        "form": form,
        "steps": page.steps("ready"),
        "refusal": refusal,
        "wait": median_days(entry_kind=case.entry_kind),
    }
    return TemplateResponse(request, "submissions/ready.html", context, status=status)


@login_required
@never_cache
def withdraw_case(request: HttpRequest, reference: str) -> HttpResponse:
    case = submission_for(request.user, reference, Act.WITHDRAW)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return _done(request, case, lambda: withdraw(case, by=request.user, reason=reason), _("It is withdrawn."))
    context = {"case": case, "form": form}
    return TemplateResponse(request, "submissions/withdraw.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
def take_up_case(request: HttpRequest, reference: str) -> HttpResponse:
    case = submission_for(request.user, reference, Act.TAKE_UP)
    if request.method == "POST":
        return _done(request, case, lambda: take_up(case, by=request.user), _("It is a draft again."))
    return TemplateResponse(request, "submissions/take_up.html", {"case": case})


@login_required
@never_cache
def discard(request: HttpRequest, reference: str) -> HttpResponse:
    case = submission_for(request.user, reference, Act.DISCARD)
    if request.method != "POST":
        return TemplateResponse(request, "submissions/discard.html", {"case": case, "kept": last_round(case)})
    try:
        discard_draft(case, by=request.user)
    except SubmissionRefused as error:
        messages.error(request, str(error.words))
        return redirect("submissions:case", reference)
    messages.success(request, _("The draft is gone."))
    return redirect("submissions:cases")


def _done(request: HttpRequest, case: Submission, act: Callable[[], object], words: str) -> HttpResponse:
    try:
        act()
    except SubmissionRefused as error:
        messages.error(request, str(error.words))
    else:
        messages.success(request, words)
    return redirect("submissions:case", case.reference)
