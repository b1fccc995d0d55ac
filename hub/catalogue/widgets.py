"""Form widgets for vocabularies, labelled in the editor's language and in the vocabulary's order."""

from django import forms
from django.forms.models import ModelChoiceIterator

from hub.catalogue.vocabulary import vocabulary_of


class _TermChoices:
    """Choices `(pk, label)` read when the form is shown; children are indented below their parents."""

    def __init__(self, kind: str, empty: bool):
        self.kind, self.empty = kind, empty

    def __iter__(self):
        if self.empty:
            yield "", "—"
        yield from self._below(None, 0)

    def _below(self, parent: str | None, depth: int):
        for term in vocabulary_of(self.kind).terms:
            if term.parent == parent and term.active:
                yield term.pk, "– " * depth + term.label()
                yield from self._below(term.code, depth + 1)


class _TermWidget:
    """Ignores the choices the form field offers, which would ask the database for one label at a time."""

    def __init__(self, kind: str, *args, **kwargs):
        self.kind = kind
        super().__init__(*args, **kwargs)

    @property
    def choices(self):
        return _TermChoices(self.kind, empty=not getattr(self, "allow_multiple_selected", False))

    @choices.setter
    def choices(self, value: ModelChoiceIterator) -> None:
        pass


class TermSelect(_TermWidget, forms.Select):
    pass


class TermCheckboxes(_TermWidget, forms.CheckboxSelectMultiple):
    class Media:
        css = {"all": ["css/admin.css"]}
