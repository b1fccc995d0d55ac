from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.forum.choices import Mode, Who


class Category(models.Model):
    """A room of the forum, in two levels. A category with children groups them."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("group")
    )
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=80)
    description = models.CharField(_("description"), max_length=200, blank=True)
    # {"nl": {"name": …, "description": …}}: rooms are few, so their translations need no table.
    translations = models.JSONField(_("translations"), default=dict, blank=True)
    mode = models.CharField(_("mode"), max_length=14, choices=Mode, default=Mode.DISCUSSION)
    who_sees = models.CharField(_("who may see it"), max_length=10, choices=Who, default=Who.ANYONE)
    who_replies = models.CharField(_("who may reply"), max_length=10, choices=Who, default=Who.MEMBERS)
    who_starts = models.CharField(_("who may start a topic"), max_length=10, choices=Who, default=Who.MEMBERS)
    group = models.ForeignKey(
        "auth.Group", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("group of people")
    )
    moderators = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="moderated_categories", verbose_name=_("moderators")
    )
    sort_order = models.PositiveIntegerField(_("order"), default=0)
    # Rolled up from `CategoryDelta` by a task; a reader adds the deltas that are left.
    topic_count = models.IntegerField(default=0, editable=False)
    post_count = models.IntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["sort_order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(who_replies=Who.ANYONE) & ~models.Q(who_starts=Who.ANYONE),
                name="forum_writing_needs_an_account",
            )
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        if self.parent_id and (self.parent.parent_id or self.parent_id == self.pk):
            raise ValidationError({"parent": _("Categories have two levels.")})
        uses_group = Who.GROUP in (self.who_sees, self.who_replies, self.who_starts)
        if uses_group and not self.group_id:
            raise ValidationError({"group": _("Name the group of people.")})

    @property
    def label(self) -> str:
        return self._translated("name") or self.name

    @property
    def summary(self) -> str:
        return self._translated("description") or self.description

    def _translated(self, field: str) -> str:
        return self.translations.get(get_language() or "", {}).get(field, "")

    @property
    def is_questions(self) -> bool:
        return self.mode == Mode.QUESTIONS


class CategoryDelta(models.Model):
    """A change of a category's totals. Writers only add rows, so no two of them wait for each other."""

    category = models.ForeignKey(Category, models.CASCADE, related_name="deltas")
    topics = models.SmallIntegerField(default=0)
    posts = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.category_id}: {self.topics:+d} {self.posts:+d}"
