from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.members import rules
from community.members.access import membership_seen_by, organisation_managed_by, organisation_seen_by
from community.members.forms import DecisionForm, InvitationForm, JoinForm, RoleForm
from community.members.models import Organisation, Role
from community.members.queries import open_requests, people_of
from community.members.services import joining, organisations
from community.members.views.refusals import attempt


@login_required
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who belongs to the organisation; for its owners also who is invited and who asks. POST invites."""
    organisation = organisation_seen_by(request.user, slug)
    manages = rules.can_manage_people(request.user, organisation)
    form = InvitationForm(request.POST or None, initial={"role": Role.EDITOR})
    if request.method == "POST" and manages and form.is_valid() and _invite(request, organisation, form):
        return redirect("organisation_people", slug=slug)
    context = {
        "organisation": organisation,
        "form": form,
        "manages": manages,
        "people": people_of(organisation),
        "roles": Role.choices,
        "is_owner": rules.role_in(request.user, organisation) == Role.OWNER,
    }
    if manages:
        context["invitations"] = organisation.invitations.filter(closed_at=None).select_related("invited_by")
        context["requests"] = open_requests().filter(organisation=organisation)
    return TemplateResponse(request, "members/people.html", context)


def _invite(request: HttpRequest, organisation: Organisation, form: InvitationForm) -> bool:
    email = form.cleaned_data["email"]
    done = _("The invitation to {email} is on its way.").format(email=email)
    return attempt(request, lambda: joining.invite(request.user, organisation, **form.cleaned_data), done=done)


@login_required
@require_POST
def role(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    membership = membership_seen_by(request.user, slug, pk)
    form = RoleForm(request.POST)
    if form.is_valid():
        wanted = form.cleaned_data["role"]
        attempt(request, lambda: organisations.change_role(request.user, membership, wanted), done=_("Role changed."))
    return redirect("organisation_people", slug=slug)


@login_required
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask before removing somebody, or before leaving."""
    membership = membership_seen_by(request.user, slug, pk)
    leaving = membership.user_id == request.user.pk
    if request.method != "POST":
        return TemplateResponse(request, "members/remove_member.html", {"membership": membership, "leaving": leaving})
    done = _("You have left.") if leaving else _("Removed.")
    attempt(request, lambda: organisations.remove_member(request.user, membership), done=done)
    return redirect("my_organisations") if leaving else redirect("organisation_people", slug=slug)


@login_required
@require_POST
def hand_over(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    membership = membership_seen_by(request.user, slug, pk)
    done = _("{name} is owner now. You are an editor.").format(name=membership.user.public_name)
    attempt(request, lambda: organisations.hand_over(request.user, membership), done=done)
    return redirect("organisation_people", slug=slug)


@login_required
def join(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = get_object_or_404(Organisation, slug=slug)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        message, done = form.cleaned_data["message"], _("Your request is sent. You get an answer by mail.")
        attempt(request, lambda: joining.ask_to_join(request.user, organisation, message=message), done=done)
        return redirect("organisation", slug=slug)
    return TemplateResponse(request, "members/join.html", {"organisation": organisation, "form": form})


@login_required
@require_POST
def decide(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    organisation = organisation_managed_by(request.user, slug)
    asked = get_object_or_404(organisation.join_requests, pk=pk)
    form = DecisionForm(request.POST)
    if form.is_valid():
        accept = form.cleaned_data["accept"]
        attempt(request, lambda: joining.decide_request(request.user, asked, accept=accept), done=_("Answered."))
    return redirect("organisation_people", slug=slug)


@login_required
@require_POST
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    organisation = organisation_managed_by(request.user, slug)
    invitation = get_object_or_404(organisation.invitations, pk=pk)
    attempt(request, lambda: joining.withdraw_invitation(request.user, invitation), done=_("Invitation withdrawn."))
    return redirect("organisation_people", slug=slug)
