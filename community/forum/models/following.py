from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.forum.choices import Followed, Level
from community.forum.models.topics import Topic


class ForumMember(models.Model):
    """What the forum knows of a member: how far they are trusted, and up to when they have read everything."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="forum_member")
    # How others name them: “@maria-koutsou”.
    handle = models.CharField(max_length=60, unique=True, null=True)  # noqa: DJ001  (unique, and unknown at first)
    approved_posts = models.PositiveIntegerField(default=0)
    read_up_to = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.user_id}"


class TopicUser(models.Model):
    """One row per member and topic they opened: how far they read and how closely they follow."""

    # Both are covered by the indexes below; more would lead PostgreSQL to read all that somebody ever opened.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="readers", db_index=False)
    level = models.PositiveSmallIntegerField(choices=Level, null=True, blank=True)
    last_read = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "topic"], name="forum_topic_user_once")]
        indexes = [models.Index(fields=["topic", "level"], name="forum_topic_watchers")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.topic_id}"


class Follow(models.Model):
    """How closely a member follows something that is not a topic."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows", db_index=False)
    kind = models.CharField(max_length=12, choices=Followed)
    target_id = models.PositiveBigIntegerField()
    level = models.PositiveSmallIntegerField(_("how closely"), choices=Level, default=Level.WATCHED)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind", "target_id"], name="forum_follow_once")]
        indexes = [models.Index(fields=["kind", "target_id", "level"], name="forum_follow_target")]

    def __str__(self) -> str:
        return f"{self.kind} {self.target_id}"
