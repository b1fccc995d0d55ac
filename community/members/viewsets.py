"""Organisations in the admin: the list editors keep clean, and the chooser of the edit form."""

import django_filters
from django import forms
from django.db.models import Count, Q
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import require_admin_access
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, TitleFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic import chooser as chooser_views
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import BooleanRadioSelect

from community.members.models import Organisation
from community.members.services.organisations import free_slug
from hub.catalogue.menu import MENU
from hub.catalogue.vocabulary import vocabulary_of
from hub.catalogue.widgets import TermSelect

SUGGESTED = 12


def country_label(organisation: Organisation) -> str:
    country = vocabulary_of("country").by_pk.get(organisation.country_id)
    return country.label() if country else ""


def labelled(organisation: Organisation) -> str:
    """The name with its country, since many are called alike."""
    country = country_label(organisation)
    return f"{organisation.name} ({country})" if country else organisation.name


class OrganisationFilterSet(WagtailFilterSet):
    verified = django_filters.BooleanFilter(label=_("Verified"), widget=BooleanRadioSelect)
    country = django_filters.MultipleChoiceFilter(
        field_name="country__code",
        label=_("Country"),
        choices=lambda: used_countries(),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Organisation
        fields: list[str] = []


def used_countries() -> list[tuple[str, str]]:
    countries = vocabulary_of("country")
    used = Organisation.objects.exclude(country=None).values_list("country", flat=True).distinct().order_by()
    terms = [countries.by_pk[pk] for pk in used]
    return sorted(((term.code, term.label()) for term in terms), key=lambda choice: choice[1])


class OrganisationIndexView(generic.IndexView):
    default_ordering = "name"

    def get_base_queryset(self):
        entries = Count("entries", distinct=True)
        return super().get_base_queryset().annotate(led=entries, joined=Count("partner_entries", distinct=True))

    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(TitleColumn)
        return [
            title("name", label=_("Name"), get_url=self.get_edit_url, sort_key="name"),
            Column("country", label=_("Country"), accessor=country_label, sort_key="country__code"),
            Column("led", label=_("Entries"), sort_key="led"),
            Column("joined", label=_("As a partner"), sort_key="joined"),
            BooleanColumn("verified", label=_("Verified"), sort_key="verified"),
        ]


class OrganisationViewSet(ModelViewSet):
    model = Organisation
    icon = "group"
    menu_label = _("Organisations")
    menu_hook = MENU
    menu_order = 400
    list_per_page = 50
    index_view_class = OrganisationIndexView
    filterset_class = OrganisationFilterSet
    search_fields = ("name", "website")
    copy_view_enabled = False
    panels = (
        TitleFieldPanel("name", classname="", placeholder=False),
        FieldRowPanel([FieldPanel("country", widget=TermSelect("country")), FieldPanel("website")]),
        FieldPanel("verified"),
        FieldPanel("slug", help_text=_("The last part of the address of its page.")),
    )

    def get_urlpatterns(self) -> list:
        return [*super().get_urlpatterns(), path("suggest/", require_admin_access(suggest), name="suggest")]


def found(text: str):
    """Organisations with all of these words in their name."""
    matching = Q()
    for word in text.split():
        matching &= Q(name__icontains=word)
    return Organisation.objects.filter(matching)


def suggest(request: HttpRequest) -> JsonResponse:
    """`?q=` in, `{"results": [{"id", "label"}]}` out, for the box that finds partners."""
    text = request.GET.get("q", "").strip()[:100]
    rows = found(text)[:SUGGESTED] if text else []
    return JsonResponse({"results": [{"id": row.pk, "label": labelled(row)} for row in rows]})


class OrganisationSearchForm(BaseFilterForm):
    q = forms.CharField(
        required=False, label=_("Search term"), widget=forms.TextInput(attrs={"placeholder": _("Search")})
    )

    def filter(self, objects):
        text = self.cleaned_data.get("q", "").strip()
        self.is_searching, self.search_query = bool(text), text
        return found(text) if text else objects


class OrganisationCreationForm(WagtailAdminModelForm):
    class Meta(WagtailAdminModelForm.Meta):
        model = Organisation
        fields = ("name", "country", "website")
        widgets = {"country": TermSelect("country")}

    def save(self, commit=True):
        self.instance.slug = free_slug(self.instance.name)
        return super().save(commit)


class SearchedMixin:
    filter_form_class = OrganisationSearchForm

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, Column("country", label=_("Country"), accessor=country_label)]


class ChooseView(SearchedMixin, chooser_views.ChooseView):
    pass


class ChooseResultsView(SearchedMixin, chooser_views.ChooseResultsView):
    pass


class OrganisationChooser(ChooserViewSet):
    model = Organisation
    icon = "group"
    choose_one_text = _("Choose an organisation")
    choose_another_text = _("Choose another organisation")
    edit_item_text = _("Edit this organisation")
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    creation_form_class = OrganisationCreationForm
    per_page = 20


organisations = OrganisationViewSet("organisations", url_prefix="catalogue/organisations")
organisation_chooser = OrganisationChooser("organisation_chooser", url_prefix="catalogue/organisation-chooser")
