"""Problem reports in the admin: a list with what is open on top, and a page to deal with one."""

import django_filters
from django import forms
from django.db.models import F
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet

from hub.catalogue.choices import ProblemKind
from hub.catalogue.menu import MENU
from hub.catalogue.models import ProblemReport
from hub.catalogue.services.entries import handle_report


class ReportFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[("open", _("Open")), ("handled", _("Dealt with"))],
        widget=forms.RadioSelect,
        empty_label=_("All"),
        method="in_state",
    )
    kind = django_filters.MultipleChoiceFilter(
        label=_("Problem"), choices=ProblemKind.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = ProblemReport
        fields: list[str] = []

    def in_state(self, reports, name, state):
        return reports.filter(handled_at__isnull=state == "open")


class StateColumn(Column):
    cell_template_name = "catalogue/admin/report_state_cell.html"


class ReportIndexView(generic.IndexView):
    default_ordering = (F("handled_at").desc(nulls_first=True), "-created_at")

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("entry", "handled_by")

    def get_add_url(self) -> None:
        """Readers report, editors answer."""

    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(TitleColumn)
        return [
            title("kind", label=_("Problem"), accessor="get_kind_display", get_url=self.get_edit_url, sort_key="kind"),
            Column("entry", label=_("Entry"), accessor="entry.title", sort_key="entry__title"),
            Column("text", label=_("What the reader says"), accessor=excerpt),
            DateColumn("created_at", label=_("Received"), sort_key="created_at"),
            StateColumn("handled_at", label=_("State"), sort_key="handled_at"),
        ]


def excerpt(report: ProblemReport) -> str:
    return report.text if len(report.text) <= 120 else f"{report.text[:118].rstrip()} …"


class ReportView(PermissionCheckedMixin, BaseObjectMixin, WagtailAdminTemplateMixin, View):
    """What a reader says is wrong, and what an editor can do about it."""

    model = ProblemReport
    permission_required = "change"
    template_name = "catalogue/admin/report.html"
    index_url_name = ""
    header_icon = "warning"
    page_title = _("Problem report")

    def get_base_object_queryset(self):
        return super().get_base_object_queryset().select_related("entry__organisation", "handled_by")

    def get(self, request, *args, **kwargs):
        entry = self.object.entry
        permissions = entry.permissions_for_user(request.user)
        return self.render_to_response(self.get_context_data(report=self.object, entry=entry, permissions=permissions))

    def post(self, request, *args, **kwargs):
        handle_report(self.object, user=request.user)
        messages.success(request, _("The report is marked as dealt with."))
        return redirect(self.index_url)

    def get_page_subtitle(self) -> str:
        return self.object.entry.title

    def get_breadcrumbs_items(self) -> list[dict]:
        listing = {"url": self.index_url, "label": _("Problem reports")}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.object.get_kind_display()}]

    @cached_property
    def index_url(self) -> str:
        return reverse(self.index_url_name)


class ReportViewSet(ModelViewSet):
    model = ProblemReport
    icon = "warning"
    menu_label = _("Problem reports")
    menu_hook = MENU
    menu_order = 300
    list_per_page = 50
    index_view_class = ReportIndexView
    edit_view_class = ReportView
    filterset_class = ReportFilterSet
    search_fields = ("text", "entry__title", "entry__reference")
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields = ("kind", "text", "email")


reports = ReportViewSet("problem_reports", url_prefix="catalogue/reports")
