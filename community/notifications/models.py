"""What people are told: by mail (`Outbox`) and on the site (`Notification`), as they wish (`Preference`)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    NONE = "none", _("No mails")
    MUST_ACT = "must-act", _("Only what waits for me")
    ALL = "all", _("Everything that concerns me")


class Rhythm(models.TextChoices):
    IMMEDIATE = "immediate", _("At once")
    DIGEST = "digest", _("Once a day, in one mail")


class Preference(models.Model):
    """Which mails a person wants. Without a row: everything, at once."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_preference", verbose_name=_("person")
    )
    scope = models.CharField(_("which mails"), max_length=10, choices=Scope, default=Scope.ALL)
    rhythm = models.CharField(_("when"), max_length=10, choices=Rhythm, default=Rhythm.IMMEDIATE)

    class Meta:
        verbose_name = _("mail preference")
        verbose_name_plural = _("mail preferences")

    def __str__(self) -> str:
        return f"{self.get_scope_display()}, {self.get_rhythm_display()}"


class Notification(models.Model):
    """A line in somebody's list of notices, worded when it is read, in the language it is read in."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=60)
    context = models.JSONField(_("context"), default=dict)
    url = models.CharField(_("address"), max_length=500)
    dedupe_key = models.CharField(_("key"), max_length=200, unique=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="notice_recent"),
            models.Index(fields=["recipient"], condition=models.Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.created_at:%Y-%m-%d}"


class Outbox(models.Model):
    """One mail, written in the transaction that causes it and worded when it is sent.

    `context` is emptied once the mail has left or never will: tokens and names are not kept longer than needed.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        SKIPPED = "skipped", _("Not wanted")
        FAILED = "failed", _("Failed")

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="mails",
        verbose_name=_("person"),
        help_text=_("Empty for an address that has no account."),
    )
    address = models.EmailField(_("e-mail address"), blank=True, help_text=_("Only without a person."))
    kind = models.CharField(_("kind"), max_length=60)
    language = models.CharField(_("language"), max_length=8)
    context = models.JSONField(_("context"), default=dict)
    url = models.CharField(_("link"), max_length=500, blank=True)
    reply_to = models.CharField(_("answers go to"), max_length=320, blank=True)
    dedupe_key = models.CharField(_("key"), max_length=200, unique=True)
    digest = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="items", verbose_name=_("sent as part of")
    )
    bundled = models.BooleanField(_("waits for the daily mail"), default=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    send_after = models.DateTimeField(_("not before"))
    claimed_at = models.DateTimeField(_("taken by a worker"), null=True, blank=True)
    status = models.CharField(_("state"), max_length=8, choices=Status, default=Status.WAITING)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("outbox")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["status", "send_after"], name="outbox_due")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(recipient__isnull=False) | ~models.Q(address=""), name="outbox_has_somebody"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.get_status_display()}"
