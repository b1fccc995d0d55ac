"""What an organisation works on before it submits."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from practices.submissions.models.cases import Round, Submission
from practices.submissions.states import People

PERSON = settings.AUTH_USER_MODEL


class DraftBuffer(models.Model):
    """The draft as last saved, in the shape of the form. One row, so that saving costs next to nothing.

    `version` rises with every save. `changed` says by field in which version it changed last and in which window, so
    that only people who changed the same field are told of a conflict. `base` is what an update began with: what the
    author leaves as it was keeps the value the entry has when the update is submitted.
    """

    submission = models.OneToOneField(Submission, models.CASCADE, primary_key=True, related_name="draft")
    data = models.JSONField(default=dict)
    base = models.JSONField(default=dict)
    changed = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    warned_at = models.DateTimeField(_("told that the draft will be removed"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("of a submission", "draft")
        verbose_name_plural = _("drafts")

    def __str__(self) -> str:
        return f"{self.submission_id} v{self.version}"


class Upload(models.Model):
    """A picture or file of a case. It is private until the entry is published."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="uploads")
    image = models.OneToOneField("catalogue.HubImage", models.CASCADE, null=True, blank=True, related_name="upload")
    document = models.OneToOneField(
        "catalogue.HubDocument", models.CASCADE, null=True, blank=True, related_name="upload"
    )
    people = models.CharField(_("people in the picture"), max_length=6, choices=People, default=People.NONE)
    consent = models.BooleanField(_("those shown, or their parents, have agreed in writing"), default=False)
    uploaded_by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    #: What whoever opens the file can see besides its text: names of `hub.catalogue.traces.Remark`.
    remarks = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(image__isnull=False, document__isnull=True) | Q(image__isnull=True, document__isnull=False),
                name="submissions_upload_is_one_thing",
            ),
            models.CheckConstraint(condition=Q(people=People.NONE) | Q(consent=True), name="submissions_people_agreed"),
        ]

    def __str__(self) -> str:
        return str(self.image or self.document)


class Declaration(models.Model):
    """What an organisation declares when it submits. A published wording does not change; a new one gets a new row."""

    class Subject(models.TextChoices):
        RIGHTS = "rights", _("Right to share the texts")
        LICENCE = "licence", _("Licence of the texts")
        PEOPLE = "people", _("People in pictures")
        TRUE = "true", _("Truth of what is said")

    subject = models.CharField(_("subject"), max_length=8, choices=Subject)
    language = models.CharField(_("language"), max_length=8, default="en")
    version = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("text"), max_length=1000)
    valid_from = models.DateTimeField(_("valid from"))
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")
        ordering = ["sort_order", "subject", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "language", "version"], name="submissions_declaration_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()} {self.version}"


class Consent(models.Model):
    """A declaration that was made with a round."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="consents")
    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="consents")
    given_by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("declaration made")
        verbose_name_plural = _("declarations made")
        constraints = [models.UniqueConstraint(fields=["round", "declaration"], name="submissions_consent_once")]

    def __str__(self) -> str:
        return f"{self.round}: {self.declaration}"
