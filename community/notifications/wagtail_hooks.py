"""What administrators see of mails: every row of the outbox, what failed and why. Never what a mail said."""

import django_filters
from django import forms
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import AdminOnlyMenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from community.notifications.models import Outbox


class MailFilterSet(WagtailFilterSet):
    status = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=Outbox.Status.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Outbox
        fields: list[str] = []


class MailReportView(ReportView):
    index_url_name = "mail_report"
    index_results_url_name = "mail_report_results"
    page_title = _("Mails")
    header_icon = "mail"
    model = Outbox
    filterset_class = MailFilterSet
    permission_policy = ModelPermissionPolicy(Outbox)
    any_permission_required = {"view"}
    default_ordering = "-created_at"
    paginate_by = 50
    columns = [
        Column("kind", label=_("Kind")),
        Column("recipient", label=_("To")),
        Column("status", label=_("State"), accessor="get_status_display"),
        Column("attempts", label=_("Attempts")),
        Column("last_error", label=_("Last error")),
        DateColumn("created_at", label=_("Written")),
        DateColumn("send_after", label=_("Not before")),
    ]

    def get_queryset(self):
        return super().get_queryset().select_related("recipient")


@hooks.register("register_admin_urls")
def urls() -> list:
    return [
        path("reports/mails/", MailReportView.as_view(), name="mail_report"),
        path("reports/mails/results/", MailReportView.as_view(results_only=True), name="mail_report_results"),
    ]


@hooks.register("register_reports_menu_item")
def menu_item() -> AdminOnlyMenuItem:
    return AdminOnlyMenuItem(_("Mails"), reverse("mail_report"), icon_name="mail", order=900)
