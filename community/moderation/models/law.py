"""Notices from outside and the terms people accept."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StructValue
from wagtail.fields import StreamField

from community.moderation.blocks import TermsTranslationBlock, interface_languages
from community.moderation.choices import NoticeKind
from community.moderation.models.cases import Case
from community.moderation.models.decisions import new_token


class Notice(models.Model):
    """Somebody, with or without an account, says that content is illegal."""

    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    kind = models.CharField(_("what it is about"), max_length=12, choices=NoticeKind)
    url = models.CharField(_("exact address"), max_length=500)
    explanation = models.TextField(_("why it is illegal"), max_length=4000)
    name = models.CharField(_("your name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(max_length=8, default="en")
    good_faith = models.BooleanField(_("I believe in good faith that what I say here is right and complete."))
    case = models.ForeignKey(Case, models.PROTECT, related_name="notices")
    # Who sent it, for 30 days, to recognise a flood.
    address = models.GenericIPAddressField(null=True, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        return f"N-{self.pk:06d}"


class TermsVersion(models.Model):
    """The terms as they read from a day on, binding in one language. What somebody accepted does not change."""

    version = models.CharField(_("version"), max_length=20, unique=True)
    valid_from = models.DateTimeField(_("valid from"))
    language = models.CharField(_("language that binds"), max_length=8, choices=interface_languages, default="en")
    text = models.TextField(_("text"))
    changes = models.TextField(_("what changed"), max_length=2000, blank=True)
    translations = StreamField([("words", TermsTranslationBlock())], blank=True, verbose_name=_("in other languages"))

    binding_fields: ClassVar[tuple[str, ...]] = ("version", "valid_from", "language", "text")

    class Meta:
        verbose_name = _("version of the terms")
        verbose_name_plural = _("versions of the terms")
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return self.version

    def clean(self) -> None:
        """Translations bind nobody, so they may be added and corrected later."""
        accepted = TermsVersion.objects.filter(pk=self.pk, acceptances__isnull=False).first()
        if accepted and any(getattr(accepted, name) != getattr(self, name) for name in self.binding_fields):
            raise ValidationError(_("Members have accepted this version, so it stays as it is. Make a new one."))

    @property
    def translation(self) -> StructValue | None:
        """The terms in the language of the interface, unless they bind in it or nobody translated them."""
        language = get_language()
        if language == self.language:
            return None
        return next((block.value for block in self.translations if block.value["language"] == language), None)


class TermsAcceptance(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="accepted_terms")
    terms = models.ForeignKey(TermsVersion, models.PROTECT, related_name="acceptances")
    accepted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("acceptance of terms")
        verbose_name_plural = _("acceptances of terms")
        constraints = [models.UniqueConstraint(fields=["user", "terms"], name="moderation_terms_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.terms_id}"
