"""Writing a draft, step by step."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hub.catalogue.views import entry_response
from practices.submissions.access import draft_case_for
from practices.submissions.drafting import published_sketch
from practices.submissions.drafting_page import DraftPage, heading_of, next_step, step_before
from practices.submissions.errors import StaleDraft, SubmissionRefused, TooLarge
from practices.submissions.fields import STEPS, field_of, fields_of, fields_on
from practices.submissions.forms.steps import StepForm, changed_rows, read_fields
from practices.submissions.models import DraftBuffer, Submission
from practices.submissions.services.drafts import draft_of, save_draft
from practices.submissions.states import EntryKind
from practices.submissions.values import saved_at

Data = Mapping[str, Any]
#: A draft of a version that no person reaches by typing.
MAX_VERSION = 10**9


@never_cache
@csrf_exempt  # `why_held` checks it: a refusal must not lose what somebody wrote.
def edit(request: HttpRequest, reference: str, step: str) -> HttpResponse:
    """A step of the form."""
    if step not in STEPS:
        raise Http404
    if request.method == "POST" and (words := why_held(request)):
        return held(request, reference, step, words)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    case = draft_case_for(request.user, reference)
    if request.method == "POST":
        return _save_step(request, case, step)
    return _show_step(request, case, step)


def _show_step(request: HttpRequest, case: Submission, step: str) -> HttpResponse:
    try:
        draft = draft_of(case, by=request.user)
    except SubmissionRefused:
        return redirect("submissions:case", case.reference)
    page = DraftPage(request.user, case, draft)
    form = StepForm(case.entry_kind, step, draft.data, more=request.GET.get("more", ""), comments=page.comments)
    return _step_response(request, page, form)


def _save_step(request: HttpRequest, case: Submission, step: str) -> HttpResponse:
    """Keep what was sent. What cannot be kept stays in the form, with the reason."""
    act = request.POST.get("go", "stay")
    data, more = changed_rows(read_fields(fields_on(case.entry_kind, step), request.POST), act)
    try:
        draft = _save(request, case, data)
    except StaleDraft as error:
        return _with_theirs(request, case, step, data, error)
    except SubmissionRefused as error:
        status = 413 if isinstance(error, TooLarge) else 409
        return _refused(request, case, step, data, str(error.words), status)
    wrong = StepForm(case.entry_kind, step, draft.data).wrong
    return redirect(_where_to(case, step, act, more, bool(wrong)))


def _save(request: HttpRequest, case: Submission, data: Data) -> DraftBuffer:
    return save_draft(
        case,
        data=dict(data),
        version=number_in(request.POST.get("version")),
        by=request.user,
        window=request.POST.get("window", "")[:16],
    )


def _where_to(case: Submission, step: str, act: str, more: str, wrong: bool) -> str:
    here = reverse("submissions:edit", args=[case.reference, step])
    if more:
        return f"{here}?more={more}#id_{more}"
    if act.startswith(("remove:", "up:")):
        listed = field_of(case.entry_kind, act.split(":")[1])
        return f"{here}#id_{listed.name}" if listed else here
    if act == "uploads":
        return reverse("submissions:files", args=[case.reference])
    if act == "leave":
        return reverse("submissions:case", args=[case.reference])
    if act != "next" or wrong:
        return here
    after = next_step(step)
    if after == "ready":
        return reverse("submissions:ready", args=[case.reference])
    return reverse("submissions:edit", args=[case.reference, after])


def _with_theirs(request: HttpRequest, case: Submission, step: str, data: Data, error: StaleDraft) -> HttpResponse:
    """Both texts of every field that two people changed; the next save says which one stays."""
    page = DraftPage(request.user, case, error.draft)
    form = StepForm(case.entry_kind, step, {**error.draft.data, **data}, comments=page.comments)
    form.show_theirs(error.fields, error.draft.data)
    return _step_response(request, page, form, refusal=str(error.words), status=409)


def _refused(request: HttpRequest, case: Submission, step: str, data: Data, words: str, status: int) -> HttpResponse:
    draft = DraftBuffer.objects.filter(pk=case.pk).first()
    draft = draft or DraftBuffer(submission=case, saved_at=timezone.now())
    form = StepForm(case.entry_kind, step, {**draft.data, **data})
    return _step_response(request, DraftPage(request.user, case, draft), form, refusal=words, status=status)


def _step_response(
    request: HttpRequest, page: DraftPage, form: StepForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    heading, lede = heading_of(form.step)
    context = {
        "case": page.case,
        "page": page,
        "form": form,
        "step": form.step,
        "steps": page.steps(form.step),
        "number": list(STEPS).index(form.step) + 1,
        "heading": heading,
        "lede": lede,
        "before": step_before(form.step),
        "window": request.POST.get("window", "")[:16] or secrets.token_hex(4),
        "refusal": refusal,
    }
    return TemplateResponse(request, "submissions/step.html", context, status=status)


# ---------------------------------------------------------------- Saving while somebody types


@csrf_exempt  # See `edit`.
@require_POST
def save(request: HttpRequest, reference: str) -> JsonResponse:
    """Keep the fields named in `fields`. Answers in JSON what happened, also to who is signed out."""
    if not request.user.is_authenticated:
        return JsonResponse({"words": _("You are signed out."), "token": get_token(request)}, status=401)
    if forged(request):
        return JsonResponse({"words": _("Please try again."), "token": get_token(request)}, status=403)
    case = draft_case_for(request.user, reference)
    names = set(request.POST.getlist("fields"))
    asked = [item for item in fields_of(case.entry_kind) if item.name in names]
    data = read_fields(asked, request.POST)
    try:
        draft = _save(request, case, data)
    except StaleDraft as error:
        return _clash(case, data, error)
    except SubmissionRefused as error:
        return JsonResponse({"words": str(error.words)}, status=413 if isinstance(error, TooLarge) else 409)
    return JsonResponse(_saved(draft) | {"errors": {item.name: item.shape.check(data[item.name]) for item in asked}})


def _saved(draft: DraftBuffer) -> dict[str, Any]:
    return {"version": draft.version, "saved": saved_at(draft.saved_at)}


def _clash(case: Submission, data: Data, error: StaleDraft) -> JsonResponse:
    parts = {}
    for step in STEPS:
        form = StepForm(case.entry_kind, step, {**error.draft.data, **data})
        form.show_theirs(error.fields, error.draft.data)
        parts |= {box.name: render_to_string("submissions/_theirs.html", {"box": box}) for box in form.clashes}
    return JsonResponse({"words": str(error.words), "version": error.draft.version, "clashes": parts}, status=409)


# ---------------------------------------------------------------- When somebody is not who they were


class _Check(CsrfViewMiddleware):
    def _reject(self, request, reason):
        return reason


def forged(request: HttpRequest) -> bool:
    """Whether the form was not sent by the person who is signed in, as far as one can tell."""
    return bool(_Check(lambda _request: None).process_view(request, None, (), {}))


def why_held(request: HttpRequest) -> str:
    """Why what was sent cannot be taken from this person now; empty when it can."""
    if not request.user.is_authenticated:
        return _("You are signed out, so nothing was saved yet. Your text is still here.")
    if forged(request):
        return _("You signed in again in the meantime, so nothing was saved yet. Look at your text and save it again.")
    return ""


def held(request: HttpRequest, reference: str, step: str, words: str) -> HttpResponse:
    """The form with what was sent and nothing else: who sent it may not be who may see the case."""
    kind = request.POST.get("kind", "")
    if kind not in EntryKind.values:
        raise Http404
    data, _more = changed_rows(read_fields(fields_on(kind, step), request.POST), "")
    context = {
        "reference": reference,
        "step": step,
        "form": StepForm(kind, step, data),
        "heading": heading_of(step)[0],
        "words": words,
        "version": number_in(request.POST.get("version")),
        "window": request.POST.get("window", "")[:16],
    }
    return TemplateResponse(request, "submissions/held.html", context, status=403)


def number_in(text: str | None) -> int:
    return min(int(text), MAX_VERSION) if text and text.isdecimal() and len(text) < 12 else 0


# ---------------------------------------------------------------- Looking at it


@login_required
@never_cache
def preview(request: HttpRequest, reference: str) -> HttpResponse:
    """The page as it would be published."""
    case = draft_case_for(request.user, reference)
    try:
        draft = draft_of(case, by=request.user)
    except SubmissionRefused:
        return redirect("submissions:case", reference)
    request.is_preview = True
    response = entry_response(request, published_sketch(case, draft.data))
    response.context_data["preview"] = {"case": case}
    return response
