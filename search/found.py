"""Entries by the ids that an engine gives: what is visible of them, and what a list shows of that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db.models import JSONField, OuterRef, Subquery
from django.utils import timezone
from wagtail.models import Page

from hub.catalogue.managers import EntryQuerySet
from hub.catalogue.models import Entry, HubRendition
from search.documents import ENTRY
from search.engines.base import codes_on
from search.models import SearchDocument

COVER = "fill-480x320|format-webp"


@dataclass(frozen=True)
class FoundEntry:
    """What a list needs of an entry. Making the model of a page with its ninety columns costs more than the search.

    `codes` are the values it has in every facet today, `cover_file` is where its picture in the size of a list lies.
    """

    pk: int
    title: str
    reference: str
    summary: str
    language_id: int | None
    licence_id: int | None
    url_path: str
    first_published_at: datetime | None
    last_published_at: datetime | None
    last_verified_at: datetime | None
    featured: bool
    source_url: str
    organisation_id: int | None
    organisation_name: str | None
    cover_id: int | None
    cover_alt: str | None
    cover_file: str | None
    codes: dict[str, list[str]]

    @property
    def url(self) -> str:
        """The address in the language of the interface."""
        return Page(pk=self.pk, url_path=self.url_path).get_url() or ""


def read_entries(ids: Sequence[int]) -> list[FoundEntry]:
    """The visible ones of these entries in the order of the ids, in one query."""
    today = timezone.localdate()
    rows = _rows().visible().filter(pk__in=ids)
    found = {pk: FoundEntry(pk, *columns, codes_on(body or {}, today)) for pk, *columns, body in rows}
    return [found[pk] for pk in ids if pk in found]


@cache
def _rows() -> EntryQuerySet:
    """Kept: putting it together takes longer than asking it."""
    document = SearchDocument.objects.filter(kind=ENTRY, object_id=OuterRef("pk"))
    rendition = HubRendition.objects.filter(image=OuterRef("cover"), filter_spec=COVER)
    return Entry.objects.values_list(
        "pk",
        "title",
        "reference",
        "summary",
        "language_id",
        "licence_id",
        "url_path",
        "first_published_at",
        "last_published_at",
        "last_verified_at",
        "featured",
        "source_url",
        "organisation_id",
        "organisation__name",
        "cover_id",
        "cover__alt_text",
        Subquery(rendition.values("file")[:1]),
        Subquery(document.values("body")[:1], output_field=JSONField()),
    )
