from django.db import models


class SearchLog(models.Model):
    """What was searched on a day, and how often. Holds no person, address or identifier."""

    day = models.DateField(db_index=True)
    text = models.CharField(max_length=120)
    language = models.CharField(max_length=8)
    searches = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "text", "language"], name="search_log_once_per_day")]

    def __str__(self) -> str:
        return f"{self.text} ({self.total})"
