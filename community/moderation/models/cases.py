"""A case gathers everything that was said about one thing, so that a storm of flags is one item of work."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.moderation.choices import FlagReason, Ground, Source


class Case(models.Model):
    """One thing that waits for a moderator. `kind` and `target_id` name it for its handler."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        DECIDED = "decided", _("Decided")
        SETTLED = "settled", _("No longer needed")

    kind = models.CharField(max_length=20)
    target_id = models.PositiveBigIntegerField()
    scope = models.PositiveBigIntegerField(null=True, blank=True)  # the category whose own moderators may decide
    source = models.CharField(max_length=10, choices=Source)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    flag_count = models.PositiveIntegerField(default=0)
    urgent = models.BooleanField(default=False)
    opened_at = models.DateTimeField(auto_now_add=True)
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    claimed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        permissions = [("moderate", "Can decide cases of moderation")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "target_id"], condition=Q(state="open"), name="moderation_one_open_case"
            )
        ]
        indexes = [models.Index(fields=["state", "-urgent", "opened_at", "id"], name="moderation_case_queue")]

    def __str__(self) -> str:
        return f"{self.kind} {self.target_id}"


class Flag(models.Model):
    """A member says that something is wrong. Once per person and case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="flags")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("what is wrong"), max_length=10, choices=FlagReason)
    note = models.TextField(_("in your words"), max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        constraints = [models.UniqueConstraint(fields=["case", "reporter"], name="moderation_flag_once")]

    def __str__(self) -> str:
        return self.get_reason_display()


class ModeratorNote(models.Model):
    """What moderators tell each other about a person or a thing."""

    kind = models.CharField(max_length=20)
    target_id = models.PositiveBigIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("note"), max_length=2000)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("moderator’s note")
        verbose_name_plural = _("moderators’ notes")
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["kind", "target_id"], name="moderation_note_target")]

    def __str__(self) -> str:
        return self.text[:60]


class CannedReason(models.Model):
    """A reason written once. The moderator may change it before it is sent."""

    title = models.CharField(_("title"), max_length=80)
    language = models.CharField(_("language"), max_length=8, default="en")
    ground = models.CharField(_("ground"), max_length=5, choices=Ground, default=Ground.TERMS)
    rule = models.CharField(_("law or rule"), max_length=200)
    facts = models.TextField(_("what happened, and why it breaks the rule"), max_length=2000)
    sort_order = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("canned reason")
        verbose_name_plural = _("canned reasons")
        ordering = ["sort_order", "title"]

    def __str__(self) -> str:
        return self.title
