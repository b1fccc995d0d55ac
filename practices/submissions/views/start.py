"""From the wish to contribute to a draft."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.cache import never_cache

from community.members.queries import organisations_written_for
from community.members.rules import can_write_for
from hub.catalogue.models import Entry
from practices.submissions.addresses import edit_url
from practices.submissions.errors import HasOpenCase, SubmissionRefused
from practices.submissions.forms.begin import BeginForm
from practices.submissions.queries import begun_just_now, median_days
from practices.submissions.services.drafts import start_submission, start_update
from practices.submissions.states import EntryKind

ABOUT = {
    EntryKind.PRACTICE: gettext_lazy("Something you do that works, or that taught you something."),
    EntryKind.PROJECT: gettext_lazy("Funded work with a beginning, an end and results."),
    EntryKind.MOOC: gettext_lazy("An online course that is open to everybody."),
    EntryKind.RESOURCE: gettext_lazy("Something to use in a lesson, or to read before it."),
}


def start(request: HttpRequest) -> HttpResponse:
    """What can be submitted, and what happens then. Anybody may read it; no cookie is set."""
    user = request.user
    context = {
        "kinds": [(kind, kind.label, ABOUT[kind]) for kind in EntryKind],
        "wait": median_days(),
        "organisations": organisations_written_for(user) if user.is_authenticated else [],
    }
    return TemplateResponse(request, "submissions/start.html", context)


@login_required
@never_cache
def begin(request: HttpRequest, kind: str) -> HttpResponse:
    """The questions before writing."""
    if kind not in EntryKind.values:
        raise Http404
    if not organisations_written_for(request.user).exists():
        return redirect("submissions:start")
    form = BeginForm(request.POST or None, user=request.user, kind=kind)
    if request.method == "POST" and form.is_valid():
        chosen = {"organisation": form.cleaned_data["organisation"], "title": form.cleaned_data["title"]}
        # A second click opens the draft that the first one made.
        case = begun_just_now(request.user, entry_kind=kind, **chosen)
        case = case or start_submission(**chosen, entry_kind=kind, by=request.user, language=get_language())
        return redirect(edit_url(case))
    context = {"form": form, "kind": EntryKind(kind)}
    return TemplateResponse(request, "submissions/begin.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
def update(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask once, then open a case to change a published entry."""
    entry = get_object_or_404(Entry.objects.visible().select_related("organisation"), reference=reference)
    if not entry.organisation or not can_write_for(request.user, entry.organisation):
        raise Http404
    if request.method != "POST":
        return TemplateResponse(request, "submissions/update.html", {"entry": entry.specific})
    try:
        case = start_update(entry, by=request.user)
    except HasOpenCase as error:
        messages.info(request, str(error.words))
        return redirect("submissions:case", error.submission.reference)
    except SubmissionRefused as error:
        messages.error(request, str(error.words))
        return redirect("my_hub")
    return redirect(edit_url(case))
