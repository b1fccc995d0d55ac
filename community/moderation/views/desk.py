from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from community.members.moderation_port import handler_of
from community.moderation import queries
from community.moderation.access import case_for, for_judges, for_moderators
from community.moderation.choices import Action
from community.moderation.errors import ModerationError
from community.moderation.forms import DecisionForm, JudgementForm, NoteForm, TakeBackForm
from community.moderation.models import Appeal, CannedReason, Case, Decision, ModeratorNote
from community.moderation.rules import is_moderator, may_judge, may_sanction
from community.moderation.services import cases, deciding, law

PAGE = 50


@for_moderators
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for a moderator; only those may look, others find nothing here."""
    waiting = list(queries.open_cases(request.user)[:PAGE])
    judge = is_moderator(request.user)
    context = {
        "rows": [(case, _card(case)) for case in waiting],
        "appeals": list(queries.open_appeals()[:PAGE]) if judge else [],
        "decided": _decided(request.user),
        "full": len(waiting) == PAGE,
        "judge": judge,
    }
    return TemplateResponse(request, "moderation/queue.html", context)


def _decided(user) -> list[tuple[Case, object]]:
    done = queries.cases_for(user).filter(state=Case.State.DECIDED).order_by("-closed_at")[:10]
    return [(case, _card(case)) for case in done]


def _card(case: Case):
    handler = handler_of(case.kind)
    thing = handler.find(case.target_id) if handler else None
    return handler.card(thing) if handler and thing else None


@for_moderators
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one case, and the decision."""
    found = case_for(request.user, pk)
    card = _card(found)
    open_form = DecisionForm.begun if "begin" in request.POST else DecisionForm
    form = open_form(request.POST or None, actions=_actions(request.user, card))
    if request.method == "POST" and form.is_valid() and _decide(request.user, found, form):
        return redirect("moderation:queue")
    context = _case_context(request.user, found, card) | {"form": form}
    return TemplateResponse(request, "moderation/case.html", context, status=422 if form.errors else 200)


def _case_context(user, found: Case, card) -> dict:
    notes = ModeratorNote.objects.filter(kind=found.kind, target_id=found.target_id).select_related("author")
    about = ModeratorNote.objects.filter(kind="profile", target_id=card.author.pk if card and card.author else 0)
    return {
        "case": found,
        "card": card,
        "note_form": NoteForm(),
        "notes": [*notes, *about.select_related("author")],
        "canned": CannedReason.objects.all(),
        "flags": found.flags.select_related("reporter"),
        "notices": found.notices.all(),
        "decisions": found.decisions.select_related("decided_by", "statement"),
        "mine": found.claimed_by_id == user.pk,
        "judge": is_moderator(user),
    }


def _actions(user, card) -> list[str]:
    """What can be decided, the mildest first."""
    offered = [Action.KEEP.value]
    if card and "approve" in card.actions:
        offered = [Action.APPROVE.value]
    if card and "remove" in card.actions:
        offered.append(Action.REMOVE.value)
    if card and "unlist" in card.actions:
        offered.append(Action.UNLIST.value)
    if card and card.author and may_sanction(user) and card.author.pk != user.pk:
        offered += [Action.SILENCE.value, Action.SUSPEND.value]
    return offered


def _decide(user, found: Case, form: DecisionForm) -> bool:
    data = form.cleaned_data
    until = timezone.now() + timedelta(days=data["days"]) if data["days"] else None
    try:
        deciding.decide(
            found,
            by=user,
            action=data["action"],
            reasons=deciding.Reasons(data["ground"], data["rule"], data["facts"]),
            explanation=data["explanation"],
            until=until,
        )
    except ModerationError as error:
        form.add_error(None, str(error))
        return False
    return True


@for_moderators
@require_POST
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    found = case_for(request.user, pk)
    if "release" in request.POST:
        cases.release(found, by=request.user)
    else:
        cases.claim(found, by=request.user)
    return redirect("moderation:case", pk=pk)


@for_moderators
@require_POST
def take_up(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """From the page of something to its case."""
    try:
        found = cases.take_up(kind, pk, by=request.user)
    except ModerationError:
        raise Http404 from None
    return redirect("moderation:case", pk=found.pk)


@for_judges
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a decision that was a mistake."""
    made = get_object_or_404(Decision.objects.select_related("case", "statement"), pk=pk, statement__isnull=False)
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            deciding.take_back(made, by=request.user, answer=form.cleaned_data["answer"])
            return redirect("moderation:case", pk=made.case_id)
        except ModerationError as error:
            form.add_error(None, str(error))
    context = {"decision": made, "card": _card(made.case), "form": form}
    return TemplateResponse(request, "moderation/take_back.html", context, status=422 if form.errors else 200)


@for_moderators
@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """A note about the thing, or about its author."""
    found = case_for(request.user, pk)
    card, form = _card(found), NoteForm(request.POST)
    about_author = "author" in request.POST and card and card.author and is_moderator(request.user)
    kind, target = ("profile", card.author.pk) if about_author else (found.kind, found.target_id)
    if form.is_valid():
        cases.write_note(kind, target, by=request.user, text=form.cleaned_data["text"])
    return redirect("moderation:case", pk=pk)


@for_judges
def appeal_case(request: HttpRequest, pk: int) -> HttpResponse:
    appeals = Appeal.objects.select_related("decision__case", "decision__statement", "decision__decided_by")
    made = get_object_or_404(appeals, pk=pk)
    form = JudgementForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _judge(request.user, made, form):
        return redirect("moderation:queue")
    context = {
        "appeal": made,
        "card": _card(made.decision.case),
        "form": form,
        "may_judge": may_judge(request.user, made) and made.state == Appeal.State.OPEN,
    }
    return TemplateResponse(request, "moderation/appeal_case.html", context, status=422 if form.errors else 200)


def _judge(user, made: Appeal, form: JudgementForm) -> bool:
    data = form.cleaned_data
    try:
        law.judge(made, by=user, reverse_it=data["verdict"] == "reverse", answer=data["answer"])
    except ModerationError as error:
        form.add_error(None, str(error))
        return False
    return True
