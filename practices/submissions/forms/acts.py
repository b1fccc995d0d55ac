from django import forms
from django.utils.translation import gettext_lazy as _

from practices.submissions.models import Declaration


class DeclarationField(forms.BooleanField):
    """Says the whole wording at the box, and its subject where errors are summed up."""

    def __init__(self, row: Declaration):
        words = _("Please tick this before you submit.")
        super().__init__(label=row.text, error_messages={"required": words})
        self.short_label = row.get_subject_display()


class ReadyForm(forms.Form):
    """The declarations, one box each, and a note to the editors."""

    cover_note = forms.CharField(
        label=_("Note to the editors"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What did you change, and what could you not change?"),
    )

    def __init__(self, *args, declarations: list[Declaration], resubmits: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.declarations = declarations
        if not resubmits:
            del self.fields["cover_note"]
        for row in declarations:
            self.fields[self._name(row)] = DeclarationField(row)

    @staticmethod
    def _name(row: Declaration) -> str:
        # The version is part of the name: nobody declares a wording they have not seen.
        return f"declare_{row.pk}"

    @property
    def declared(self) -> list[Declaration]:
        return [row for row in self.declarations if self.cleaned_data.get(self._name(row))]

    @property
    def boxes(self) -> list:
        return [self[self._name(row)] for row in self.declarations]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you withdraw it?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The editors read this. You can take the submission up again later."),
    )
