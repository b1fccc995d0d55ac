from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q
from wagtail.log_actions import log
from wagtail.models import Revision

from hub.catalogue.models import Entry, Keyword, TaggedEntry
from hub.catalogue.publication import changing, note_change


def merge_keywords(*, source: Keyword, target: Keyword, user: AbstractBaseUser | None = None) -> int:
    """Give all that has `source` the keyword `target`, drafts too; `source` goes. Returns how many entries moved."""
    with changing():
        rows = TaggedEntry.objects.filter(tag=source)
        moved = set(rows.values_list("content_object", flat=True))
        has_both = TaggedEntry.objects.filter(tag=target, content_object__in=moved).values("content_object")
        rows.filter(content_object__in=list(has_both.values_list("content_object", flat=True))).delete()
        rows.update(tag=target)
        _follow_in_drafts(source, target)
        note_change(moved)
        data = {"from": source.name, "moved": len(moved)}
        log(instance=target, action="catalogue.merge_keyword", user=user, data=data)
        source.delete()
    return len(moved)


def _follow_in_drafts(source: Keyword, target: Keyword) -> None:
    """A draft, and what is to be published later, names keywords by number; one that is gone would be lost."""
    drafts = Entry.objects.filter(has_unpublished_changes=True).values("latest_revision")
    for revision in Revision.page_revisions.filter(Q(pk__in=drafts) | Q(approved_go_live_at__isnull=False)).iterator():
        rows = revision.content.get("tagged_items", [])
        if any(row["tag"] == source.pk for row in rows):
            revision.content["tagged_items"] = _merged(rows, source.pk, target.pk)
            revision.save(update_fields=["content"])


def _merged(rows: list[dict], source: int, target: int) -> list[dict]:
    if any(row["tag"] == target for row in rows):
        return [row for row in rows if row["tag"] != source]
    return [row | {"tag": target} if row["tag"] == source else row for row in rows]
