"""What editors fill in at the desk."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput

from community.members.models import User
from practices.submissions.drafting import field_names
from practices.submissions.letters import MAX_LETTER
from practices.submissions.models import DuplicateLink, FieldComment, Message, ReviewAssignment, Submission
from practices.submissions.queries import desk_people
from practices.submissions.services.deciding import CHANGES_DAYS
from practices.submissions.services.reviewing import REVIEW_DAYS
from practices.submissions.values import label_of

MOST_AT_ONCE = 100
LATEST = 365


def limit(model, field: str) -> int:
    return model._meta.get_field(field).max_length


class LongText(forms.CharField):
    def __init__(self, **kwargs):
        super().__init__(widget=AdminAutoHeightTextInput(attrs={"rows": 3}), **kwargs)


class DueField(forms.DateField):
    """A day from tomorrow on, within a year."""

    def __init__(self, *, days: int, **kwargs):
        self.days = days
        super().__init__(widget=AdminDateInput, initial=self.proposed, **kwargs)

    def proposed(self):
        return timezone.localdate() + timedelta(days=self.days)

    def validate(self, value):
        super().validate(value)
        today = timezone.localdate()
        if value and not today < value <= today + timedelta(days=LATEST):
            raise forms.ValidationError(_("Choose a day between tomorrow and a year from now."))


class AssignForm(forms.Form):
    """Somebody of the desk, or nobody."""

    editor: Any = forms.ModelChoiceField(
        User.objects.none(), required=False, empty_label=_("Nobody"), label=_("Handling editor")
    )

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


class MessageForm(forms.Form):
    text = LongText(label=_("Message"), max_length=limit(Message, "text"))
    for_desk = forms.BooleanField(
        label=_("A note for the desk only"), required=False, help_text=_("The organisation never sees it.")
    )


class CommentForm(forms.Form):
    field = forms.ChoiceField(label=_("Field"))
    text = LongText(label=_("Comment"), max_length=limit(FieldComment, "text"))
    share = forms.BooleanField(
        label=_("Show it to the organisation now"),
        required=False,
        help_text=_("Otherwise it is shared when you request changes."),
    )

    def __init__(self, *args, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = [(name, label_of(kind, name)) for name in field_names(kind)]  # type: ignore[attr-defined]


class OnCommentForm(forms.Form):
    """What is done with a comment."""

    verb = forms.ChoiceField(choices=[(verb, verb) for verb in ("reply", "resolve", "reopen", "share")])
    text = LongText(max_length=limit(FieldComment, "text"), required=False)


class InviteForm(forms.Form):
    """Somebody from the list of reviewers, or anybody with an account."""

    reviewer: Any = forms.ModelChoiceField(
        User.objects.none(), required=False, label=_("Reviewer"), empty_label=_("Somebody else, by e-mail address")
    )
    email = forms.EmailField(required=False, label=_("E-mail address"), help_text=_("Of somebody with an account."))
    note = LongText(required=False, label=_("Note to the reviewer"), max_length=limit(ReviewAssignment, "note"))
    due_at = DueField(days=REVIEW_DAYS, label=_("Due"))

    def __init__(self, *args, reviewers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].queryset = reviewers

    def clean(self):
        data = super().clean()
        chosen = data.get("reviewer")
        if chosen:
            data["email"] = chosen.email
        elif not data.get("email") and "email" not in self.errors:
            self.add_error("reviewer", _("Choose a reviewer or give an e-mail address."))
        return data


class JudgeForm(forms.Form):
    verdict = forms.ChoiceField(choices=DuplicateLink.Verdict.choices)


class DecisionForm(forms.Form):
    """The letter of a decision. `round` is the one the editor has read."""

    round = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=32_767)
    letter = forms.CharField(
        label=_("Letter to the organisation"),
        max_length=MAX_LETTER,
        widget=AdminAutoHeightTextInput(attrs={"rows": 12}),
        help_text=_("The organisation gets it by mail and finds it on the page of the submission."),
    )


class AcceptForm(DecisionForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["letter"].required = False


class ChangesForm(DecisionForm):
    due_at = DueField(days=CHANGES_DAYS, label=_("Changes due"))
    share_comments = forms.BooleanField(
        label=_("Share the open comments on fields"),
        required=False,
        initial=True,
        help_text=_("Those of reviewers too, without their names."),
    )


class DeclineForm(DecisionForm):
    pass


class ReopenForm(DecisionForm):
    letter = forms.CharField(
        label=_("Why it is looked at again"), max_length=500, widget=AdminAutoHeightTextInput(attrs={"rows": 3})
    )
