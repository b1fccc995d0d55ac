"""All input of the forum. Texts are bounded before anything reads them."""

import re
import time
import uuid
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.signing import BadSignature, TimestampSigner, b62_decode
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from community.forum.choices import Level, Worked
from community.forum.markup import MAX_BYTES, check_length, clean_text, render
from community.forum.models import AdaptationReport, Attachment, Category, Topic
from community.forum.services.attachments import checked
from hub.catalogue.models import Country, Theme
from hub.catalogue.vocabulary import vocabulary_of

_signer = TimestampSigner(salt="community.forum.form")
NEEDED_WITH_PICTURE = _("needed with a picture")
CODE, REFERENCE = re.compile(r"[\w-]{1,60}"), re.compile(r"[\w-]{1,16}")
#: More than a topic is about.
CODES = 20
#: Nobody reads, thinks and writes faster.
SECONDS = 3


def about_of(data: QueryDict) -> dict[str, str | list[str]]:
    """Where a topic in the making is to go, as it was sent. Shown again in the form, which checks it."""
    one = {name: next(iter(_codes([data.get(name, "")])), "") for name in ("category", "language")}
    many = {name: _codes(data.getlist(name)[:CODES]) for name in ("themes", "countries")}
    return {name: found for name, found in {**one, **many}.items() if found}


def _codes(values: list[str]) -> list[str]:
    return [value for value in values if CODE.fullmatch(value)]


def entry_in(data: QueryDict) -> str:
    """The reference of an entry that was sent along, if it can be one."""
    reference = data.get("entry", "")
    return reference if REFERENCE.fullmatch(reference) else ""


def language_choices() -> list[tuple[str, str]]:
    vocabulary = vocabulary_of("language")
    return [(term.code, term.label()) for term in vocabulary.terms if term.active] or [("en", _("English"))]


class LineField(forms.CharField):
    """A line that others read: without what only disguises text, and no feed can hold."""

    def to_python(self, value) -> str:
        return " ".join(clean_text(super().to_python(value)).split())


