import re

from allauth.core import context
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.members.models import Invitation, JoinRequest, Membership, Organisation, Role, User
from community.members.services.joining import invited_address
from hub.catalogue.models import Country
from hub.catalogue.vocabulary import collator, vocabulary_of


def validate_public_name(name: str) -> None:
    """A name others read is not an e-mail address and holds no link."""
    if "@" in name or "://" in name or "www." in name.lower():
        raise ValidationError(_("Use a name, without an e-mail address or a link."))


#: Characters that control a terminal or turn the direction of what follows.
_DISGUISES = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class NameField(forms.CharField):
    """A name others read, in one line, without what only disguises it."""

    default_validators = [validate_public_name]

    def to_python(self, value) -> str:
        return " ".join(_DISGUISES.sub(" ", super().to_python(value)).split())


class SignupForm(forms.Form):
    """What we ask beside address and password."""

    display_name = NameField(
        label=_("Your name"),
        max_length=80,
        help_text=_("Shown with what you write. It can be a first name only."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("display_name", "email", "password1")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        request = context.request
        self.invited = invited_address((request.POST or request.GET).get("next", "")) if request else None
        if self.invited:
            self.initial.setdefault("email", self.invited)

    def signup(self, request, user: User) -> None:
        user.display_name = self.cleaned_data["display_name"]
        user.language = get_language() or settings.LANGUAGE_CODE
        user.save(update_fields=["display_name", "language"])


class ProfileForm(forms.ModelForm):
    display_name = NameField(
        label=_("Your name"),
        max_length=80,
        help_text=_("Shown with what you write."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language of your mails"), choices=lambda: settings.LANGUAGES, widget=forms.Select
    )

    class Meta:
        model = User
        fields = ["display_name", "about", "language"]
        widgets = {"about": forms.Textarea(attrs={"rows": 4})}


class OrganisationForm(forms.ModelForm):
    name = NameField(label=_("name"), max_length=200)
    website = forms.URLField(label=_("website"), required=False, max_length=500, assume_scheme="https")

    class Meta:
        model = Organisation
        fields = ["name", "country", "website", "about"]
        widgets = {"about": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"] = forms.TypedChoiceField(
            label=_("country"),
            choices=[("", _("Choose a country")), *country_choices()],
            coerce=lambda pk: Country.objects.get(pk=pk),
            empty_value=None,
        )
        self.initial["country"] = self.instance.country_id or ""

    def clean(self) -> dict:
        """`existing` is the organisation of this name in this country, if there is one."""
        values = super().clean()
        others = Organisation.objects.exclude(pk=self.instance.pk)
        self.existing = others.filter(name__iexact=values.get("name", ""), country=values.get("country")).first()
        if self.existing:
            self.add_error("name", _("There is an organisation of this name in this country already."))
        return values


def country_choices() -> list[tuple[int, str]]:
    """Countries in use, by name in the language of the interface."""
    countries = [term for term in vocabulary_of("country").terms if term.active and term.parent]
    return sorted(((term.pk, term.label()) for term in countries), key=lambda pair: collator.sort_key(pair[1]))


class FindForm(forms.Form):
    q = forms.CharField(label=_("Name of the organisation"), required=False, max_length=200)


class InvitationForm(forms.ModelForm):
    class Meta:
        model = Invitation
        fields = ["email", "role"]
        widgets = {"role": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = ROLE_CHOICES


class RoleForm(forms.ModelForm):
    class Meta:
        model = Membership
        fields = ["role"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = Role.choices


class JoinForm(forms.ModelForm):
    class Meta:
        model = JoinRequest
        fields = ["message"]
        widgets = {"message": forms.Textarea(attrs={"rows": 4})}
        labels = {"message": _("Who you are and what you do there")}


class DecisionForm(forms.Form):
    """The answer to a request to join."""

    accept = forms.TypedChoiceField(choices=[("yes", ""), ("no", "")], coerce=lambda value: value == "yes")


class DeleteAccountForm(forms.Form):
    """Typing the address shows that it is meant."""

    email = forms.EmailField(label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if email.lower() != self.user.email.lower():
            raise ValidationError(_("This is not the address of your account."))
        return email


ROLE_CHOICES = [
    (Role.EDITOR, _("Editor: writes and submits entries")),
    (Role.VIEWER, _("Viewer: reads drafts and follows submissions")),
    (Role.OWNER, _("Owner: also looks after the organisation and its people")),
]
