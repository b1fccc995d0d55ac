"""The audit log: who did what with which case, and when."""

import csv
from collections.abc import Iterable, Iterator

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets.button import HeaderButton

from community.members.models import User
from hub.catalogue.spreadsheets import neutral
from practices.submissions.access import REFERENCE
from practices.submissions.desk.board import CellColumn
from practices.submissions.models import SubmissionEvent
from practices.submissions.queries import desk_cases
from practices.submissions.rules import is_desk
from practices.submissions.states import EntryKind
from practices.submissions.timeline import KINDS, Line, timeline

#: More lines than this are not exported at once; narrow by day.
MOST_EXPORTED = 20_000


def people_in_log() -> list[tuple[int, str]]:
    people = User.objects.filter(pk__in=SubmissionEvent.objects.exclude(actor=None).values("actor"))
    return sorted(((person.pk, person.public_name) for person in people), key=lambda choice: choice[1].casefold())


def kinds() -> list[tuple[str, str]]:
    return [(kind, kind.replace("_", " ").capitalize()) for kind in sorted(KINDS)]


class LogFilterSet(WagtailFilterSet):
    person = django_filters.MultipleChoiceFilter(
        field_name="actor", label=gettext_lazy("Who"), choices=people_in_log, widget=forms.CheckboxSelectMultiple
    )
    kind = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("What"), choices=kinds, widget=forms.CheckboxSelectMultiple
    )
    case = django_filters.CharFilter(label=gettext_lazy("Submission"), max_length=16, method="of_case")
    day = django_filters.DateFromToRangeFilter(
        field_name="created_at", label=gettext_lazy("When"), widget=DateRangePickerWidget
    )

    class Meta:
        model = SubmissionEvent
        fields: list[str] = []

    def of_case(self, events, name, value):
        found = REFERENCE.fullmatch(value.strip().upper())
        return events.filter(submission=int(found[1])) if found else events.none()


def events_of_desk(user) -> QuerySet[SubmissionEvent]:
    """Of every case this person may see at the desk, the last first."""
    events = SubmissionEvent.objects.filter(submission__in=desk_cases(user).order_by().values("pk"))
    return events.select_related("actor", "submission__entry").order_by("-created_at", "-pk")


def with_lines(events: Iterable[SubmissionEvent]) -> list[SubmissionEvent]:
    """Give each event its `line`. Asks once for the people of each type of entry."""
    events = list(events)
    lines: dict[int, Line] = {}
    for kind in EntryKind.values:
        of_kind = [event for event in events if event.submission.entry_kind == kind]
        told = timeline(of_kind, entry_kind=kind, for_desk=True)
        lines |= {event.pk: line for event, line in zip(of_kind, told, strict=True)}
    for event in events:
        event.line = lines[event.pk]
    return events


class AuditView(BaseListingView):
    template_name = "wagtailadmin/generic/listing.html"
    results_template_name = "submissions/admin/audit_results.html"
    index_url_name = "submissions_desk:audit"
    index_results_url_name = "submissions_desk:audit_results"
    page_title = gettext_lazy("Audit log of submissions")
    header_icon = "history"
    verbose_name_plural = gettext_lazy("lines")
    model = SubmissionEvent
    filterset_class = LogFilterSet
    paginate_by = 50
    columns = (
        CellColumn("when", label=gettext_lazy("When")),
        Column("who", label=gettext_lazy("Who"), accessor="line.by"),
        CellColumn("what", label=gettext_lazy("What")),
        CellColumn("case", label=gettext_lazy("Submission")),
        Column("audience", label=gettext_lazy("Shown to"), accessor="get_audience_display"),
    )

    def dispatch(self, request, *args, **kwargs):
        if not is_desk(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        return events_of_desk(self.request.user)

    @cached_property
    def header_buttons(self):
        url = f"{reverse('submissions_desk:audit_export')}?{self.request.GET.urlencode()}"
        return [HeaderButton(_("Download as CSV"), url=url, icon_name="download")]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        with_lines(context["object_list"])
        return context


def export(request: HttpRequest) -> HttpResponse:
    """What the filters leave, as a table. A text that a spreadsheet would run as a formula is made text."""
    if not is_desk(request.user):
        raise PermissionDenied
    filters = LogFilterSet(request.GET, events_of_desk(request.user), request=request)
    events = filters.qs[:MOST_EXPORTED] if filters.is_valid() else SubmissionEvent.objects.none()
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="submissions-{timezone.localdate()}.csv"'
    writer = csv.writer(response)
    writer.writerow([_("When"), _("Who"), _("What"), _("Submission"), _("Title"), _("Shown to")])
    writer.writerows(_rows(with_lines(events)))
    return response


def _rows(events: Iterable[SubmissionEvent]) -> Iterator[list[str]]:
    for event in events:
        moment = timezone.localtime(event.created_at).isoformat(timespec="seconds")
        reason = event.data.get("reason", "")
        text = f"{event.line.text}: {reason}" if reason else event.line.text
        case = event.submission
        told = (event.line.by, text, case.reference, case.entry.title, event.get_audience_display())
        yield [moment, *map(neutral, map(str, told))]
