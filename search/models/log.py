from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchLog(models.Model):
    """What was searched on a day, and how often. Holds no person, address or identifier."""

    day = models.DateField(db_index=True)
    text = models.CharField(max_length=120)
    #: What was chosen, as `country=be&sector=schools`.
    filters = models.CharField(max_length=200, blank=True, default="")
    language = models.CharField(max_length=8)
    searches = models.PositiveIntegerField(default=0)
    #: How many results the last of these searches had.
    total = models.PositiveIntegerField(default=0)
    #: How often a result was opened, and the sum of the ranks of those; a best bet has rank 0.
    clicks = models.PositiveIntegerField(default=0)
    ranks = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("search")
        verbose_name_plural = _("searches")
        constraints = [
            models.UniqueConstraint(fields=["day", "text", "filters", "language"], name="search_log_once_per_day")
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.total})"
