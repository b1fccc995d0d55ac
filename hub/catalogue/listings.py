"""Lists of entries for editors, one per type. A room with a type registers `EntryListing(Model, …)`."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Page

from hub.catalogue.filters import AllEntriesFilterSet, EntryFilterSet
from hub.catalogue.menu import MENU
from hub.catalogue.models import Entry
from hub.catalogue.queries import term_pks
from hub.catalogue.upkeep import entries_for_editor
from hub.catalogue.vocabulary import vocabulary_of

SEARCHED = ("title", "draft_title", "summary", "organisation__name", "search_keywords")
UNLISTED = ("plain_summary", "results", "evaluation_method", "accessibility_notes")


class SectorColumn(Column):
    cell_template_name = "catalogue/admin/sector_cell.html"


class VerifiedColumn(Column):
    cell_template_name = "catalogue/admin/verified_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        due = instance.verify_due_at
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"is_due": bool(due and due <= timezone.localdate())}


class CompletenessColumn(Column):
    cell_template_name = "catalogue/admin/completeness_cell.html"


COLUMNS: tuple[BaseColumn, ...] = (
    BulkActionsColumn("bulk_actions"),
    PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
    Column("reference", label=_("Reference"), sort_key="reference"),
    Column("organisation", label=_("Organisation"), sort_key="organisation__name"),
    SectorColumn("listed_sectors", label=_("Sector")),
    PageStatusColumn("status", label=_("Status"), sort_key="live"),
    VerifiedColumn("last_verified_at", label=_("Verified"), sort_key="last_verified_at"),
    CompletenessColumn("completeness", label=_("Complete"), sort_key="completeness"),
    DateColumn("latest_revision_created_at", label=_("Updated"), sort_key="latest_revision_created_at"),
)
TYPE_COLUMN = Column("type", label=_("Type"), accessor="page_type_display_name", sort_key="content_type__model")


class EntryIndexView(IndexView):
    """A flat list of entries. Reads the shared tables only, so that a page of it costs the same for every type."""

    template_name = "catalogue/admin/entries.html"
    default_ordering = "-latest_revision_created_at"

    def get_base_queryset(self):
        entries = entries_for_editor(self.request.user)
        if self.model is not Entry:
            entries = entries.filter(content_type=ContentType.objects.get_for_model(self.model))
        return self.annotate_queryset(entries)

    def annotate_queryset(self, pages):
        pages = pages.select_related("organisation", "content_type").defer(*UNLISTED)
        return pages.prefetch_workflow_states().annotate_site_root_state().annotate_approved_schedule()

    def order_queryset(self, queryset):
        ordered = super().order_queryset(queryset)
        return ordered.order_by(*ordered.query.order_by, "-pk")

    def search_queryset(self, queryset):
        """Every word in the title, the summary or the organisation; or the reference.

        Not by the search index, which knows neither our filters nor our orders.
        """
        for word in self.search_query.split():
            found = Q(reference__iendswith=word)
            for field in SEARCHED:
                found |= Q(**{f"{field}__icontains": word})
            queryset = queryset.filter(found)
        return queryset

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        attach_sectors(context["object_list"])
        return context


def attach_sectors(entries: Iterable[Entry]) -> None:
    """Give each entry `listed_sectors`, the labels of its sectors, in one query for all of them."""
    entries = list(entries)
    sectors = vocabulary_of("sector")
    pks = term_pks([entry.pk for entry in entries])
    for entry in entries:
        chosen = sorted(pks[entry.pk]["sectors"], key=sectors.position)
        entry.listed_sectors = [sectors.by_pk[pk].label() for pk in chosen]


class ChooseFinderView(ChooseParentView):
    """Where to add an entry; not asked when one finder fits."""

    def get_valid_parent_pages(self, user):
        pages = super().get_valid_parent_pages(user)
        fitting = [page.pk for page in pages.specific() if self.model.can_exist_under(page)]
        return Page.objects.filter(pk__in=fitting)


class ListingMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return user_has_any_page_permission(request.user)


class EntryListing(PageListingViewSet):
    """The list of one type of entry in the Catalogue menu."""

    index_view_class = EntryIndexView
    choose_parent_view_class = ChooseFinderView
    columns: tuple[BaseColumn, ...] = COLUMNS
    filterset_class = EntryFilterSet
    list_per_page = 50
    menu_hook = MENU
    menu_item_class = ListingMenuItem

    @cached_property
    def menu_label(self) -> str | Promise:
        return capfirst(self.model._meta.verbose_name_plural)


class AllEntriesView(EntryIndexView):
    page_title = _("All entries")

    def get_add_url(self) -> None:
        """What has no type cannot be added."""


class AllEntriesListing(EntryListing):
    model = Entry
    icon = "list-ul"
    index_view_class = AllEntriesView
    columns = (*COLUMNS[:3], TYPE_COLUMN, *COLUMNS[3:])
    filterset_class = AllEntriesFilterSet
    menu_label = _("All entries")
    menu_order = 100
    add_to_admin_menu = False


all_entries = AllEntriesListing("entries", url_prefix="catalogue/entries")
