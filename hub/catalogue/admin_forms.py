from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput
from wagtail.utils.text import text_from_html


class RichTextFormField(forms.CharField):
    """Rich text of which an empty paragraph is nothing, so that “required” and completeness mean words."""

    def to_python(self, value):
        value = super().to_python(value)
        return value if text_from_html(value).strip() else ""


class CopyWithoutAliasForm(CopyForm):
    """Does not offer aliases: an entry has one reference and one place."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=AdminAutoHeightTextInput(attrs={"rows": 3}),
        help_text=_("Shown to everybody who follows a link to the entry. One or two sentences."),
    )


class RestoreForm(forms.Form):
    """Nothing to fill in."""


class VerifyForm(forms.Form):
    day = forms.DateField(
        label=_("Checked on"),
        initial=timezone.localdate,
        widget=AdminDateInput,
        help_text=_("The entry is due again a year after this day."),
    )

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day
