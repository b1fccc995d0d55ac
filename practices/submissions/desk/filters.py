"""By what editors narrow the board."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from community.members.models import Organisation, User
from hub.catalogue.vocabulary import vocabulary_of
from practices.submissions.models import Submission
from practices.submissions.states import EntryKind, Kind, Status

NOBODY = "0"


class CheckboxSelectMultiple(forms.CheckboxSelectMultiple):
    """The same boxes written at once. Django renders four templates for each, and the board has hundreds."""

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        boxes = self.get_context(name, value, attrs)["widget"]
        options = (option for _group, group, _index in boxes["optgroups"] for option in group)
        rows = format_html_join("", _BOX, map(_parts, options))
        return format_html('<div id="{}">{}</div>', boxes["attrs"].get("id", ""), rows)


_BOX = '<div><label for="{}"><input type="checkbox" name="{}" value="{}" id="{}"{}>\n {}</label></div>'


def _parts(option: dict[str, Any]) -> tuple[Any, ...]:
    pk, checked = option["attrs"].get("id", ""), mark_safe(" checked") if option["selected"] else ""
    return pk, option["name"], option["value"], pk, checked, option["label"]


def organisations_with_cases() -> list[tuple[int, str]]:
    rows = Organisation.objects.filter(submissions__submitted_at__isnull=False).order_by("name").distinct()
    return list(rows.values_list("pk", "name"))


def terms_of_cases(kind: str, field: str) -> list[tuple[str, str]]:
    """The terms that submitted entries have, by name."""
    rows = Submission.objects.filter(submitted_at__isnull=False, **{f"entry__{field}__isnull": False})
    used = set(rows.order_by().values_list(f"entry__{field}", flat=True).distinct())
    terms = vocabulary_of(kind).alphabetical(get_language() or "en")
    return [(term.code, term.label()) for term in terms if term.pk in used]


class CaseTermFilter(django_filters.MultipleChoiceFilter):
    """Any of several terms of the entry, or of the terms below them."""

    def __init__(self, kind: str, field: str, **kwargs):
        self.kind, self.field_of_entry = kind, field
        super().__init__(choices=(), widget=CheckboxSelectMultiple, **kwargs)

    def filter(self, qs, value):
        if not value:
            return qs
        vocabulary = vocabulary_of(self.kind)
        pks = [term.pk for term in vocabulary.terms if set(vocabulary.with_ancestors(term.code)) & set(value)]
        found = Submission.objects.filter(**{f"entry__{self.field_of_entry}__in": pks})
        return qs.filter(pk__in=found.order_by().values("pk"))


class CaseFilterSet(WagtailFilterSet):
    status = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=Status.choices, widget=CheckboxSelectMultiple
    )
    entry_kind = django_filters.MultipleChoiceFilter(
        label=_("Type"), choices=EntryKind.choices, widget=CheckboxSelectMultiple
    )
    kind = django_filters.MultipleChoiceFilter(
        label=_("New or update"), choices=Kind.choices, widget=CheckboxSelectMultiple
    )
    organisation = django_filters.MultipleChoiceFilter(
        label=_("Organisation"), choices=(), widget=CheckboxSelectMultiple
    )
    country = CaseTermFilter("country", "countries", label=_("Country"))
    theme = CaseTermFilter("theme", "themes", label=_("Theme"))
    language = CaseTermFilter("language", "language", label=_("Language"))
    editor = django_filters.MultipleChoiceFilter(
        label=_("Handling editor"), choices=(), widget=CheckboxSelectMultiple, method="with_editor"
    )

    class Meta:
        model = Submission
        fields: list[str] = []

    def __init__(self, *args, people: Iterable[User] = (), **kwargs):
        """`people` may be chosen as editors. What can be chosen is asked for once, not for every use of a filter."""
        super().__init__(*args, **kwargs)
        self.filters["organisation"].extra["choices"] = organisations_with_cases()
        for term in (term for term in self.filters.values() if isinstance(term, CaseTermFilter)):
            term.extra["choices"] = terms_of_cases(term.kind, term.field_of_entry)
        names = [(str(person.pk), str(person)) for person in people]
        self.filters["editor"].extra["choices"] = [(NOBODY, _("Nobody")), *names]

    def with_editor(self, cases, name, value):
        chosen = Q(handling_editor__in=[pk for pk in value if pk != NOBODY])
        return cases.filter(chosen | Q(handling_editor=None) if NOBODY in value else chosen)
