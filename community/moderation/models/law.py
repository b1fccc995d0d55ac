"""Notices from outside and the terms people accept."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

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
    """The terms as they read from a day on. Published versions do not change."""

    version = models.CharField(_("version"), max_length=20, unique=True)
    valid_from = models.DateTimeField(_("valid from"))
    text = models.TextField(_("text"))
    changes = models.TextField(_("what changed"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("version of the terms")
        verbose_name_plural = _("versions of the terms")
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return self.version


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
