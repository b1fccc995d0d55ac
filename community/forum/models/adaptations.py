import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.forum.choices import PostState, Worked
from community.forum.models.posts import private_storage


def photo_path(report: "AdaptationReport", filename: str) -> str:
    return f"{secrets.token_hex(16)}.{filename.rpartition('.')[2]}"


class AdaptationReport(models.Model):
    """“I used this”: what became of an entry somewhere else. Checked before it shows; counted as uptake."""

    entry = models.ForeignKey("catalogue.Entry", models.CASCADE, related_name="adaptations")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="adaptations")
    language = models.CharField(max_length=8, default="en")
    country = models.ForeignKey(
        "catalogue.Country", models.PROTECT, null=True, related_name="+", verbose_name=_("country")
    )
    place = models.CharField(_("town or school"), max_length=120, blank=True)
    with_whom = models.CharField(_("with whom"), max_length=300)
    changed = models.TextField(_("what you changed"), max_length=3000)
    worked = models.CharField(_("did it work?"), max_length=6, choices=Worked)
    outcome = models.TextField(_("what happened"), max_length=3000, blank=True)
    photo = models.ImageField(_("photo"), upload_to=photo_path, storage=private_storage, blank=True)
    photo_alt = models.CharField(_("what the photo shows"), max_length=250, blank=True)
    photo_consent = models.BooleanField(
        _("Everybody in the photo, and the parents of children, agreed that it is published."), default=False
    )
    state = models.CharField(max_length=8, choices=PostState, default=PostState.PENDING)
    statement = models.ForeignKey("moderation.Statement", models.PROTECT, null=True, blank=True, related_name="+")
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("adaptation report")
        verbose_name_plural = _("adaptation reports")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="removed") | Q(statement__isnull=False), name="forum_report_removed_with_reasons"
            ),
            models.CheckConstraint(condition=Q(photo="") | Q(photo_consent=True), name="forum_photo_with_consent"),
        ]
        indexes = [models.Index(fields=["entry", "state"], name="forum_adaptation_entry")]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.get_worked_display()}"

    def get_absolute_url(self) -> str:
        return f"{reverse('forum:uses', args=[self.entry.reference])}#u{self.pk}"

    @property
    def photo_url(self) -> str:
        return reverse("forum:photo", args=[self.pk])
