"""By what editors narrow the listings of entries."""

from collections.abc import Callable
from functools import partial

import django_filters
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.widgets import BooleanRadioSelect
from wagtail.models import get_page_models

from hub.catalogue.models import Entry
from hub.catalogue.upkeep import Completeness, Status, Verification, in_completeness, in_status, in_verification
from hub.catalogue.vocabulary import vocabulary_of


def entry_types() -> dict[str, type[Entry]]:
    """Every type of entry an editor can make, by its kind."""
    return {model.kind: model for model in get_page_models() if issubclass(model, Entry) and model.is_creatable}


class ConditionFilter(django_filters.MultipleChoiceFilter):
    """Any of several named conditions."""

    def __init__(self, condition: Callable[[str], Q], **kwargs):
        self.condition = condition
        super().__init__(widget=forms.CheckboxSelectMultiple, **kwargs)

    def filter(self, qs, value):
        chosen = Q()
        for name in value or []:
            chosen |= self.condition(name)
        return qs.filter(chosen)


def terms_in_use(kind: str, field: str) -> list[tuple[str, str]]:
    entries = Entry.objects.filter(**{f"{field}__isnull": False}).order_by()
    used = set(entries.values_list(field, flat=True).distinct())
    terms = vocabulary_of(kind).alphabetical(get_language() or "en")
    return [(term.code, term.label()) for term in terms if term.pk in used]


class TermFilter(django_filters.MultipleChoiceFilter):
    """Any of several terms, or of the terms below them. Only those in use are offered."""

    def __init__(self, kind: str, field_name: str, **kwargs):
        self.kind = kind
        choices = partial(terms_in_use, kind, field_name)
        super().__init__(field_name=field_name, choices=choices, widget=forms.CheckboxSelectMultiple, **kwargs)

    def filter(self, qs, value):
        if not value:
            return qs
        vocabulary = vocabulary_of(self.kind)
        pks = [term.pk for term in vocabulary.terms if set(vocabulary.with_ancestors(term.code)) & set(value)]
        # A subquery, so that an entry with two of the terms is listed once.
        return qs.filter(pk__in=Entry.objects.filter(**{f"{self.field_name}__in": pks}).order_by().values("pk"))


def in_type(kind: str) -> Q:
    return Q(content_type=ContentType.objects.get_for_model(entry_types()[kind]))


def type_choices() -> list[tuple[str, str]]:
    return [(kind, capfirst(model._meta.verbose_name_plural)) for kind, model in entry_types().items()]


def source_choices() -> list[tuple[str, str]]:
    sources = Entry.objects.exclude(source="").values_list("source", flat=True).order_by("source").distinct()
    return [(source, source) for source in sources]


class EntryFilterSet(WagtailFilterSet):
    status = ConditionFilter(in_status, label=_("Status"), choices=Status.choices)
    sector = TermFilter("sector", field_name="sectors", label=_("Sector"))
    target_group = TermFilter("target-group", field_name="target_groups", label=_("Target group"))
    country = TermFilter("country", field_name="countries", label=_("Country"))
    language = TermFilter("language", field_name="language", label=_("Language of the record"))
    verification = ConditionFilter(in_verification, label=_("Verification"), choices=Verification.choices)
    completeness = ConditionFilter(in_completeness, label=_("Completeness"), choices=Completeness.choices)
    source = django_filters.MultipleChoiceFilter(
        label=_("Source"), choices=source_choices, widget=forms.CheckboxSelectMultiple
    )
    featured = django_filters.BooleanFilter(label=_("Editors’ pick"), widget=BooleanRadioSelect)
    is_example = django_filters.BooleanFilter(label=_("Example"), widget=BooleanRadioSelect)
    latest_revision_created_at = django_filters.DateFromToRangeFilter(label=_("Updated"), widget=DateRangePickerWidget)

    class Meta:
        model = Entry
        fields: list[str] = []


class AllEntriesFilterSet(EntryFilterSet):
    kind = ConditionFilter(in_type, label=_("Type"), choices=type_choices)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters.move_to_end("kind", last=False)
