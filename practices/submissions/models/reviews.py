"""What reviewers are asked and what they say."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from practices.submissions.models.cases import Round
from practices.submissions.states import EntryKind, InviteState, Recommendation

PERSON = settings.AUTH_USER_MODEL


class ReviewAssignment(models.Model):
    """Somebody is asked to judge one round. Before reading, they say whether their interests conflict."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="assignments")
    reviewer = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="review_assignments")
    invited_by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(_("invited"))
    note = models.TextField(_("note to the reviewer"), max_length=1000, blank=True)
    due_at = models.DateField(_("due"))
    state = models.CharField(_("state"), max_length=10, choices=InviteState, default=InviteState.INVITED)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    conflict = models.BooleanField(_("conflict of interest"), null=True, blank=True)
    conflict_note = models.CharField(_("which"), max_length=500, blank=True)
    decline_reason = models.CharField(_("reason"), max_length=500, blank=True)
    suggestion = models.CharField(_("somebody else"), max_length=200, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation to review")
        verbose_name_plural = _("invitations to review")
        ordering = ["invited_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "reviewer"],
                condition=~Q(state__in=[InviteState.DECLINED, InviteState.CANCELLED]),
                name="submissions_reviewer_once",
            ),
            # Nobody reads or judges before having answered the question.
            models.CheckConstraint(
                condition=~Q(state__in=[InviteState.ACCEPTED, InviteState.SUBMITTED]) | Q(conflict=False),
                name="submissions_no_conflict_to_review",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.get_state_display()}"


class Rubric(ClusterableModel):
    """What reviewers judge by. One is in force for each type of entry; one without a type serves the others."""

    title = models.CharField(_("title"), max_length=120)
    entry_kind = models.CharField(_("for"), max_length=12, choices=EntryKind, blank=True)
    active = models.BooleanField(_("in force"), default=True)

    class Meta:
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry_kind"],
                condition=Q(active=True),
                name="submissions_one_rubric_in_force",
                violation_error_message=_("Another rubric is in force for this type. Retire that one first."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Criterion(models.Model):
    """One question of a rubric with a sentence for each level, so that two reviewers mean the same by a 3."""

    rubric = ParentalKey(Rubric, on_delete=models.CASCADE, related_name="criteria")
    question = models.CharField(_("question"), max_length=200)
    level_1 = models.CharField(_("level 1 means"), max_length=200)
    level_2 = models.CharField(_("level 2 means"), max_length=200)
    level_3 = models.CharField(_("level 3 means"), max_length=200)
    level_4 = models.CharField(_("level 4 means"), max_length=200)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0, editable=False)

    sort_order_field = "sort_order"

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.question

    @property
    def levels(self) -> list[tuple[int, str]]:
        return [(1, self.level_1), (2, self.level_2), (3, self.level_3), (4, self.level_4)]


class Review(models.Model):
    """What a reviewer says. A draft until it is sent; then it does not change."""

    assignment = models.OneToOneField(ReviewAssignment, models.CASCADE, related_name="review")
    recommendation = models.CharField(_("recommendation"), max_length=8, choices=Recommendation, blank=True)
    for_author = models.TextField(_("text for the organisation"), max_length=6000, blank=True)
    for_editors = models.TextField(_("text for the editors only"), max_length=6000, blank=True)
    saved_at = models.DateTimeField(auto_now=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | ~Q(recommendation=""), name="submissions_review_recommends"
            )
        ]

    def __str__(self) -> str:
        return str(self.assignment)


class ReviewScore(models.Model):
    """The level a reviewer gave to a criterion; empty means that it does not apply."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    level = models.PositiveSmallIntegerField(
        _("level"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(4)]
    )

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["criterion__sort_order", "pk"]
        constraints = [models.UniqueConstraint(fields=["review", "criterion"], name="submissions_score_once")]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.level or '–'}"
