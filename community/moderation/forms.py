from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from community.moderation.choices import RESTRICTIVE, Action, FlagReason, Ground, NoticeKind
from community.moderation.models import Appeal, CannedReason, Flag, ModeratorNote, Notice

_TRAP = {"tabindex": -1, "autocomplete": "off"}


class FlagForm(forms.ModelForm):
    class Meta:
        model = Flag
        fields = ["reason", "note"]
        widgets = {"reason": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 3, "dir": "auto"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = FlagReason.choices

    def clean(self) -> dict:
        data = super().clean()
        if data.get("reason") == FlagReason.OTHER and not data.get("note"):
            self.add_error("note", _("Please say what is wrong."))
        return data


class NoticeForm(forms.ModelForm):
    """Needs no account. Who gives notice of danger to a child need not say who they are."""

    website = forms.CharField(required=False, label=_("Leave this empty"), widget=forms.TextInput(attrs=_TRAP))

    class Meta:
        model = Notice
        fields = ["kind", "url", "explanation", "name", "email", "good_faith"]
        widgets = {
            "kind": forms.RadioSelect,
            "url": forms.TextInput(attrs={"inputmode": "url", "dir": "ltr"}),
            "explanation": forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        help_texts = {
            "url": _("Copy it from the address bar, or from the date of a post."),
            "explanation": _("Which law or right, and where in the text or picture."),
            "name": _("The law asks for it, except where a child is in danger."),
            "email": _("We send a receipt and the decision there, nothing else."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Notice._meta.get_field("kind").choices
        self.fields["good_faith"].required = True
        for name in ("name", "email"):
            field = self.fields[name]
            field.required = self.data.get("kind") != NoticeKind.CHILD_SAFETY
            field.error_messages["required"] = _("The law asks for it, except where a child is in danger.")

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.cleaned_data.get("website"))

    @property
    def notice(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class DecisionForm(forms.Form):
    """What happens, and why. A restriction cannot be sent without its reasons."""

    action = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    ground = forms.ChoiceField(label=_("Ground"), choices=Ground.choices, initial=Ground.TERMS)
    rule = forms.CharField(
        label=_("Law or rule"),
        max_length=200,
        required=False,
        help_text=_("Such as “Guidelines, rule 1”. Every restriction needs it."),
    )
    facts = forms.CharField(
        label=_("What happened, and why it breaks the rule"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("The author reads this. Every restriction needs it."),
    )
    days = forms.IntegerField(
        label=_("For how many days"), min_value=1, max_value=365, required=False, help_text=_("Empty: without an end.")
    )
    explanation = forms.CharField(
        label=_("Answer to those who reported it"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args, actions: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [(name, Action(name).label) for name in actions]

    @classmethod
    def begun(cls, written: QueryDict, *, actions: list[str]) -> "DecisionForm":
        """Not sent yet: what is written so far, with the words of the canned reason that `reason` names.

        Words of another canned reason make room for them; the moderator's own stay.
        """
        initial, canned = written.dict(), {reason.pk: reason for reason in CannedReason.objects.all()}
        value = initial.get("reason", "")
        if reason := canned.get(int(value)) if value.isdecimal() and len(value) < 10 else None:
            rules, facts = ({getattr(item, name) for item in canned.values()} for name in ("rule", "facts"))
            initial |= {
                "reason": reason.pk,
                "action": initial.get("action") or Action.REMOVE.value,
                "ground": reason.ground,
                "rule": _joined(initial.get("rule", ""), reason.rule, replaced=rules, by="; "),
                "facts": _joined(initial.get("facts", ""), reason.facts, replaced=facts, by="\n\n"),
            }
        return cls(initial=initial, actions=actions)

    def clean(self) -> dict:
        data = super().clean()
        if data.get("action") in RESTRICTIVE:
            for name in ("rule", "facts"):
                if not data.get(name):
                    self.add_error(name, _("A restriction needs its reasons."))
        if data.get("action") == Action.SILENCE and not data.get("days") and "days" not in self.errors:
            self.add_error("days", _("Say for how many days."))
        return data


def _joined(own: str, taken: str, *, replaced: set[str], by: str) -> str:
    own = own.replace("\r\n", "\n").strip()
    return taken if not own or own in replaced else f"{own.removesuffix(by + taken)}{by}{taken}"


class TakeBackForm(forms.Form):
    """A mistake is corrected without an appeal."""

    answer = forms.CharField(
        label=_("What the person concerned is told"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class NoteForm(forms.ModelForm):
    class Meta:
        model = ModeratorNote
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2, "dir": "auto"})}


class AppealForm(forms.ModelForm):
    class Meta:
        model = Appeal
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 6, "dir": "auto"})}


class JudgementForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Judgement"),
        widget=forms.RadioSelect,
        choices=[("uphold", _("The decision stands")), ("reverse", _("Reverse the decision"))],
    )
    answer = forms.CharField(
        label=_("Answer, with reasons"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"})
    )


class AcceptanceForm(forms.Form):
    accept = forms.BooleanField(label=_("I have read the terms and accept them."))
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_next(self) -> str:
        value = self.cleaned_data["next"]
        if value and (not value.startswith("/") or value.startswith("//") or "\\" in value):
            raise ValidationError(_("This address leads away from the hub."))
        return value
