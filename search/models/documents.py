"""What anybody may find. One table is source, outbox and rebuild of every engine."""

from django.db import models


class Documents(models.Manager):
    """Rows without what is ready made for an index: it is long, and read by name where it is needed."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().defer("ready")


class SearchDocument(models.Model):
    """One row per thing that is or was public; a tombstone once it is not.

    `body` holds codes and numbers, never labels or addresses, so that renaming a term or moving a
    section rewrites nothing. `words` is apart because only text indexes read it. `ready` is what an index
    outside the database is sent, kept by its rebuild; whatever raises `version` empties it.
    """

    kind = models.CharField(max_length=20)
    object_id = models.PositiveBigIntegerField()
    version = models.PositiveBigIntegerField(default=0, db_index=True)
    deleted = models.BooleanField(default=False)
    language = models.CharField(max_length=8, blank=True, db_index=True)
    body = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    updated_at = models.DateTimeField(auto_now=True)
    ready = models.TextField(blank=True, default="", db_default="")

    objects = Documents()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_document_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} at {self.version}"


class SearchClock(models.Model):
    """One row. Counted up as the last thing a transaction does, so that commit order is version order.

    Whoever sees another `epoch` than it knows (after a restore or rebuild) loads everything afresh.
    """

    epoch = models.BigIntegerField()
    version = models.PositiveBigIntegerField(default=0)
    analysis = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"version {self.version} of epoch {self.epoch}"
