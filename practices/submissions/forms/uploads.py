from django import forms
from django.utils.translation import gettext_lazy as _

from hub.catalogue.choices import FileRole
from hub.catalogue.models import HubImage, Language, Licence
from practices.submissions.models import Upload
from practices.submissions.services.uploads import FileFacts, PictureFacts
from practices.submissions.states import People


class _ByLabel(forms.ModelChoiceField):
    """Terms in the order of the vocabulary, none chosen."""

    def __init__(self, queryset, **kwargs):
        super().__init__(queryset.filter(active=True).order_by("sort_order", "code"), to_field_name="code", **kwargs)


class PictureFactsForm(forms.Form):
    """What is said of a picture."""

    alt_text = forms.CharField(
        label=_("What the picture shows"),
        max_length=250,
        help_text=_("For people who cannot see it, such as “Two girls read a picture book on a mat”. No names."),
    )
    credit = forms.CharField(label=_("Who took or made it"), max_length=120, required=False)
    licence = _ByLabel(Licence.objects.all(), label=_("Licence"), empty_label=_("Choose one"))
    people = forms.ChoiceField(label=_("People in the picture"), choices=People, widget=forms.RadioSelect)
    consent = forms.BooleanField(
        label=_("Everybody who can be recognised, and for children their parents, has agreed in writing."),
        required=False,
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("people") not in (None, People.NONE) and not cleaned.get("consent"):
            words = _("Only pictures whose people, or their parents, have agreed in writing may be published.")
            self.add_error("consent", words)
        return cleaned

    @property
    def facts(self) -> PictureFacts:
        said = self.cleaned_data
        return PictureFacts(said["alt_text"], said["credit"], said["licence"], said["people"], said["consent"])


class PictureForm(PictureFactsForm):
    """A new picture and what is said of it."""

    prefix = "picture"
    file = forms.FileField(label=_("Picture"), help_text=_("JPEG, PNG or WebP, 10 MB at most."))
    field_order = ["file"]


class FileForm(forms.Form):
    """A new file and what is said of it."""

    prefix = "file"
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "PDF, Word, PowerPoint, Excel, OpenDocument or EPUB, 20 MB at most. Names that your program noted are "
            "taken out, and “Author 1” stands beside comments and tracked changes. An EPUB keeps its authors."
        ),
    )
    title = forms.CharField(label=_("Title"), max_length=120)
    role = forms.ChoiceField(label=_("What it is"), choices=FileRole)
    language = _ByLabel(Language.objects.all(), label=_("Language"), empty_label=_("Choose one"))
    licence = _ByLabel(Licence.objects.all(), label=_("Licence"), empty_label=_("Choose one"))

    @property
    def facts(self) -> FileFacts:
        said = self.cleaned_data
        return FileFacts(said["title"], said["role"], said["language"], said["licence"])


def facts_of(upload: Upload, picture: HubImage) -> dict:
    """What was said of a picture, for its form."""
    return {
        "alt_text": picture.alt_text,
        "credit": picture.credit,
        "licence": picture.licence.code if picture.licence else None,
        "people": upload.people,
        "consent": upload.consent,
    }
