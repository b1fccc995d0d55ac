"""What reviewers answer: an invitation, and the review itself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from practices.submissions.models import Criterion, Review, ReviewAssignment, Rubric
from practices.submissions.states import Recommendation

NOT_APPLICABLE = "na"


def _longest(model: type, name: str) -> int:
    return model._meta.get_field(name).max_length


class AnswerForm(forms.Form):
    """The question of conflicting interests comes before anything is read."""

    ACCEPT, CONFLICT, DECLINE = "accept", "conflict", "decline"
    answer = forms.ChoiceField(
        label=_("Does it touch your own interests?"),
        widget=forms.RadioSelect,
        choices=[
            (ACCEPT, _("No, there is no conflict of interest. I will review it.")),
            (CONFLICT, _("Yes, there is a conflict of interest, so I cannot review it.")),
            (DECLINE, _("I cannot review it for another reason.")),
        ],
        error_messages={"required": _("Please choose one of the answers.")},
    )
    reason = forms.CharField(
        label=_("Which conflict, or which reason"),
        required=False,
        max_length=_longest(ReviewAssignment, "decline_reason"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Needed when there is a conflict of interest. Only the editors read it."),
    )
    suggestion = forms.CharField(
        label=_("Who could do it instead"),
        required=False,
        max_length=_longest(ReviewAssignment, "suggestion"),
        help_text=_("A name, and where the editors can find this person."),
    )

    def __init__(self, *args, agreed: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if agreed:
            self.fields["answer"].label = _("Why can you not do it any more?")
            self.fields["answer"].choices = [
                (self.CONFLICT, _("I have found a conflict of interest.")),
                (self.DECLINE, _("For another reason.")),
            ]

    def clean(self) -> dict:
        data = super().clean()
        if data.get("answer") == self.CONFLICT and not data.get("reason"):
            self.add_error("reason", _("Please say which conflict it is."))
        return data


class ReviewForm(forms.Form):
    """A review as far as it is written. What must be there before it is sent, the service knows."""

    def __init__(self, *args, review: Review | None, rubric: Rubric | None, **kwargs):
        super().__init__(*args, initial=_written(review), **kwargs)
        self.criteria = list(rubric.criteria.all()) if rubric else []
        for criterion in self.criteria:
            self.fields[_name(criterion)] = _levels(criterion)
        self.fields["recommendation"] = forms.ChoiceField(
            label=_("What do you recommend?"),
            required=False,
            widget=forms.RadioSelect,
            choices=Recommendation.choices,
        )
        self.fields["for_author"] = _long_text(
            "for_author",
            _("For the organisation"),
            _("Sent with the decision, without your name. Say what is good, too."),
        )
        self.fields["for_editors"] = _long_text(
            "for_editors", _("For the editors only"), _("The organisation never reads this.")
        )

    @property
    def rated(self) -> list:
        """The fields of the rubric."""
        return [self[_name(criterion)] for criterion in self.criteria]

    @property
    def levels(self) -> dict[int, int | None]:
        """What was chosen, by criterion; what was left out is not there."""
        chosen = {criterion.pk: self.cleaned_data.get(_name(criterion)) for criterion in self.criteria}
        return {pk: None if level == NOT_APPLICABLE else int(level) for pk, level in chosen.items() if level}

    @property
    def texts(self) -> dict[str, str]:
        names = ("recommendation", "for_author", "for_editors")
        return {name: self.cleaned_data[name] for name in names}

    @property
    def said(self) -> dict:
        """Everything, as the service takes it."""
        return {"levels": self.levels, **self.texts}

    def refuse(self, problems: dict[str, list[str]]) -> None:
        """Say beside the fields what is missing."""
        for name, words in problems.items():
            self.add_error(name if name in self.fields else None, words)


def _name(criterion: Criterion) -> str:
    return f"criterion_{criterion.pk}"


def _levels(criterion: Criterion) -> forms.ChoiceField:
    choices = [(str(level), f"{level}. {words}") for level, words in criterion.levels]
    choices.append((NOT_APPLICABLE, _("Does not apply here")))
    return forms.ChoiceField(label=criterion.question, choices=choices, required=False, widget=forms.RadioSelect)


def _long_text(name: str, label, help_text) -> forms.CharField:
    longest = _longest(Review, name)
    widget = forms.Textarea(attrs={"rows": 8, "dir": "auto", "maxlength": longest})
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=longest, widget=widget)


def _written(review: Review | None) -> dict:
    if not review:
        return {}
    scores = {f"criterion_{row.criterion_id}": str(row.level or NOT_APPLICABLE) for row in review.scores.all()}
    texts = {name: getattr(review, name) for name in ("recommendation", "for_author", "for_editors")}
    return {**texts, **scores}
