"""Decisions and the statements of reasons without which nothing may be restricted."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from community.moderation.choices import RESTRICTIVE, Action, Ground, SanctionKind, Source
from community.moderation.models.cases import Case

EFFECTS = {
    Action.REMOVE: _("The content is no longer shown"),
    Action.UNLIST: _("The topic is left out of lists, search and feeds; its address still leads to it"),
    Action.SILENCE: _("The author may read, but not write"),
    Action.SUSPEND: _("The account may only appeal"),
}


def new_token() -> str:
    return secrets.token_urlsafe(24)


class Statement(models.Model):
    """The statement of reasons of one restriction, as Article 17 of the Digital Services Act asks."""

    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    kind = models.CharField(max_length=20)
    target_id = models.PositiveBigIntegerField()
    target_title = models.CharField(max_length=200)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="statements"
    )
    action = models.CharField(_("restriction"), max_length=8, choices=Action)
    ground = models.CharField(_("ground"), max_length=5, choices=Ground)
    rule = models.CharField(_("law or rule"), max_length=200)
    facts = models.TextField(_("facts and reasons"), max_length=4000)
    source = models.CharField(_("how it came up"), max_length=10, choices=Source)
    automated = models.BooleanField(_("found or decided by a program"), default=False)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    reversed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("statement of reasons")
        verbose_name_plural = _("statements of reasons")
        constraints = [
            models.CheckConstraint(condition=~Q(rule="") & ~Q(facts=""), name="moderation_statement_says_why"),
            models.CheckConstraint(condition=Q(action__in=RESTRICTIVE), name="moderation_statement_restricts"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        return f"SR-{self.pk:06d}"

    @property
    def effect(self) -> str:
        """The restriction, in words for the person it concerns."""
        return str(EFFECTS[Action(self.action)])


class Decision(models.Model):
    """What a moderator decided in a case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    action = models.CharField(_("decision"), max_length=8, choices=Action)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)
    explanation = models.TextField(_("explanation for those who reported it"), max_length=2000, blank=True)
    statement = models.OneToOneField(Statement, models.PROTECT, null=True, blank=True, related_name="decision")
    reversed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(action__in=RESTRICTIVE) | Q(statement__isnull=False),
                name="moderation_no_restriction_without_reasons",
            )
        ]

    def __str__(self) -> str:
        return self.get_action_display()


class Sanction(models.Model):
    """What a member may not do for a time. It cannot exist without its statement."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sanctions")
    kind = models.CharField(max_length=8, choices=SanctionKind)
    statement = models.OneToOneField(Statement, models.PROTECT, related_name="sanction")
    starts_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("sanction")
        verbose_name_plural = _("sanctions")
        indexes = [models.Index(fields=["user", "lifted_at"], name="moderation_sanction_user")]

    def __str__(self) -> str:
        return self.get_kind_display()


class Appeal(models.Model):
    """Somebody affected by a decision asks for another look, by somebody else."""

    class State(models.TextChoices):
        OPEN = "open", _("Waiting for a decision")
        UPHELD = "upheld", _("The decision stands")
        REVERSED = "reversed", _("The decision was reversed")

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="appeals")
    # Whom it is from: the person restricted, or whoever gave the notice and may have no account.
    from_notifier = models.BooleanField(default=False)
    text = models.TextField(_("why the decision is wrong"), max_length=4000)
    language = models.CharField(max_length=8, default="en")
    filed_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    # Repeated here so that the database itself refuses a judge in their own case.
    first_judge_id = models.PositiveBigIntegerField(null=True, editable=False)
    second_judge_id = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("answer"), max_length=4000, blank=True)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        constraints = [
            models.UniqueConstraint(fields=["decision", "from_notifier"], name="moderation_one_appeal_a_side"),
            models.CheckConstraint(
                condition=Q(second_judge_id__isnull=True)
                | Q(first_judge_id__isnull=True)
                | ~Q(second_judge_id=F("first_judge_id")),
                name="moderation_another_judge",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | (Q(decided_at__isnull=False) & ~Q(answer="")),
                name="moderation_appeal_is_answered",
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()
