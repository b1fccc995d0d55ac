"""What waits for an editor, on the first page of the admin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import ngettext_lazy
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.site_summary import PagesSummaryItem, SummaryItem
from wagtail.admin.ui.components import Component

from hub.catalogue.filters import EntryFilterSet
from hub.catalogue.services.entries import open_reports
from hub.catalogue.upkeep import Completeness, Status, Verification, entries_for_editor

SHOWN = 5


@dataclass(frozen=True)
class Pile:
    """Entries of which something is to be made, as the filters of the listing that shows them all."""

    label: Any
    filters: Mapping[str, Sequence[str]]
    order: str

    @property
    def query(self) -> QueryDict:
        query = QueryDict(mutable=True)
        for name, values in self.filters.items():
            query.setlist(name, values)
        return query

    def for_request(self, request) -> dict:
        """Its number and its first entries, counted by the very filter its link leads to."""
        query = self.query
        entries = EntryFilterSet(query, entries_for_editor(request.user), request=request).qs
        query["ordering"] = self.order
        first = entries.order_by(self.order, "-pk").only("title", "draft_title", "reference")[:SHOWN]
        items = [
            (entry.get_admin_display_title(), reverse("wagtailadmin_pages:edit", args=[entry.pk])) for entry in first
        ]
        url = f"{reverse('entries:index')}?{query.urlencode()}"
        return {"count": entries.count(), "label": self.label, "url": url, "items": items}


PILES = (
    Pile(ngettext_lazy("draft", "drafts", "n"), {"status": [Status.DRAFT]}, "-latest_revision_created_at"),
    Pile(
        ngettext_lazy("entry with changes not yet published", "entries with changes not yet published", "n"),
        {"status": [Status.CHANGED]},
        "-latest_revision_created_at",
    ),
    Pile(
        ngettext_lazy("live entry under 60 per cent complete", "live entries under 60 per cent complete", "n"),
        {"status": [Status.LIVE], "completeness": [Completeness.LOW]},
        "completeness",
    ),
    Pile(
        ngettext_lazy("live entry due for verification", "live entries due for verification", "n"),
        {"status": [Status.LIVE], "verification": [Verification.DUE]},
        "last_verified_at",
    ),
)


def report_pile() -> dict:
    reports = open_reports()
    items = [
        (f"{report.entry.title}: {report.get_kind_display()}", reverse("problem_reports:edit", args=[report.pk]))
        for report in reports.select_related("entry")[:SHOWN]
    ]
    label = ngettext_lazy("open problem report", "open problem reports", "n")
    return {
        "count": reports.count(),
        "label": label,
        "url": f"{reverse('problem_reports:index')}?state=open",
        "items": items,
    }


class CataloguePanel(Component):
    name = "catalogue"
    order = 100
    template_name = "catalogue/admin/dashboard.html"

    def get_context_data(self, parent_context):
        request = parent_context["request"]
        piles = [pile.for_request(request) for pile in PILES]
        if request.user.has_perm("catalogue.change_problemreport"):
            piles.insert(0, report_pile())
        for pile in piles:
            pile["label"] = pile["label"] % {"n": pile["count"]}
            pile["rest"] = max(0, pile["count"] - SHOWN)
        return {"piles": [pile for pile in piles if pile["count"]], "settled": not any(pile["count"] for pile in piles)}


def add_catalogue_panel(request, panels: list[Component]) -> None:
    if user_has_any_page_permission(request.user):
        panels.append(CataloguePanel())


class EntriesSummary(SummaryItem):
    order = 100
    template_name = "catalogue/admin/entries_summary.html"

    def get_context_data(self, parent_context):
        return {"count": entries_for_editor(self.request.user).count()}

    def is_shown(self) -> bool:
        return user_has_any_page_permission(self.request.user)


def summarise_entries(request, items: list[SummaryItem]) -> None:
    """The number of entries instead of that of pages, which counts everything in the tree."""
    items[:] = [EntriesSummary(request), *(item for item in items if not isinstance(item, PagesSummaryItem))]
