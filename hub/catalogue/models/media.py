from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class HubImage(AbstractImage):
    """A picture with what it takes to publish it: words for those who cannot see it, author and licence."""

    alt_text = models.CharField(
        _("text alternative"),
        max_length=250,
        blank=True,
        help_text=_("What the picture shows, for people who cannot see it."),
    )
    credit = models.CharField(_("credit"), max_length=120, blank=True)
    licence = models.ForeignKey(
        "catalogue.Licence", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("licence")
    )
    private = models.BooleanField(
        default=False, editable=False, help_text=_("Hangs on what was never published. Set free by publication.")
    )

    admin_form_fields = (*Image.admin_form_fields, "alt_text", "credit", "licence")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    @property
    def default_alt_text(self) -> str:
        return self.alt_text or self.title


class HubRendition(AbstractRendition):
    image = models.ForeignKey(HubImage, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="catalogue_rendition_unique"
            )
        ]
        # Every picture sent is looked up by its file.
        indexes = [models.Index(fields=["file"], name="catalogue_rendition_file")]


class HubDocument(AbstractDocument):
    """A file for readers to download."""

    language = models.ForeignKey(
        "catalogue.Language", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("language")
    )
    licence = models.ForeignKey(
        "catalogue.Licence", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("licence")
    )
    private = models.BooleanField(default=False, editable=False)

    admin_form_fields = (*Document.admin_form_fields, "language", "licence")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")
