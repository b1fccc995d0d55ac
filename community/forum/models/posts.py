import secrets

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.forum.choices import PostState, ReactionKind, ReferenceKind
from community.forum.models.topics import Topic
from hub.catalogue.traces import told


class Post(models.Model):
    """What one person said. `number` is its place in the topic and is never given again."""

    # The unique number covers the topic; a second index would lead PostgreSQL to read the whole topic for a page.
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="posts", db_index=False)
    number = models.PositiveIntegerField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="posts", db_index=False
    )
    body = models.TextField(_("text"))
    html = models.TextField(editable=False)
    state = models.CharField(max_length=8, choices=PostState, default=PostState.VISIBLE)
    statement = models.ForeignKey("moderation.Statement", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    thanks_count = models.PositiveIntegerField(default=0)
    useful_count = models.PositiveIntegerField(default=0)
    # Made with the form, so that a form sent twice is one post.
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    fingerprint = models.CharField(max_length=32, blank=True, editable=False)
    address = models.GenericIPAddressField(null=True, blank=True, editable=False)  # for 30 days

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.UniqueConstraint(fields=["topic", "number"], name="forum_post_number"),
            models.CheckConstraint(
                condition=~Q(state="removed") | Q(statement__isnull=False), name="forum_post_removed_with_reasons"
            ),
        ]
        indexes = [
            models.Index(fields=["author", "-created_at"], name="forum_post_author"),
            models.Index(fields=["created_at"], condition=Q(address__isnull=False), name="forum_post_address"),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id}/{self.number}"

    def get_absolute_url(self) -> str:
        """The address that stays when the post moves."""
        return reverse("forum:post", args=[self.pk])

    @property
    def is_visible(self) -> bool:
        return self.state == PostState.VISIBLE


class PostAddress(models.Model):
    """Where a post was before it moved. Its old number leads to it for ever."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="moved_posts", db_index=False)
    number = models.PositiveIntegerField()
    post = models.ForeignKey(Post, models.CASCADE, related_name="old_addresses")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "number"], name="forum_address_once")]

    def __str__(self) -> str:
        return f"{self.topic_id}/{self.number}"


class PostRevision(models.Model):
    """What a post said before an edit."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions")
    body = models.TextField()
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    replaced_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.post_id} until {self.replaced_at:%Y-%m-%d %H:%M}"


class PostReference(models.Model):
    """A post that quotes, answers or names another post, a person or an entry."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="references")
    kind = models.CharField(max_length=8, choices=ReferenceKind)
    target = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="referenced_by")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    entry = models.ForeignKey("catalogue.Entry", models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["entry", "post"], name="forum_reference_entry")]

    def __str__(self) -> str:
        return f"{self.post_id} {self.kind}"


class Reaction(models.Model):
    post = models.ForeignKey(Post, models.CASCADE, related_name="reactions", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="forum_reactions")
    kind = models.CharField(max_length=8, choices=ReactionKind)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "user", "kind"], name="forum_reaction_once")]

    def __str__(self) -> str:
        return f"{self.post_id} {self.kind}"


def attachment_path(attachment: "Attachment", filename: str) -> str:
    """A name nobody can guess and no visitor has chosen."""
    return f"{secrets.token_hex(16)}.{attachment.extension}"


def private_storage():
    """Files whose every read is checked; never below an address of the web server."""
    return storages["private"]


class Attachment(models.Model):
    """A picture or PDF of a post. Read through a view that asks whether the post may be seen."""

    post = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="attachments")
    uploader = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    key = models.CharField(max_length=32, unique=True, editable=False)
    file = models.FileField(upload_to=attachment_path, storage=private_storage)
    name = models.CharField(max_length=120)
    extension = models.CharField(max_length=4)
    size = models.PositiveIntegerField()
    alt = models.CharField(_("what the picture shows"), max_length=250, blank=True)
    #: What whoever opens the file can see besides its text: names of `hub.catalogue.traces.Remark`.
    remarks = models.JSONField(default=list, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.extension != "pdf"

    @property
    def told(self) -> list[str]:
        """What its sender should know, in words."""
        return told(self.remarks)

    def get_absolute_url(self) -> str:
        return reverse("forum:attachment", args=[self.key])
