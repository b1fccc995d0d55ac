"""The case: what was submitted, when, by whom, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from practices.submissions.states import (
    OPEN,
    PUBLIC_NAMES,
    Actor,
    Audience,
    EntryKind,
    Kind,
    Outcome,
    Status,
    next_actor,
)

PERSON = settings.AUTH_USER_MODEL


class Submission(models.Model):
    """One wish of an organisation: to publish a new entry or to change a published one.

    An entry has at most one open case. `status` is a copy of what the rows say; see `states.status_from`.
    """

    entry = models.ForeignKey("catalogue.Entry", models.PROTECT, related_name="submissions", verbose_name=_("entry"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.NEW)
    entry_kind = models.CharField(_("type"), max_length=12, choices=EntryKind)
    organisation = models.ForeignKey(
        "members.Organisation", models.PROTECT, related_name="submissions", verbose_name=_("organisation")
    )
    contact = models.ForeignKey(
        PERSON, models.SET_NULL, null=True, related_name="submissions", verbose_name=_("contact person")
    )
    handling_editor = models.ForeignKey(
        PERSON, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("handling editor")
    )
    status = models.CharField(_("state"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    open = models.BooleanField(default=True, editable=False)
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)
    submitted_at = models.DateTimeField(_("first submitted"), null=True, blank=True)
    responded_at = models.DateTimeField(_("first answered"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    due_at = models.DateField(_("due"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("reason of withdrawal"), max_length=500, blank=True)
    waited_for_author = models.DurationField(
        _("time with the author"), null=True, blank=True, help_text=_("Does not count as time of the desk.")
    )

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-created_at", "-pk"]
        permissions = [("decide_submission", "Can decide submissions")]
        indexes = [
            models.Index(fields=["status", "due_at"], name="submissions_board"),
            models.Index(fields=["organisation", "-changed_at"], name="submissions_of_organisation"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["entry"], condition=Q(open=True), name="submissions_one_open_case"),
            models.CheckConstraint(
                condition=Q(open=True, status__in=sorted(OPEN)) | Q(open=False) & ~Q(status__in=sorted(OPEN)),
                name="submissions_open_as_status_says",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.entry.title}"

    @property
    def reference(self) -> str:
        """What people name the case by, such as `S-000012`."""
        return f"S-{self.pk:06d}"

    @property
    def public_status(self) -> str:
        return str(PUBLIC_NAMES[Status(self.status)])

    @property
    def next_actor(self) -> Actor:
        return next_actor(self.status)


class Round(models.Model):
    """What was submitted once: a version of the entry that nobody can change any more, and what the desk said."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("round"))
    revision = models.ForeignKey("wagtailcore.Revision", models.PROTECT, related_name="+")
    cover_note = models.TextField(_("note to the editors"), max_length=2000, blank=True)
    submitted_by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    submitted_at = models.DateTimeField(_("submitted"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    decided_by = models.ForeignKey(PERSON, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    letter = models.TextField(_("text to the organisation"), max_length=8000, blank=True)
    due_at = models.DateField(_("changes due"), null=True, blank=True)

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "number"], name="submissions_round_number_once"),
            models.UniqueConstraint(fields=["submission"], condition=Q(outcome=""), name="submissions_one_round_waits"),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(decided_at__isnull=False), name="submissions_outcome_has_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}/{self.number}"


class SubmissionEvent(models.Model):
    """A line of the timeline. Lines are added, never changed."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="events")
    kind = models.CharField(_("what"), max_length=20)
    actor = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+", verbose_name=_("who"))
    audience = models.CharField(_("shown to"), max_length=6, choices=Audience, default=Audience.AUTHOR)
    data = models.JSONField(default=dict)
    created_at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("event of a submission")
        verbose_name_plural = _("events of submissions")
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["-created_at"], name="submissions_audit")]

    def __str__(self) -> str:
        return self.kind


class Message(models.Model):
    """A message between the organisation and the desk, or a note within the desk."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="messages")
    author = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    from_desk = models.BooleanField()
    audience = models.CharField(max_length=6, choices=Audience, default=Audience.AUTHOR)
    text = models.TextField(_("message"), max_length=4000)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class FieldComment(models.Model):
    """A comment on one field of one round, or an answer to one.

    What the desk and reviewers write is theirs until they share it or request changes.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="comments")
    field = models.CharField(_("field"), max_length=40)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    author = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    from_desk = models.BooleanField()
    audience = models.CharField(max_length=6, choices=Audience, default=Audience.DESK)
    text = models.TextField(_("comment"), max_length=2000)
    created_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(PERSON, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("comment on a field")
        verbose_name_plural = _("comments on fields")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
