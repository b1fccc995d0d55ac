import django_filters
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from hub.catalogue.exchange.files import WRITERS
from hub.catalogue.models import Term
from hub.catalogue.term_usage import use_counts
from hub.catalogue.vocabulary import TermInfo, vocabulary_of


class Status(models.TextChoices):
    IN_USE = "in-use", _("In use")
    RETIRED = "retired", _("Retired")
    MERGED = "merged", _("Merged")


CONDITIONS = {
    Status.IN_USE: Q(active=True),
    Status.RETIRED: Q(active=False, replaced_by=None),
    Status.MERGED: Q(replaced_by__isnull=False),
}


class TermFilterSet(WagtailFilterSet):
    status = django_filters.ChoiceFilter(choices=Status.choices, label=_("Status"), method="with_status")

    def with_status(self, queryset, name, value):
        return queryset.filter(CONDITIONS[value])


class TermIndexView(generic.IndexView):
    """All terms of a vocabulary in the order of its tree, with labels and uses."""

    kind = ""
    merge_url_name = ""
    active_url_name = ""
    uses_url_name = ""
    order_url_name = ""
    export_url_name = ""

    # ------------------------------------------------------------ Which terms

    def order_queryset(self, queryset):
        return queryset.order_by(
            Coalesce("parent__sort_order", "sort_order"),
            Coalesce("parent__code", "code"),
            F("parent__sort_order").asc(nulls_first=True),
            "sort_order",
            "code",
        )

    def search_queryset(self, queryset):
        """By code, or by a label in any language."""
        words = self.search_query.casefold()
        found = [term.pk for term in vocabulary_of(self.kind).terms if _mentions(term, words)]
        return queryset.filter(pk__in=found) if words else queryset

    def get_filterset_kwargs(self):
        return super().get_filterset_kwargs() | {"queryset": self.model.objects.all()}

    # ------------------------------------------------------------ Columns

    @cached_property
    def uses(self):
        return use_counts(self.model)

    @cached_property
    def columns(self):
        shown = get_language()
        others = [(code, name) for code, name in settings.LANGUAGES if code != shown]
        return [
            self._get_title_column_class(TitleColumn)(
                "name", label=_("Name"), accessor=self.get_name, get_url=self.get_edit_url
            ),
            Column("code", label=_("Code")),
            *(LabelColumn(self.kind, code, name) for code, name in others),
            UsesColumn("uses", label=_("Uses"), accessor=lambda term: self.uses[term.pk], url_name=self.uses_url_name),
            Column("sort_order", label=_("Order")),
            Column("status", label=_("Status"), accessor=self.get_status),
        ]

    def get_name(self, term: Term) -> str:
        return f"– {term}" if term.parent_id else str(term)

    def get_status(self, term: Term) -> str:
        vocabulary = vocabulary_of(self.kind)
        info = vocabulary.by_pk[term.pk]
        if info.replaced_by:
            return _("Merged into {term}").format(term=vocabulary.label(info.replaced_by))
        return str(Status.IN_USE.label if info.active else Status.RETIRED.label)

    # ------------------------------------------------------------ Buttons

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if self.user_has_permission("change"):
            buttons += list(term_buttons(self, instance))
        return buttons

    @cached_property
    def header_more_buttons(self):
        buttons = [*super().header_more_buttons]
        if self.user_has_permission("change"):
            buttons.append(
                Button(_("Change the order"), url=reverse(self.order_url_name), icon_name="order", priority=10)
            )
        for place, name in enumerate(WRITERS):
            label = _("Download as {format}").format(format=name.upper())
            url = reverse(self.export_url_name, args=[name])
            buttons.append(Button(label, url=url, icon_name="download", priority=20 + place))
        return buttons


def term_buttons(view, term: Term):
    """What can be done with a term beyond editing it."""
    if not term.replaced_by_id:
        yield Button(_("Merge"), url=reverse(view.merge_url_name, args=[term.pk]), icon_name="resubmit", priority=40)
        label = _("Retire") if term.active else _("Restore")
        icon = "no-view" if term.active else "view"
        yield Button(label, url=reverse(view.active_url_name, args=[term.pk]), icon_name=icon, priority=50)
    if not term.parent_id and vocabulary_has_children(view.kind, term):
        url = f"{reverse(view.order_url_name)}?parent={term.pk}"
        yield Button(_("Order narrower terms"), url=url, icon_name="order", priority=60)


def vocabulary_has_children(kind: str, term: Term) -> bool:
    return any(info.parent == term.code for info in vocabulary_of(kind).terms)


def _mentions(term: TermInfo, words: str) -> bool:
    return words in term.code or any(words in label.casefold() for label in term.labels.values())


class LabelColumn(Column):
    """What terms are called in another language of the interface."""

    def __init__(self, kind: str, language: str, name: str):
        self.kind, self.language = kind, language
        super().__init__(f"label_{language}", label=name)

    def get_value(self, instance):
        label = vocabulary_of(self.kind).by_pk[instance.pk].labels.get(self.language)
        return format_html('<span lang="{}" dir="auto">{}</span>', self.language, label) if label else ""


class UsesColumn(Column):
    """How often a term is used, with a way to the entries."""

    def __init__(self, *args, url_name: str, **kwargs):
        self.url_name = url_name
        super().__init__(*args, **kwargs)

    def get_value(self, instance):
        count = super().get_value(instance)
        if not count:
            return "0"
        return format_html('<a href="{}">{}</a>', reverse(self.url_name, args=[instance.pk]), count)
