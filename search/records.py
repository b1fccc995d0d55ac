"""Everything a search document needs of many entries, read in a few queries."""

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.apps import apps

from hub.catalogue.choices import Evidence, LinkRole
from hub.catalogue.evidence import evidence_level
from hub.catalogue.models import Entry, EntryFile, EntryLink, TaggedEntry
from resources.models import MoocSession
from search import derived

TERM_FIELDS = (
    "sectors",
    "target_groups",
    "audiences",
    "countries",
    "themes",
    "subjects",
    "education_levels",
    "content_languages",
    "funding_programmes",
)
_BLOCK = re.compile(r"</?(?:p|h\d|li|ul|ol|br|hr|div|td|tr|th|table|blockquote)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


@dataclass
class Record:
    """One entry with what hangs on it."""

    entry: Entry
    codes: dict[str, list[str]] = field(default_factory=dict)
    links: list[tuple[str, str]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    sessions: list[tuple[date, date | None]] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return self.entry.kind

    @property
    def language(self) -> str:
        return self.entry.language.code if self.entry.language else ""

    @property
    def evidence(self) -> Evidence:
        return evidence_level(self.entry, any(role == LinkRole.EVALUATION for _label, role in self.links))

    @property
    def time(self) -> str:
        if self.kind == "resource":
            return derived.time_of_minutes(self.entry.minutes)
        if self.kind == "mooc":
            return derived.time_of_weeks(self.entry.weeks)
        return getattr(self.entry, "time_band", "")

    @property
    def cost(self) -> str:
        stated = getattr(self.entry, "cost_band", "") or derived.cost_of_price(getattr(self.entry, "price", None))
        return stated or ("none" if self.entry.free_of_charge else "")

    @property
    def permissions(self) -> list[str]:
        licence = self.entry.licence
        if not licence:
            return []
        may = (licence.may_use, licence.may_share, licence.may_adapt, licence.may_sell)
        return [code for code, allowed in zip(derived.Permission.values, may, strict=True) if allowed]

    @property
    def resource_type(self) -> str:
        kind = getattr(self.entry, "resource_type", None)
        return kind.code if kind else ""

    @property
    def purposes(self) -> list[str]:
        return getattr(self.entry, "purposes", [])

    @property
    def mode(self) -> str:
        return getattr(self.entry, "mode", "")

    @property
    def language_level(self) -> str:
        return getattr(self.entry, "language_level", "")

    @property
    def status_steps(self) -> list[tuple[int, str]]:
        return derived.status_steps(self.entry.always_open, self.sessions) if self.kind == "mooc" else []

    @property
    def body_text(self) -> str:
        entry = self.entry
        return "\n".join(_text_of(entry, name) for name in (*entry.body_fields, "evaluation_method"))


def plain(text: str) -> str:
    """Rich text without its tags. Plain text is left as it is."""
    return html.unescape(_TAG.sub("", _BLOCK.sub(" ", text)))


def visible_records(entry_ids: Iterable[int]) -> list[Record]:
    """The records of those entries that anybody may see."""
    ids = list(Entry.objects.visible().filter(pk__in=list(entry_ids)).values_list("pk", flat=True))
    records = {entry.pk: Record(entry) for model in entry_models() for entry in _read(model, ids)}
    for name in TERM_FIELDS:
        for pk, code in _pairs(name, ids, "code"):
            records[pk].codes.setdefault(name, []).append(code)
    for pk, partner in _pairs("partners", ids, "name"):
        records[pk].partners.append(partner)
    _add_rows(records)
    return list(records.values())


def entry_models() -> list[type[Entry]]:
    return [model for model in apps.get_models() if issubclass(model, Entry) and model is not Entry]


def _read(model: type[Entry], ids: Sequence[int]) -> Iterable[Entry]:
    related = ["language", "licence", "organisation"]
    if hasattr(model, "resource_type"):
        related.append("resource_type")
    return model.objects.filter(pk__in=ids).select_related(*related)


def _pairs(name: str, ids: Sequence[int], column: str) -> Iterable[tuple[int, str]]:
    # A parental many-to-many cannot be prefetched; its table can be read.
    relation = Entry._meta.get_field(name)
    owner, term = relation.m2m_field_name(), relation.m2m_reverse_field_name()
    table = relation.remote_field.through
    rows = table.objects.filter(**{f"{owner}_id__in": ids}).order_by(f"{term}__{column}")
    return rows.values_list(f"{owner}_id", f"{term}__{column}")


def _add_rows(records: dict[int, Record]) -> None:
    ids = list(records)
    for pk, label, role in EntryLink.objects.filter(entry_id__in=ids).values_list("entry_id", "label", "role"):
        records[pk].links.append((label, role))
    for pk, title in EntryFile.objects.filter(entry_id__in=ids).values_list("entry_id", "document__title"):
        records[pk].files.append(title)
    tags = TaggedEntry.objects.filter(content_object_id__in=ids).order_by("tag__name")
    for pk, name in tags.values_list("content_object_id", "tag__name"):
        records[pk].tags.append(name)
    courses = [pk for pk in ids if records[pk].kind == "mooc"]
    sessions = defaultdict(list)
    for pk, start, end in MoocSession.objects.filter(course_id__in=courses).values_list("course_id", "start", "end"):
        sessions[pk].append((start, end))
    for pk, found in sessions.items():
        records[pk].sessions = found


def _text_of(entry: Entry, name: str) -> str:
    value = getattr(entry, name, "")
    if hasattr(value, "stream_block"):
        value = " ".join(value.stream_block.get_searchable_content(value))
    return plain(value or "")
