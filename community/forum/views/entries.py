from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from community.forum import queries, rules
from community.forum.access import writes
from community.forum.choices import PostState
from community.forum.forms import AdaptationForm
from community.forum.models import AdaptationReport
from community.forum.services import adaptations
from hub.catalogue.models import Entry


def discuss(request: HttpRequest, reference: str) -> HttpResponse:
    """To the one topic of an entry, or to the form that opens it."""
    entry = get_object_or_404(Entry.objects.visible(), reference=reference)
    topic = queries.topic_of_entry(entry)
    if topic and rules.may_see_topic(request.user, topic):
        return redirect(topic.get_absolute_url())
    return redirect(f"{reverse('forum:new_topic')}?entry={entry.reference}")


def uses(request: HttpRequest, reference: str) -> HttpResponse:
    """What became of an entry elsewhere."""
    entry = get_object_or_404(Entry.objects.visible(), reference=reference)
    own = []
    if request.user.is_authenticated:
        waiting = AdaptationReport.objects.filter(entry=entry, author=request.user, state=PostState.PENDING)
        own = list(waiting.select_related("author", "country"))
    reports = [*own, *queries.uses_of(entry)[:100]]
    return TemplateResponse(request, "forum/uses.html", {"entry": entry, "reports": reports, "waiting": own})


@writes
def report_use(request: HttpRequest, reference: str) -> HttpResponse:
    entry = get_object_or_404(Entry.objects.visible(), reference=reference)
    form = AdaptationForm(request.POST or None, request.FILES or None, initial={"language": request.LANGUAGE_CODE})
    if request.method == "POST" and form.is_valid():
        if not form.cleaned_data.pop("website"):
            adaptations.report_use(entry, author=request.user, **form.cleaned_data)
        return redirect(f"{reverse('forum:uses', args=[reference])}?sent=1")
    context = {"entry": entry, "form": form}
    return TemplateResponse(request, "forum/report_use.html", context, status=422 if form.errors else 200)


def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture of a report, for whoever may read the report."""
    report = AdaptationReport.objects.filter(pk=pk).exclude(photo="").first()
    if report is None or not (_is_public(report) or _may_read(request.user, report)):
        raise Http404
    response = FileResponse(report.photo.open())
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _is_public(report: AdaptationReport) -> bool:
    return report.state == PostState.VISIBLE and Entry.objects.visible().filter(pk=report.entry_id).exists()


def _may_read(user, report: AdaptationReport) -> bool:
    own = report.author_id is not None and report.author_id == user.pk and report.state == PostState.PENDING
    return own or rules.rights_of(user).moderator
