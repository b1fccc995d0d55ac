from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.members import rules
from community.members.access import organisation_managed_by
from community.members.forms import FindForm, OrganisationForm
from community.members.models import Organisation
from community.members.queries import memberships_of, open_requests, organisations_named, visible_entries_of
from community.members.services import organisations
from community.members.views.refusals import attempt
from hub.catalogue.queries import preload_terms
from hub.catalogue.vocabulary import vocabulary_of

PAGE_SIZE = 20
INDEX_SIZE = 60


def index(request: HttpRequest) -> HttpResponse:
    """Find an organisation by its name."""
    form = FindForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    page = Paginator(organisations_named(text), INDEX_SIZE).get_page(request.GET.get("page"))
    countries = vocabulary_of("country").by_pk
    found = [(organisation, countries.get(organisation.country_id)) for organisation in page]
    context = {"form": form, "text": text, "page": page, "found": found}
    return TemplateResponse(request, "members/organisations.html", context)


def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The public page: what the organisation says of itself and what it has published."""
    organisation = get_object_or_404(Organisation, slug=slug)
    entries = visible_entries_of(organisation)
    page = Paginator(entries, PAGE_SIZE).get_page(request.GET.get("page"))
    preload_terms(page.object_list)
    user = request.user
    context = {
        "organisation": organisation,
        "country": vocabulary_of("country").by_pk.get(organisation.country_id),
        "page": page,
        "role": rules.role_in(user, organisation),
        "can_edit": rules.can_edit_organisation(user, organisation),
        "can_see_people": rules.can_see_people(user, organisation),
        "can_verify": rules.can_verify(user, organisation),
        "can_ask": rules.can_ask_to_join(user, organisation),
        "asked": user.is_authenticated and open_requests().filter(user=user, organisation=organisation).exists(),
    }
    return TemplateResponse(request, "members/organisation.html", context)


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "members/my_organisations.html", {"memberships": memberships_of(request.user)})


@login_required
def new(request: HttpRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            organisation = organisations.create_organisation(request.user, **form.cleaned_data)
        except organisations.OrganisationExists as error:  # Somebody else was faster by a moment.
            return redirect("organisation", slug=error.organisation.slug)
        except organisations.TooManyOrganisations:
            messages.error(request, _("You have added several organisations today. Please go on tomorrow."))
            return redirect("my_organisations")
        messages.success(request, _("Your organisation is here. Invite the people you work with."))
        return redirect("organisation_people", slug=organisation.slug)
    return TemplateResponse(request, "members/organisation_form.html", {"form": form})


@login_required
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = organisation_managed_by(request.user, slug)
    form = OrganisationForm(request.POST or None, instance=organisation)
    if request.method == "POST" and form.is_valid():
        stored = Organisation.objects.get(pk=organisation.pk)
        try:
            organisations.edit_organisation(request.user, stored, **form.cleaned_data)
        except organisations.OrganisationExists as error:  # Somebody else was faster by a moment.
            return redirect("organisation", slug=error.organisation.slug)
        messages.success(request, _("Saved."))
        return redirect("organisation", slug=slug)
    return TemplateResponse(request, "members/organisation_form.html", {"form": form, "organisation": organisation})


@login_required
@require_POST
def verify(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = organisation_managed_by(request.user, slug)
    wanted = request.POST.get("verified") == "yes"
    attempt(request, lambda: organisations.set_verified(request.user, organisation, wanted), done=_("Saved."))
    return redirect("organisation", slug=slug)
