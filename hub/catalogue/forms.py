from django import forms
from django.utils.translation import gettext_lazy as _

from hub.catalogue.models import ProblemReport


class ProblemReportForm(forms.ModelForm):
    """What is wrong with an entry. A field people cannot see catches programs that fill in everything."""

    subject = forms.CharField(
        required=False, label=_("Leave this empty"), widget=forms.TextInput(attrs={"tabindex": -1})
    )

    class Meta:
        model = ProblemReport
        fields = ["kind", "text", "email"]
        widgets = {
            "kind": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 6}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = ProblemReport._meta.get_field("kind").choices

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.cleaned_data.get("subject"))

    @property
    def report(self) -> dict[str, str]:
        """What a person said: `kind`, `text`, `email`."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
