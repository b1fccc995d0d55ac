from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from community.members import rules
from community.members.models import Invitation
from community.members.services import joining
from community.members.views.refusals import attempt


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the offer, to visitors too; POST accepts or declines."""
    try:
        offer = joining.invitation_of(token)
    except joining.BadInvitation:
        return TemplateResponse(request, "members/invitation.html", {"offer": None}, status=404)
    if request.method == "POST" and request.user.is_authenticated:
        return _answer(request, offer, token)
    context = {
        "offer": offer,
        "fits": rules.can_accept(request.user, offer),
        "used": offer.accepted_by_id is not None and offer.accepted_by_id == request.user.pk,
    }
    response = TemplateResponse(request, "members/invitation.html", context, status=200 if offer.is_open else 410)
    response["Referrer-Policy"] = "same-origin"
    return response


def _answer(request: HttpRequest, offer: Invitation, token: str) -> HttpResponse:
    user = request.user
    if request.POST.get("answer") == "no":
        attempt(request, lambda: joining.decline_invitation(user, offer), done=_("You have declined the invitation."))
        return redirect("my_hub")
    done = _("Welcome to {organisation}.").format(organisation=offer.organisation)
    if attempt(request, lambda: joining.accept_invitation(user, offer), done=done):
        return redirect("organisation", slug=offer.organisation.slug)
    return redirect("invitation", token=token)
