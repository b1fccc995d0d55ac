"""Form widgets for vocabularies, labelled in the editor's language and in the vocabulary's order."""

import json
from typing import cast

from django import forms
from django.forms.models import ModelChoiceIterator
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language

from hub.catalogue.merged_terms import replacements
from hub.catalogue.vocabulary import TermInfo, vocabulary_of

LOOKED_UP = ("country", "language")
LONG = 60


class _TermChoices:
    """Choices `(pk, label)` read when the form is shown; children are indented below their parents.

    A retired term is offered only where it is `chosen`, so that saving the form does not lose it.
    """

    def __init__(self, kind: str, empty: bool, chosen: frozenset[str] = frozenset()):
        self.kind, self.empty, self.chosen = kind, empty, chosen

    def __iter__(self):
        if self.empty:
            yield "", "—"
        yield from self._below(None, 0)

    def _below(self, parent: str | None, depth: int):
        for term in ordered_terms(self.kind):
            if term.parent == parent:
                if term.active or str(term.pk) in self.chosen:
                    yield term.pk, "– " * depth + term.label()
                yield from self._below(term.code, depth + 1)


class _TermWidget(forms.Widget):
    """Ignores the choices the form field offers, which would ask the database for one label at a time."""

    def __init__(self, kind: str, *args, **kwargs):
        self.kind = kind
        self.chosen: frozenset[str] = frozenset()
        super().__init__(*args, **kwargs)

    @property
    def choices(self):
        return _TermChoices(self.kind, not getattr(self, "allow_multiple_selected", False), self.chosen)

    @choices.setter
    def choices(self, value: ModelChoiceIterator) -> None:
        pass

    def get_context(self, name, value, attrs):
        value = self._follow_merged(value)
        self.chosen = frozenset(self.format_value(value))
        return super().get_context(name, value, attrs)

    def _follow_merged(self, value):
        """A draft may still name a term that was merged into another one since."""
        changes = {str(old): new for old, new in replacements(vocabulary_of(self.kind)).items()}
        if isinstance(value, list | tuple):
            return [changes.get(str(pk), pk) for pk in value]
        return changes.get(str(value), value)


class TermSelect(_TermWidget, forms.Select):
    pass


class TermCheckboxes(_TermWidget, forms.CheckboxSelectMultiple):
    """Checkboxes in columns, children below their parents; a long list gets a box to find a term by typing."""

    template_name = "catalogue/admin/terms.html"

    class Media:
        js = [forms.Script("js/admin-terms.js", type="module")]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        options = [option for _group, (option,), _index in context["widget"]["optgroups"]]
        context["widget"]["terms"] = self._nested({option["value"]: option for option in options})
        context["widget"]["is_long"] = len(options) > LONG
        return context

    def _nested(self, options: dict[int, dict]) -> list[dict]:
        """The options as a tree, each with the plain `term` and its `children`. A retired parent is skipped."""
        roots: list[dict] = []
        for term in ordered_terms(self.kind):
            if term.pk in options:
                options[term.pk] |= {"term": term.label(), "children": []}
        by_code = {term.code: options[term.pk] for term in vocabulary_of(self.kind).terms if term.pk in options}
        for term in ordered_terms(self.kind):
            if term.pk in options:
                parent = by_code.get(term.parent or "")
                (parent["children"] if parent else roots).append(options[term.pk])
        return roots

    def id_for_label(self, id_, index=None):
        """The label of the field names the group."""
        return id_ if index is None else super().id_for_label(id_, index)

    def render(self, name, value, attrs=None, renderer=None):
        # Django's renderer of widgets does not look into the site's templates.
        return render_to_string(self.template_name, self.get_context(name, value, attrs))


def ordered_terms(kind: str) -> tuple[TermInfo, ...]:
    """Names that people look up stand in the order of the alphabet; other terms in that of their vocabulary."""
    vocabulary = vocabulary_of(kind)
    return vocabulary.alphabetical(get_language() or "en") if kind in LOOKED_UP else vocabulary.terms


class NameCheckboxes(forms.CheckboxSelectMultiple):
    """Checkboxes for a JSON field that holds a list of names. A name it does not know stays where it is."""

    def format_value(self, value):
        return json.loads(value) if isinstance(value, str) and value else value or []

    def value_from_datadict(self, data, files, name):
        return json.dumps(data.getlist(name) if hasattr(data, "getlist") else data.get(name, []))

    def optgroups(self, name, value, attrs=None):
        known = {key for key, _label in self.choices}
        self.choices = [*self.choices, *((key, key) for key in value if key not in known)]
        return super().optgroups(name, value, attrs)


class ModelPicker(forms.SelectMultiple):
    """What is chosen, as checkboxes, and a box that finds more by typing; for tables too long for a list.

    `suggest_url` names a view that answers `?q=` with JSON: `{"results": [{"id", "label"}, …]}`.
    """

    template_name = "catalogue/admin/picker.html"

    class Media:
        js = [forms.Script("js/admin-picker.js", type="module")]

    def __init__(self, suggest_url: str, attrs=None):
        self.suggest_url = suggest_url
        super().__init__(attrs)

    def get_context(self, name, value, attrs):
        pks = [getattr(item, "pk", item) for item in value or []]
        rows_of = cast(ModelChoiceIterator, self.choices).queryset
        chosen = rows_of.filter(pk__in=pks) if pks else []
        rows = [{"value": row.pk, "label": str(row)} for row in chosen]
        widget = {"name": name, "attrs": self.build_attrs(self.attrs, attrs), "chosen": rows}
        return {"widget": widget | {"url": reverse(self.suggest_url)}}

    def render(self, name, value, attrs=None, renderer=None):
        return render_to_string(self.template_name, self.get_context(name, value, attrs))
