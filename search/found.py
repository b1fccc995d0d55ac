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

    `url` is in the language of the interface, `codes` are the values it has in every facet today, `cover_file` is
    where its picture in the size of a list lies.
    """

    pk: int
    url: str
    title: str
    reference: str
    summary: str
    language_id: int | None
    licence_id: int | None
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


def read_entries(ids: Sequence[int]) -> list[FoundEntry]:
    """The visible ones of these entries in the order of the ids, in one query."""
    today = timezone.localdate()
    rows = _rows().visible().filter(pk__in=ids)
    # One page asks for the addresses of all: it remembers where the sites begin.
    page = Page(pk=1)
    found = {}
    for pk, page.url_path, *columns, body in rows:
        found[pk] = FoundEntry(pk, page.get_url() or "", *columns, codes_on(body or {}, today))
    return [found[pk] for pk in ids if pk in found]


@cache
def _rows() -> EntryQuerySet:
    """Kept: putting it together takes longer than asking it."""
    document = SearchDocument.objects.filter(kind=ENTRY, object_id=OuterRef("pk"))
    rendition = HubRendition.objects.filter(image=OuterRef("cover"), filter_spec=COVER)
    return Entry.objects.values_list(
        "pk",
        "url_path",
        "title",
        "reference",
        "summary",
        "language_id",
        "licence_id",
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
