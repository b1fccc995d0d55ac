from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from community.forum.choices import TopicState
from community.forum.models.categories import Category

PAGE_SIZE = 20


class Topic(models.Model):
    """A conversation. Its row is the one lock of everything that happens in it."""

    category = models.ForeignKey(
        Category, models.PROTECT, related_name="topics", verbose_name=_("category"), db_index=False
    )
    title = models.CharField(_("title"), max_length=160)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="topics", db_index=False
    )
    language = models.CharField(_("language"), max_length=8, default="en")
    entry = models.OneToOneField(
        "catalogue.Entry", models.SET_NULL, null=True, blank=True, related_name="topic", verbose_name=_("entry")
    )
    themes = models.ManyToManyField("catalogue.Theme", blank=True, related_name="+", verbose_name=_("themes"))
    countries = models.ManyToManyField("catalogue.Country", blank=True, related_name="+", verbose_name=_("countries"))
    state = models.CharField(max_length=8, choices=TopicState, default=TopicState.OPEN)
    statement = models.ForeignKey("moderation.Statement", models.PROTECT, null=True, blank=True, related_name="+")
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    locked = models.BooleanField(_("locked"), default=False)
    pinned_until = models.DateTimeField(_("pinned until"), null=True, blank=True)
    answer = models.ForeignKey("forum.Post", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    # Kept right in the transaction of every change; nobody counts rows to show a page.
    last_number = models.PositiveIntegerField(default=0)  # the highest number given, never given again
    post_count = models.PositiveIntegerField(default=0)  # visible posts
    last_post_at = models.DateTimeField(default=timezone.now)
    last_author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["removed", "unlisted"]) | Q(statement__isnull=False),
                name="forum_topic_hidden_with_reasons",
            )
        ]
        indexes = [
            # Not partial: SQLite does not see that a bound “open” is the condition of an index.
            models.Index(fields=["category", "state", "-last_post_at", "-id"], name="forum_topic_list"),
            models.Index(fields=["state", "-last_post_at", "-id"], name="forum_topic_latest"),
            models.Index(fields=["author", "-created_at"], name="forum_topic_author"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs):
        if self._state.adding and not self.last_number:
            self.last_post_at = self.created_at  # until somebody has written
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("forum:topic", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        return slugify(self.title)[:60].strip("-") or "topic"

    @property
    def reply_count(self) -> int:
        return max(self.post_count - 1, 0)

    @property
    def page_count(self) -> int:
        return max((self.last_number + PAGE_SIZE - 1) // PAGE_SIZE, 1)

    @property
    def is_pinned(self) -> bool:
        return self.pinned_until is not None and self.pinned_until > timezone.now()

    @property
    def is_public_state(self) -> bool:
        return self.state in (TopicState.OPEN, TopicState.UNLISTED)

    def url_of(self, number: int) -> str:
        """The address of a post: its page, and its place on it."""
        page = (max(number, 1) - 1) // PAGE_SIZE + 1
        query = f"?page={page}" if page > 1 else ""
        return f"{self.get_absolute_url()}{query}#p{number}"


class TopicWord(models.Model):
    """The words a topic is found by, in forms that `search.analysis` makes. Private rooms are in no search engine."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="words")
    word = models.CharField(max_length=40)
    in_title = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "topic"], name="forum_word_once")]

    def __str__(self) -> str:
        return self.word


class Draft(models.Model):
    """What somebody has typed and not yet posted. One per place: a new topic, that of an entry, the reply to a topic.

    `about` is where a new topic is to go, as chosen: category, language, themes, countries by their codes.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="forum_drafts", db_index=False)
    place = models.CharField(max_length=40)
    title = models.CharField(max_length=160, blank=True)
    body = models.TextField(blank=True)
    about = models.JSONField(default=dict, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "place"], name="forum_draft_once")]

    def __str__(self) -> str:
        return self.title or self.body[:60]
