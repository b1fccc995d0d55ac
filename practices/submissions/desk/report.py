"""How long organisations wait, what comes of submissions, and who has how much to do."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from practices.submissions.desk.queues import Queue, in_queue
from practices.submissions.models import Submission
from practices.submissions.queries import MEDIAN_DAYS, median_days
from practices.submissions.rules import is_desk
from practices.submissions.states import CLOSED, WITH_DESK, EntryKind, Status


def waits() -> list[dict[str, Any]]:
    """Median days by type, and over all."""
    rows = [{"label": kind.label, **median_days(entry_kind=kind)} for kind in EntryKind]
    return [*rows, {"label": _("All types"), **median_days(), "whole": True}]


def outcomes() -> list[tuple[str, int]]:
    """What became of the cases that ended in the last 90 days."""
    since = timezone.now() - timedelta(days=MEDIAN_DAYS)
    rows = Submission.objects.filter(closed_at__gte=since, submitted_at__isnull=False, status__in=CLOSED)
    found = dict(rows.order_by().values_list("status").annotate(number=Count("pk")))
    return [(str(status.label), found.get(status, 0)) for status in Status if status in CLOSED]


def loads(user) -> list[dict[str, Any]]:
    """By editor: what waits for them, what waits for authors, what is late, what was decided in the last 90 days."""
    since = timezone.now() - timedelta(days=MEDIAN_DAYS)
    rows = Submission.objects.filter(submitted_at__isnull=False).order_by()
    counted = rows.values("handling_editor", "handling_editor__display_name", "handling_editor__email").annotate(
        desk=Count("pk", filter=Q(status__in=WITH_DESK)),
        author=Count("pk", filter=Q(status=Status.CHANGES)),
        late=Count("pk", filter=in_queue(Queue.OVERDUE, user)),
        decided=Count("pk", filter=Q(closed_at__gte=since)),
    )
    people = [{**row, "name": _name(row)} for row in counted if any(row[key] for key in _NUMBERS)]
    return sorted(people, key=lambda row: (row["handling_editor"] is None, str(row["name"]).casefold()))


_NUMBERS = ("desk", "author", "late", "decided")


def _name(row: dict[str, Any]):
    return row["handling_editor__display_name"] or row["handling_editor__email"] or _("Nobody")


class ReportView(WagtailAdminTemplateMixin, View):
    template_name = "submissions/admin/turn_around.html"
    page_title = _("Turn-around of submissions")
    header_icon = "calendar-check"

    def get_breadcrumbs_items(self):
        board = {"url": reverse("submissions_desk:board"), "label": _("Submissions")}
        return [*self.breadcrumbs_items, board, {"url": self.request.path, "label": self.page_title}]

    def get(self, request, *args, **kwargs) -> HttpResponse:
        if not is_desk(request.user):
            raise PermissionDenied
        context = {"waits": waits(), "outcomes": outcomes(), "loads": loads(request.user), "days": MEDIAN_DAYS}
        return self.render_to_response(self.get_context_data(**context))
