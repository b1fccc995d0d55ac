from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from community.members.moderation_port import handler_of
from community.moderation import queries
from community.moderation.errors import ModerationError
from community.moderation.forms import AcceptanceForm, AppealForm, FlagForm, NoticeForm
from community.moderation.models import Decision, Notice, Statement, TermsVersion
from community.moderation.rules import is_moderator, may_appeal
from community.moderation.services import cases, law


@login_required
def flag(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """A member says what is wrong. Others use the notice, which needs no account."""
    handler = handler_of(kind)
    thing = handler.find(pk) if handler else None
    if handler is None or thing is None or not handler.is_visible(thing, request.user):
        raise Http404
    form = FlagForm(request.POST or None)
    context = {"card": handler.card(thing), "form": form, "sent": False}
    if request.method == "POST" and form.is_valid():
        try:
            cases.flag(kind, pk, by=request.user, **form.cleaned_data)
            context["sent"] = True
        except ModerationError as error:
            form.add_error(None, str(error))
    return TemplateResponse(request, "moderation/flag.html", context, status=422 if form.errors else 200)


def notice(request: HttpRequest) -> HttpResponse:
    """The public form for illegal content and copyright."""
    initial = {"url": request.GET.get("url", "")[:500]}
    form = NoticeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        if form.is_from_a_program:
            return redirect("moderation:notice")
        try:
            address = request.META.get("REMOTE_ADDR")
            made = law.receive_notice(address=address, language=get_language() or "en", **form.notice)
            return redirect("moderation:notice_status", token=made.token)
        except ModerationError as error:
            form.add_error(None, str(error))
    return TemplateResponse(request, "moderation/notice.html", {"form": form}, status=422 if form.errors else 200)


def notice_status(request: HttpRequest, token: str) -> HttpResponse:
    """The receipt, then the decision, for whoever holds its address; and the appeal."""
    made = get_object_or_404(Notice.objects.select_related("case"), token=token)
    decision = made.case.decisions.order_by("-pk").first()
    form = AppealForm(request.POST or None)
    if request.method == "POST" and decision and form.is_valid() and _appeal(decision, form, from_notifier=True):
        return redirect(request.path)
    context = _appeal_context(decision, from_notifier=True) | {"notice": made, "form": form}
    return TemplateResponse(request, "moderation/notice_status.html", context, status=422 if form.errors else 200)


def statement(request: HttpRequest, token: str) -> HttpResponse:
    """Why something was restricted: for the person it concerns and for moderators. Its appeal is there too."""
    made = get_object_or_404(Statement.objects.select_related("decision"), token=token)
    decision = made.decision
    if not (may_appeal(request.user, decision) or is_moderator(request.user)):
        return _outline(request, made)
    form = AppealForm(request.POST or None)
    may = may_appeal(request.user, decision)
    if request.method == "POST" and may and form.is_valid() and _appeal(decision, form, from_notifier=False):
        return redirect(request.path)
    context = _appeal_context(decision, from_notifier=False) | {"statement": made, "form": form, "concerned": may}
    return TemplateResponse(request, "moderation/statement.html", context, status=422 if form.errors else 200)


def _outline(request: HttpRequest, made: Statement) -> HttpResponse:
    """What anybody may know: which rule, not what was said."""
    context = {"statement": made, "outline": True}
    return TemplateResponse(request, "moderation/statement.html", context)


def _appeal_context(decision: Decision | None, *, from_notifier: bool) -> dict:
    made = decision.appeals.filter(from_notifier=from_notifier).first() if decision else None
    until = law.appeal_until(decision) if decision else None
    may = decision is not None and made is None and until >= timezone.now()
    may = may and (from_notifier or decision.reversed_at is None)
    return {"decision": decision, "appeal": made, "appeal_until": until, "may_appeal": may}


def _appeal(decision: Decision, form: AppealForm, *, from_notifier: bool) -> bool:
    try:
        text, language = form.cleaned_data["text"], get_language() or "en"
        law.appeal(decision, text=text, language=language, from_notifier=from_notifier)
    except ModerationError as error:
        form.add_error(None, str(error))
        return False
    return True


def guidelines(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "moderation/guidelines.html", {"terms": queries.current_terms()})


def contact(request: HttpRequest) -> HttpResponse:
    """The single point of contact."""
    context = {
        "form_url": reverse("moderation:notice"),
        "contact_email": settings.EDITORS_EMAIL,
        "hub_languages": settings.LANGUAGES,
    }
    return TemplateResponse(request, "moderation/contact.html", context)


def terms(request: HttpRequest, version: str = "") -> HttpResponse:
    """The terms in force, or as they once were; signed-in people accept them here."""
    current = queries.current_terms()
    shown = get_object_or_404(TermsVersion, version=version) if version else current
    if shown is None:
        raise Http404
    open_for = request.user.is_authenticated and shown == current and not queries.has_accepted(request.user, shown)
    form = AcceptanceForm(request.POST or None, initial={"next": request.GET.get("next", "")}) if open_for else None
    if request.method == "POST" and form is not None and form.is_valid():
        law.accept_terms(request.user, shown)
        return redirect(form.cleaned_data["next"] or "forum:index")
    context = {"terms": shown, "form": form, "versions": TermsVersion.objects.all(), "current": current}
    return TemplateResponse(request, "moderation/terms.html", context)
