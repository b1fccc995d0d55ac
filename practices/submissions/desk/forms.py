from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.members.models import User
from practices.submissions.models import Submission
from practices.submissions.queries import desk_people

MOST_AT_ONCE = 100


class EditorField(forms.ModelChoiceField):
    """Somebody of the desk, or nobody."""

    def __init__(self, **kwargs):
        super().__init__(User.objects.none(), required=False, empty_label=_("Nobody"), **kwargs)


class AssignForm(forms.Form):
    editor: Any = EditorField(label=_("Handling editor"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["editor"].queryset = desk_people()


class AssignManyForm(AssignForm):
    cases: Any = forms.ModelMultipleChoiceField(Submission.objects.none())

    def __init__(self, *args, cases, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cases"].queryset = cases

    def clean_cases(self):
        cases = self.cleaned_data["cases"]
        if len(cases) > MOST_AT_ONCE:
            raise forms.ValidationError(_("Too many at once."))
        return cases
