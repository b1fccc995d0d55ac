"""Form widgets for vocabularies, labelled in the editor's language and in the vocabulary's order."""

from django import forms
from django.forms.models import ModelChoiceIterator

from hub.catalogue.merged_terms import replacements
from hub.catalogue.vocabulary import vocabulary_of


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
        for term in vocabulary_of(self.kind).terms:
            if term.parent == parent:
                if term.active or str(term.pk) in self.chosen:
                    yield term.pk, "– " * depth + term.label()
                yield from self._below(term.code, depth + 1)


class _TermWidget:
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
    class Media:
        css = {"all": ["css/admin.css"]}