class PostForm(forms.Form):
    """A text with attachments. `key` makes a form sent twice one post; `website` is a trap for programs."""

    body = forms.CharField(
        label=_("Your text"),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto", "maxlength": MAX_BYTES}),
        help_text=_("No names or pictures of children. Markdown works: **bold**, - lists, > quotations, links."),
    )
    upload = forms.FileField(
        label=_("Attach a picture or PDF"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp,.pdf"}),
        help_text=_("5 MB at most. Place and camera are removed from pictures, names of authors from PDF files."),
    )
    alt = forms.CharField(label=_("What the picture shows"), max_length=250, required=False)
    attached = forms.CharField(required=False, widget=forms.HiddenInput)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    reply_to = forms.IntegerField(required=False, widget=forms.HiddenInput)
    started = forms.CharField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(
        required=False,
        label=_("Leave this empty"),
        widget=forms.TextInput(attrs={"tabindex": -1, "autocomplete": "off"}),
    )

    def __init__(self, *args, user, files_allowed: bool = True, **kwargs):
        initial = {"key": uuid.uuid4(), "started": _signer.sign("form"), **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        self.user = user
        self.fields["alt"].needed = NEEDED_WITH_PICTURE
        if not files_allowed:
            del self.fields["upload"], self.fields["alt"]

    def clean_body(self) -> str:
        body = self.cleaned_data["body"]
        check_length(body)
        render(body)
        return body

    def clean_upload(self):
        upload = self.cleaned_data.get("upload")
        if upload:
            checked(upload)
            upload.seek(0)
        return upload

    def clean(self) -> dict:
        upload, alt = self.cleaned_data.get("upload"), self.cleaned_data.get("alt")
        if upload and not str(upload.name).lower().endswith(".pdf") and not alt:
            self.add_error("alt", _("Say what the picture shows, for people who cannot see it."))
        return self.cleaned_data

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.cleaned_data.get("website"))

    def check_pace(self) -> None:
        """Newcomers who write faster than a person can are asked to look again. Raises `ValidationError`."""
        started = self.cleaned_data.get("started", "")
        try:
            _signer.unsign(started, max_age=timedelta(days=2))
        except BadSignature:
            raise ValidationError(_("The form was open for long. Please send it once more.")) from None
        if time.time() - b62_decode(started.rsplit(":", 2)[1]) < SECONDS:
            raise ValidationError(_("That was quick. Please read your text once more and send it again."))

    @property
    def kept_files(self) -> list[Attachment]:
        """Files attached by this person before, and not yet part of a post."""
        keys = (self.cleaned_data.get("attached") or "").split()[:10]
        return list(Attachment.objects.filter(key__in=keys, uploader=self.user, post=None)) if keys else []


class DescriptionForm(forms.Form):
    """What a topic is called, in which language it is, and what it is about."""

    title = LineField(
        label=_("Title"), min_length=8, max_length=160, help_text=_("A question or a sentence says most.")
    )
    language = forms.ChoiceField(label=_("Language you write in"), choices=language_choices)
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.filter(active=True), label=_("Themes"), required=False, to_field_name="code"
    )
    countries = forms.ModelMultipleChoiceField(
        Country.objects.filter(active=True), label=_("Countries"), required=False, to_field_name="code"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("themes", "countries"):
            self.fields[name].widget.attrs["size"] = 6


class TopicForm(PostForm, DescriptionForm):
    """A new topic."""

    category = forms.ModelChoiceField(Category.objects.none(), label=_("Category"), to_field_name="slug")
    entry = forms.CharField(required=False, widget=forms.HiddenInput)

    field_order = ["category", "title", "body", "language", "themes", "countries", "upload", "alt"]

    def __init__(self, *args, categories, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = Category.objects.filter(pk__in=[item.pk for item in categories])


class EditForm(forms.Form):
    """The text of a post as it is being changed. `seen` tells whether somebody else changed it meanwhile."""

    body = PostForm.base_fields["body"]
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_body(self) -> str:
        body = self.cleaned_data["body"]
        check_length(body)
        render(body)
        return body


class DraftForm(forms.Form):
    """What somebody is typing. `key` is that of the form it stands in."""

    place = forms.RegexField(r"^(topic:\d{1,18}|new:[\w-]{0,16})$", max_length=40)
    title = forms.CharField(required=False, max_length=160, empty_value="")
    body = forms.CharField(required=False, empty_value="", strip=False)
    key = forms.UUIDField(required=False)

    def clean_body(self) -> str:
        check_length(self.cleaned_data["body"])
        return self.cleaned_data["body"]

    def clean(self) -> dict:
        return self.cleaned_data | {"about": about_of(self.data)}


class LevelForm(forms.Form):
    level = forms.TypedChoiceField(choices=Level.choices, coerce=lambda value: Level(int(value)))


class AdaptationForm(forms.ModelForm):
    """“I used this”."""

    website = PostForm.base_fields["website"]
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = AdaptationReport
        fields = [
            "country", "place", "with_whom", "changed", "worked", "outcome", "language", "photo", "photo_alt",
            "photo_consent",
        ]  # fmt: skip
        widgets = {
            "worked": forms.RadioSelect,
            "photo": forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp"}),
            "changed": forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
            "outcome": forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"] = forms.ChoiceField(label=_("Language you write in"), choices=language_choices)
        self.fields["worked"].choices = Worked.choices
        self.fields["country"].required = True
        self.fields["photo_alt"].needed = NEEDED_WITH_PICTURE
        self.fields["key"].initial = uuid.uuid4

    def clean_photo(self):
        photo = self.cleaned_data.get("photo")
        if not photo:
            return photo
        photo.seek(0)
        content, extension = checked(photo, pictures_only=True)
        return ContentFile(content, name=f"photo.{extension}")

    def clean(self) -> dict:
        data = super().clean()
        if data.get("photo") and not data.get("photo_consent"):
            self.add_error("photo_consent", _("Without the consent of everybody in it, the photo cannot be published."))
        if data.get("photo") and not data.get("photo_alt"):
            self.add_error("photo_alt", _("Say what the picture shows, for people who cannot see it."))
        return data


class ManageForm(forms.Form):
    """What moderators do with a topic."""

    ACTIONS = ("lock", "unlock", "pin", "unpin", "move", "merge", "split")
    action = forms.ChoiceField(choices=[(name, name) for name in ACTIONS])
    category = forms.ModelChoiceField(Category.objects.all(), label=_("Category"), required=False, to_field_name="slug")
    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=365, required=False)
    into = forms.ModelChoiceField(Topic.objects.all(), label=_("The other topic"), required=False)
    title = LineField(label=_("Title of the new topic"), min_length=8, max_length=160, required=False)
    numbers = forms.CharField(label=_("Numbers of the posts"), max_length=200, required=False)

    def clean_numbers(self) -> list[int]:
        parts = self.cleaned_data["numbers"].replace(",", " ").split()
        if not all(part.isdecimal() for part in parts):
            raise ValidationError(_("Numbers with spaces between, such as 4 5 7."))
        return [int(part) for part in parts[:200]]

    def clean(self) -> dict:
        needs = {"pin": "days", "move": "category", "merge": "into", "split": "title"}
        name = needs.get(self.cleaned_data.get("action", ""))
        if name and not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, _("This is needed here."))
        return self.cleaned_data
