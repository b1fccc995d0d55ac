"""What hangs on an entry: links, files, relations, keywords, reports of problems."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.models import Orderable

from hub.catalogue.choices import RELATED_BY_THIS, RELATED_TO_THIS, FileRole, LinkRole, ProblemKind, RelationKind
from hub.catalogue.models.entry import Entry


class Keyword(TagBase):
    """A free keyword. Editors merge and clean them; they are never a facet."""

    free_tagging = True

    class Meta:
        verbose_name = _("keyword")
        verbose_name_plural = _("keywords")


class TaggedEntry(ItemBase):
    tag = models.ForeignKey(Keyword, models.CASCADE, related_name="tagged_entries")
    content_object = ParentalKey(Entry, on_delete=models.CASCADE, related_name="tagged_items")


class EntryLink(Orderable):
    entry = ParentalKey(Entry, on_delete=models.CASCADE, related_name="links")
    url = models.URLField(_("address"), max_length=500)
    label = models.CharField(_("label"), max_length=160, blank=True)
    role = models.CharField(_("leads to"), max_length=12, choices=LinkRole, default=LinkRole.WEBSITE)

    panels = [FieldPanel("url"), FieldRowPanel([FieldPanel("label"), FieldPanel("role")])]


class EntryFile(Orderable):
    entry = ParentalKey(Entry, on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey("catalogue.HubDocument", models.PROTECT, related_name="+", verbose_name=_("file"))
    role = models.CharField(_("is a"), max_length=12, choices=FileRole, default=FileRole.GUIDE)

    panels = [FieldRowPanel([FieldPanel("document"), FieldPanel("role")])]


class EntryRelation(Orderable):
    """`entry` <kind> `target`, such as “is part of”. Shown from both ends."""

    entry = ParentalKey(Entry, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(_("this entry"), max_length=16, choices=RelationKind)
    target = models.ForeignKey(Entry, models.CASCADE, related_name="inverse_relations", verbose_name=_("the entry"))

    panels = [FieldRowPanel([FieldPanel("kind"), PageChooserPanel("target", "catalogue.Entry")])]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["entry", "kind", "target"], name="catalogue_relation_once"),
            models.CheckConstraint(condition=~models.Q(entry=models.F("target")), name="catalogue_relation_to_other"),
        ]

    def seen_from(self, entry: Entry) -> tuple[str, Entry]:
        """What the entry at the other end is to this one, and that entry."""
        kind = RelationKind(self.kind)
        if self.entry_id == entry.pk:
            return str(RELATED_BY_THIS[kind]), self.target
        return str(RELATED_TO_THIS[kind]), self.entry


class ProblemReport(models.Model):
    """What a reader said is wrong with an entry. Kept until an editor has dealt with it."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="problem_reports", verbose_name=_("entry"))
    kind = models.CharField(_("what is the problem?"), max_length=16, choices=ProblemKind)
    text = models.TextField(_("what should we know?"), max_length=2000)
    email = models.EmailField(
        _("your e-mail address"), blank=True, help_text=_("Only if you want an answer. Deleted with the report.")
    )
    created_at = models.DateTimeField(_("received"), auto_now_add=True)
    handled_at = models.DateTimeField(_("dealt with"), null=True, blank=True)
    handled_by = models.ForeignKey(
        "members.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("dealt with by")
    )

    class Meta:
        verbose_name = _("problem report")
        verbose_name_plural = _("problem reports")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.entry}: {self.get_kind_display()}"


class ReferenceCounter(models.Model):
    """One row: the last reference given. It never goes down, so a reference is never used twice."""

    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.last)
