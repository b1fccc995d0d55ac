from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from hub.catalogue import references
from hub.catalogue.citation import FORMATS, citation_of
from hub.catalogue.forms import ProblemReportForm
from hub.catalogue.models import Entry
from hub.catalogue.queries import preload_terms, visible_relations
from hub.catalogue.services.reports import TooManyReports, receive_report


def entry_response(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The page of an entry; for a withdrawn one, what is left of it."""
    if entry.is_withdrawn and not getattr(request, "is_preview", False):
        return tombstone_response(request, entry)
    relations = visible_relations(entry) if entry.pk else []
    others = [other for _relation, other in relations]
    if getattr(request, "is_preview", False):
        preload_terms(others)
    else:
        preload_terms([entry, *others])
        # Evidence, results and the list beside the text read the links: once is enough.
        entry.links = list(entry.links.all())
    context = entry.get_context(request) | {
        "entry": entry,
        "relations": relations,
        "citation": citation_of(entry, permalink(request, entry)),
        "permalink": permalink(request, entry),
    }
    return TemplateResponse(request, entry.get_template(request), context)


def tombstone_response(request: HttpRequest, entry: Entry | None, reference: str = "") -> HttpResponse:
    """410: it was here, and why it is gone. `entry` is None when nothing is left but the reference."""
    context = {"entry": entry, "reference": entry.reference if entry else reference}
    return TemplateResponse(request, "catalogue/tombstone.html", context, status=410)


def permalink(request: HttpRequest, entry: Entry) -> str:
    return request.build_absolute_uri(reverse("permalink", args=[entry.reference]))


def follow_permalink(request: HttpRequest, reference: str) -> HttpResponse:
    """`/e/GP-000123/`: to the present address; 410 for what was withdrawn or deleted, 404 for what never was."""
    entry = Entry.objects.visible().filter(reference=reference).first()
    if entry:
        response = redirect(entry.get_url(request))
        patch_cache_control(response, public=True, max_age=300)
        return response
    withdrawn = Entry.objects.filter(reference=reference, withdrawn_at__isnull=False).first()
    if withdrawn:
        return tombstone_response(request, withdrawn)
    if references.was_given(reference) and not Entry.objects.filter(reference=reference).exists():
        return tombstone_response(request, None, reference)
    raise Http404


def cite(request: HttpRequest, reference: str, form: str) -> HttpResponse:
    """The citation as a file; `form` is a key of `FORMATS`."""
    entry = get_object_or_404(Entry.objects.visible().select_related("organisation", "language"), reference=reference)
    content_type, write = FORMATS[form]
    response = HttpResponse(
        write(citation_of(entry, permalink(request, entry))), content_type=f"{content_type}; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{reference}.{form}"'
    return response


def report_problem(request: HttpRequest, reference: str) -> HttpResponse:
    """The form below “Report a problem”. Needs no account."""
    entry = get_object_or_404(Entry.objects.visible(), reference=reference)
    form = ProblemReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _keep_report(request, entry, form):
        return redirect("report_received", reference=reference)
    return TemplateResponse(request, "catalogue/report_problem.html", {"entry": entry, "form": form})


def _keep_report(request: HttpRequest, entry: Entry, form: ProblemReportForm) -> bool:
    """Programs are thanked and ignored; whoever wrote too much today is told so in the form."""
    if form.is_from_a_program:
        return True
    try:
        receive_report(entry, **form.report, address=request.META.get("REMOTE_ADDR", ""))
    except TooManyReports:
        form.add_error(None, _("Many reports came from your network today. Please try again tomorrow."))
    return not form.errors


def report_received(request: HttpRequest, reference: str) -> HttpResponse:
    entry = get_object_or_404(Entry.objects.visible(), reference=reference)
    return TemplateResponse(request, "catalogue/report_received.html", {"entry": entry})
