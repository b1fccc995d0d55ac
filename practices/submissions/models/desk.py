"""What the desk keeps: who gets what, what may be double, what was published."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from practices.submissions.models.cases import Round, Submission
from practices.submissions.states import EntryKind

PERSON = settings.AUTH_USER_MODEL


class AssignmentRule(models.Model):
    """New submissions go to an editor by theme, country and language. The first rule that fits decides."""

    editor = models.ForeignKey(PERSON, models.CASCADE, related_name="+", verbose_name=_("editor"))
    theme = models.ForeignKey(
        "catalogue.Theme", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("theme")
    )
    country = models.ForeignKey(
        "catalogue.Country", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    language = models.ForeignKey(
        "catalogue.Language", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("language")
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("rule of assignment")
        verbose_name_plural = _("rules of assignment")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        about = [str(term) for term in (self.theme, self.country, self.language) if term]
        return f"{', '.join(about) or '*'} → {self.editor}"


class DuplicateLink(models.Model):
    """An entry that may be the same as the submitted one, and what somebody said about it."""

    class Verdict(models.TextChoices):
        SAME = "same", _("The same")
        OTHER = "other", _("Something else")

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="duplicates")
    entry = models.ForeignKey("catalogue.Entry", models.CASCADE, related_name="+", verbose_name=_("entry"))
    likeness = models.PositiveSmallIntegerField(_("likeness in per cent"))
    verdict = models.CharField(_("verdict"), max_length=5, choices=Verdict, blank=True)
    judged_by = models.ForeignKey(PERSON, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        ordering = ["-likeness", "pk"]
        constraints = [models.UniqueConstraint(fields=["submission", "entry"], name="submissions_duplicate_once")]

    def __str__(self) -> str:
        return f"{self.submission_id} ~ {self.entry_id}"


class PublishedVersion(models.Model):
    """A version of an entry that was public, numbered from 1."""

    entry = models.ForeignKey("catalogue.Entry", models.CASCADE, related_name="published_versions")
    number = models.PositiveSmallIntegerField(_("version"))
    revision = models.ForeignKey("wagtailcore.Revision", models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, models.SET_NULL, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(_("published"))

    class Meta:
        verbose_name = _("published version")
        verbose_name_plural = _("published versions")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="submissions_version_number_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} v{self.number}"


class EligibilityQuestion(models.Model):
    """A question an organisation answers for itself before it starts writing. Answers are not kept."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")

    entry_kind = models.CharField(_("for"), max_length=12, choices=EntryKind, blank=True)
    language = models.CharField(_("language"), max_length=8, default="en")
    question = models.CharField(_("question"), max_length=300)
    expected = models.CharField(_("the answer that fits"), max_length=3, choices=Answer, default=Answer.YES)
    otherwise = models.CharField(
        _("what to do otherwise"), max_length=500, help_text=_("Shown to those whose answer is the other one.")
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("question before submitting")
        verbose_name_plural = _("questions before submitting")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.question
