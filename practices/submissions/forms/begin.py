from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.members.models import User
from community.members.queries import organisations_written_for
from hub.catalogue.models import Entry
from practices.submissions.likeness import likely_duplicates
from practices.submissions.models import EligibilityQuestion
from practices.submissions.queries import questions_for
from practices.submissions.services.drafts import MAX_TITLE


class BeginForm(forms.Form):
    """Who submits, what it is called, and whether it fits. The answers are not kept."""

    organisation = forms.ModelChoiceField(
        queryset=None, label=_("For which organisation?"), widget=forms.RadioSelect, empty_label=None
    )
    title = forms.CharField(
        label=_("Working title"), max_length=MAX_TITLE, help_text=_("You can change it until it is published.")
    )
    confirm = forms.BooleanField(label=_("Go on all the same"), required=False)
    another = forms.BooleanField(label=_("It is another one"), required=False)

    def __init__(self, *args, user: User, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        mine = organisations_written_for(user)
        self.fields["organisation"].queryset = mine
        self.fields["organisation"].initial = mine.first() if mine.count() == 1 else None
        self.questions: list[EligibilityQuestion] = questions_for(kind, get_language() or "en")
        for row in self.questions:
            self.fields[self._name(row)] = forms.ChoiceField(
                label=row.question, choices=EligibilityQuestion.Answer, widget=forms.RadioSelect
            )
        self.order_fields([*map(self._name, self.questions), "confirm", "organisation", "title", "another"])
        self.doubts: list[str] = []
        self.similar: list[Entry] = []

    @staticmethod
    def _name(row: EligibilityQuestion) -> str:
        return f"question_{row.pk}"

    @property
    def question_fields(self) -> list:
        return [self[self._name(row)] for row in self.questions]

    def clean(self) -> dict:
        """Other answers and look-alikes do not block; they ask for one more click."""
        said = super().clean()
        answers = [(row, said.get(self._name(row))) for row in self.questions]
        self.doubts = [row.otherwise for row, answer in answers if answer and answer != row.expected]
        if self.doubts and not said.get("confirm"):
            self.add_error("confirm", _("Read what we say about your answers. You may go on all the same."))
        if said.get("title"):
            found = likely_duplicates(title=said["title"], organisation=said.get("organisation"), urls=[])
            self.similar = [entry for entry, _likeness in found]
        if self.similar and not said.get("another"):
            self.add_error("another", _("Something like this is here already. Is yours another one?"))
        return said
