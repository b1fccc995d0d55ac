"""Pictures and files of a draft."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from practices.submissions.access import submission_for, upload_for
from practices.submissions.errors import SubmissionRefused
from practices.submissions.forms.uploads import FileForm, PictureFactsForm, PictureForm, facts_of
from practices.submissions.media import shown_media
from practices.submissions.services import uploads
from practices.submissions.services.drafts import draft_of
from practices.submissions.states import Act

ADDING = {"picture": (PictureForm, uploads.add_picture), "file": (FileForm, uploads.add_file)}


@login_required
def files(request: HttpRequest, reference: str) -> HttpResponse:
    """What the draft shows, and two forms to add to it."""
    case = submission_for(request.user, reference, Act.WRITE)
    forms = {name: form() for name, (form, _add) in ADDING.items()}
    kind = request.POST.get("add", "")
    if kind in ADDING:
        forms[kind] = ADDING[kind][0](request.POST, request.FILES)
        if forms[kind].is_valid() and _added(request, case, kind, forms[kind]):
            return redirect("submissions:files", reference)
        if "file" not in forms[kind].errors:
            forms[kind].add_error("file", _("Please choose it once more: browsers do not keep a file."))
    cover, documents = _media(request, case)
    status = 422 if request.method == "POST" else 200
    context = {"case": case, "cover": cover, "documents": documents, "forms": forms, "adding": kind}
    return TemplateResponse(request, "submissions/files.html", context, status=status)


def _media(request: HttpRequest, case):
    """What the draft shows; nothing once the case has moved on, which the page then says."""
    try:
        return shown_media(case, draft_of(case, by=request.user).data)
    except SubmissionRefused as error:
        messages.error(request, error.words)
        return None, []


def _added(request: HttpRequest, case, kind: str, form) -> bool:
    """Whether it was kept; else the form says why not."""
    try:
        upload = ADDING[kind][1](case, form.cleaned_data["file"], facts=form.facts, by=request.user)
    except ValidationError as error:
        form.add_error("file", error)
    except SubmissionRefused as error:
        form.add_error(None, error.words)
    else:
        if upload.remarks:
            messages.warning(request, _("Added. Please read what is noted beside the file."))
        else:
            messages.success(request, _("Added."))
    return form.is_valid()


@login_required
def picture(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Say something else about a picture."""
    upload = upload_for(request.user, pk, Act.WRITE)
    if upload.submission.reference != reference or not upload.image:
        raise Http404
    form = PictureFactsForm(request.POST or None, initial=facts_of(upload, upload.image))
    if form.is_valid():
        try:
            uploads.change_picture(upload, facts=form.facts, by=request.user)
        except SubmissionRefused as error:
            form.add_error(None, error.words)
        else:
            messages.success(request, _("Saved."))
            return redirect("submissions:files", reference)
    return TemplateResponse(request, "submissions/picture.html", {"case": upload.submission, "form": form})


@login_required
@require_POST
def take_off(request: HttpRequest, reference: str, kind: str, pk: int) -> HttpResponse:
    """Take a picture or file off the draft."""
    case = submission_for(request.user, reference, Act.WRITE)
    try:
        uploads.take_off(case, by=request.user, **{kind: pk})
    except SubmissionRefused as error:
        messages.error(request, error.words)
    else:
        messages.success(request, _("Taken off."))
    return redirect("submissions:files", reference)
