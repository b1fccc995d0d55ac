from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from practices.submissions.differences import FieldChange, differences
from practices.submissions.versions import Version


class VersionsForm(forms.Form):
    """Which two versions to compare; the last two unless somebody chooses."""

    before = forms.ChoiceField(label=_("What changed from"), required=False)
    after = forms.ChoiceField(label=_("to"), required=False)

    def __init__(self, *args, versions: list[Version], **kwargs):
        self.versions = {version.key: version for version in versions}
        first, last = ([*self.versions][-2:] * 2)[:2] if versions else ("", "")
        self.usual = {"before": first, "after": last}
        super().__init__(*args, initial=self.usual, **kwargs)
        for name in self.usual:
            self.fields[name].choices = [(version.key, version.label) for version in versions]
            self.fields[name].widget.attrs["class"] = "input"

    @cached_property
    def chosen(self) -> tuple[Version | None, Version | None]:
        """The two versions; for what is not in the list, the usual ones."""
        given = self.cleaned_data if self.is_valid() else {}
        before, after = (self.versions.get(given.get(name) or self.usual[name]) for name in ("before", "after"))
        return before, after

    def changes(self, kind: str) -> list[FieldChange]:
        before, after = self.chosen
        if not before or not after or before.key == after.key:
            return []
        return differences(before.data(), after.data(), kind)
