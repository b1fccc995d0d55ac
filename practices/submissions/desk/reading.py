"""A round as the desk reads it: what stands in each field, what changed, and what was said about it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from wagtail.fields import RichTextField

from hub.catalogue.types import entry_types
from practices.submissions.differences import FieldChange, differences
from practices.submissions.drafting import data_of, field_names
from practices.submissions.models import FieldComment, Round
from practices.submissions.states import Kind
from practices.submissions.texts import to_html
from practices.submissions.values import label_of, text_of


@dataclass(frozen=True)
class Thread:
    comment: FieldComment
    replies: list[FieldComment]


@dataclass(frozen=True)
class FieldBlock:
    name: str
    label: str
    html: SafeString
    change: FieldChange | None = None
    threads: list[Thread] = field(default_factory=list)


def blocks_of(round_: Round, before: dict[str, Any] | None, comments: Iterable[FieldComment]) -> list[FieldBlock]:
    """Every field of the form, in its order. `before` is what the round is compared with, if anything."""
    kind, page = round_.submission.entry_kind, round_.revision.as_object()
    data = data_of(page)
    changes = {change.name: change for change in differences(before, data, kind)} if before else {}
    threads = threads_of(comments)
    return [
        FieldBlock(
            name, label_of(kind, name), html_of(kind, name, data[name]), changes.get(name), threads.get(name, [])
        )
        for name in field_names(kind)
    ]


def data_before(round_: Round) -> dict[str, Any] | None:
    """What the round is compared with: the one before, or for an update what was published when it came.

    None for the first round of a new entry.
    """
    case = round_.submission
    earlier = case.rounds.filter(number__lt=round_.number).order_by("-number").first()
    if earlier:
        return data_of(earlier.revision.as_object())
    if case.kind != Kind.UPDATE:
        return None
    versions = case.entry.published_versions.filter(published_at__lt=round_.submitted_at)
    version = versions.order_by("-number").select_related("revision").first()
    return data_of(version.revision.as_object() if version else case.entry.specific)


def threads_of(comments: Iterable[FieldComment]) -> dict[str, list[Thread]]:
    """Comments with their answers, by field."""
    rows = list(comments)
    replies: dict[int, list[FieldComment]] = {}
    for row in rows:
        if row.parent_id:
            replies.setdefault(row.parent_id, []).append(row)
    threads: dict[str, list[Thread]] = {}
    for row in rows:
        if not row.parent_id:
            threads.setdefault(row.field, []).append(Thread(row, replies.get(row.pk, [])))
    return threads


def html_of(kind: str, name: str, value: Any) -> SafeString:
    """What readers will see in this field."""
    model = entry_types()[kind]
    if name in {row.name for row in model._meta.get_fields()} and isinstance(
        model._meta.get_field(name), RichTextField
    ):
        return mark_safe(to_html(value or ""))
    text = text_of(kind, name, value)
    return mark_safe(linebreaks(text, autoescape=True) if text else "")
