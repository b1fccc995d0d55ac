from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel

from hub.catalogue.exchange.rows import extra_fields
from hub.catalogue.models import Term, TermLabel
from hub.catalogue.services.vocabularies import MergeRefused, check_merge, save_term
from hub.catalogue.term_rules import check_term
from hub.catalogue.vocabulary import FALLBACK, vocabulary_of

# In which languages terms are named: those of the interface first, then the EU's and those of many newcomers.
OTHER_LANGUAGES = "bg cs da de el es et fi fr ga hr hu it lt lv mt pl pt ro sk sl sv uk tr fa ru ar nl en"
INTERFACE_LANGUAGES = [code for code, _name in settings.LANGUAGES]
MORE_LANGUAGES = [code for code in OTHER_LANGUAGES.split() if code not in INTERFACE_LANGUAGES]


def label_fields(languages: Iterable[str]) -> dict[str, forms.CharField]:
    return {
        f"label_{code}": forms.CharField(
            max_length=TermLabel._meta.get_field("label").max_length,
            required=code == FALLBACK,
            widget=forms.TextInput(attrs={"lang": code, "dir": "auto"}),
        )
        for code in languages
    }


def also_fields(languages: Iterable[str]) -> dict[str, forms.CharField]:
    return {
        f"also_{code}": forms.CharField(
            max_length=TermLabel._meta.get_field("also").max_length,
            required=False,
            widget=forms.TextInput(attrs={"lang": code, "dir": "auto"}),
        )
        for code in languages
    }


class BaseTermForm(WagtailAdminModelForm):
    """A term without fields for its labels."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        stored = {label.language: label for label in self.instance.labels.all()} if self.instance.pk else {}
        for name in ("label", "also"):
            for code, field in self.fields_of(name):
                field.label = vocabulary_of("language").label(code)
                self.initial[f"{name}_{code}"] = getattr(stored[code], name) if code in stored else ""
        self.fields["parent"].queryset = self._possible_parents()
        if self.instance.pk:
            self.fields["code"].disabled = True
        else:
            del self.fields["sort_order"], self.fields["active"]

    def fields_of(self, kind: str) -> list[tuple[str, forms.Field]]:
        """The languages with the field of each; `kind` is `label` or `also`."""
        pairs = ((name.partition("_"), field) for name, field in self.fields.items())
        return [(code, field) for (prefix, _line, code), field in pairs if prefix == kind and code]

    def texts_of(self, kind: str) -> dict[str, str]:
        return {code: self.cleaned_data[f"{kind}_{code}"] for code, _field in self.fields_of(kind)}

    def _possible_parents(self):
        terms = type(self.instance).objects.filter(parent=None, replaced_by=None)
        return terms.exclude(pk=self.instance.pk)

    def _post_clean(self):
        super()._post_clean()
        if not self.errors:
            try:
                check_term(self.instance)
            except ValidationError as error:
                self.add_error(None, error)

    def save(self, commit=True):
        if not commit:
            return super().save(commit=False)
        return save_term(self.instance, labels=self.texts_of("label"), also=self.texts_of("also"))


ALL_LANGUAGES = [*INTERFACE_LANGUAGES, *MORE_LANGUAGES]
# A term with its labels and what else it is called, one field of each per language.
TermForm = type("TermForm", (BaseTermForm,), label_fields(ALL_LANGUAGES) | also_fields(ALL_LANGUAGES))


def edit_handler(model: type[Term]) -> ObjectList:
    """The panels of a term, in the order in which an editor thinks."""
    own = [FieldPanel(name) for name in extra_fields(model)]
    return ObjectList(
        [
            MultiFieldPanel(
                _label_rows(INTERFACE_LANGUAGES, 1), _("Labels"), help_text=_("An empty label falls back to English.")
            ),
            MultiFieldPanel([FieldPanel("code"), FieldPanel("description"), FieldPanel("uri"), *own], _("Meaning")),
            MultiFieldPanel(
                [FieldPanel("parent"), FieldRowPanel([FieldPanel("sort_order"), FieldPanel("active")])], _("Place")
            ),
            MultiFieldPanel(_label_rows(MORE_LANGUAGES, 2), _("Labels in more languages"), classname="collapsed"),
            MultiFieldPanel(
                _label_rows(ALL_LANGUAGES, 2, "also"),
                _("Also called"),
                classname="collapsed",
                help_text=_("Other words for it, a semicolon between two. Searches find by them; no page shows them."),
            ),
        ],
        base_form_class=TermForm,
    )


def _label_rows(languages: list[str], per_row: int, kind: str = "label") -> list[Panel]:
    panels = [FieldPanel(f"{kind}_{code}") for code in languages]
    return [FieldRowPanel(panels[place : place + per_row]) for place in range(0, len(panels), per_row)]


class MergeForm(forms.Form):
    """Into which term another one is merged."""

    target: Any = forms.ModelChoiceField(None, label=_("Merge into"))

    def __init__(self, source: Term, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.source = source
        terms = type(source).objects.filter(active=True, replaced_by=None)
        target: Any = self.fields["target"]
        target.queryset = terms.exclude(pk=source.pk)

    def clean_target(self) -> Term:
        target = self.cleaned_data["target"]
        try:
            check_merge(self.source, target)
        except MergeRefused as error:
            raise ValidationError(str(error)) from error
        return target
