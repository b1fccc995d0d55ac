"""Rows of many entries at once, table by table: Django inserts pages one by one because they span three tables."""

import random
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F
from django.utils.text import slugify
from wagtail.coreutils import string_to_ascii
from wagtail.models import Page

from hub.catalogue.models import Entry, EntryLink, Keyword, TaggedEntry
from hub.catalogue.references import reserve_references
from hub.catalogue.seeding.entries import TODAY, Seed
from hub.catalogue.types import finder_for

SOURCE = "seed"
NOON = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)


def write_seeds(dice: random.Random, seeds: Sequence[Seed]) -> list[int]:
    """Write entries with all their rows; the caller's transaction holds it together. Returns their keys."""
    for seed, reference in zip(seeds, reserve_references(len(seeds)), strict=True):
        _place(dice, seed.entry, reference)
    by_model: dict[type[Entry], list[Seed]] = {}
    for seed in seeds:
        by_model.setdefault(type(seed.entry), []).append(seed)
    for model, found in by_model.items():
        _hang_in_tree(model, [seed.entry for seed in found])
        _insert_pages(model, [seed.entry for seed in found])
        _insert_rows(model, found)
    _insert_links(seeds)
    _insert_tags(seeds)
    return [seed.entry.pk for seed in seeds]


def _place(dice: random.Random, entry: Entry, reference: str) -> None:
    """What makes it a page of its own, live since some day of the last three years."""
    entry.reference = entry.source_id = reference
    entry.source, entry.is_example = SOURCE, True
    entry.slug = f"{slugify(string_to_ascii(entry.title))[:60].strip('-') or 'entry'}-{int(reference[3:])}"
    entry.draft_title, entry.live = entry.title, True
    # Not from the dice: it must differ in a second run with the same ones.
    entry.translation_key = uuid.uuid4()
    published = NOON - timedelta(minutes=dice.randint(0, 3 * 365 * 24 * 60))
    entry.first_published_at = entry.last_published_at = entry.latest_revision_created_at = published


def _hang_in_tree(model: type[Entry], entries: Sequence[Entry]) -> None:
    """Give the pages their paths below the finder, which is locked until the transaction ends."""
    finder = Page.objects.select_for_update().get(pk=finder_for(model.kind).pk)
    last = finder.get_last_child() if finder.numchild else None
    first = Page._str2int(last.path[-Page.steplen :]) + 1 if last else 1
    content_type = ContentType.objects.get_for_model(model)
    for step, entry in enumerate(entries, start=first):
        entry.path, entry.depth = Page._get_path(finder.path, finder.depth + 1, step), finder.depth + 1
        entry.url_path = f"{finder.url_path}{entry.slug}/"
        entry.locale_id, entry.content_type_id = finder.locale_id, content_type.pk
    Page.objects.filter(pk=finder.pk).update(numchild=F("numchild") + len(entries))


def _insert_pages(model: type[Entry], entries: Sequence[Entry]) -> None:
    fields = [field for field in Page._meta.local_concrete_fields if not field.primary_key]
    pages = [Page(**{field.attname: getattr(entry, field.attname) for field in fields}) for entry in entries]
    for entry, page in zip(entries, Page.objects.bulk_create(pages), strict=True):
        entry.pk = entry.id = entry.page_ptr_id = page.pk
    for table in (Entry, model):
        rows = table._base_manager.all()
        # What `bulk_create` does for a model without parents.
        rows._batched_insert(list(entries), table._meta.local_concrete_fields, None)


def _insert_rows(model: type[Entry], seeds: Sequence[Seed]) -> None:
    for name in {name for seed in seeds for name in seed.terms}:
        field = model._meta.get_field(name)
        owner, term = field.m2m_column_name(), field.m2m_reverse_name()
        through = field.remote_field.through
        pairs = ((seed.entry.pk, key) for seed in seeds for key in seed.terms.get(name, ()))
        through.objects.bulk_create(through(**{owner: pk, term: key}) for pk, key in pairs)
    for table in {table for seed in seeds for table in seed.rows}:
        _insert_children(table, seeds)


def _insert_children(table: type[models.Model], seeds: Sequence[Seed]) -> None:
    [key] = [field for field in table._meta.concrete_fields if field.is_relation]
    table._default_manager.bulk_create(
        table(sort_order=place, **{key.attname: seed.entry.pk}, **values)
        for seed in seeds
        for place, values in enumerate(seed.rows.get(table, ()))
    )


def _insert_links(seeds: Sequence[Seed]) -> None:
    EntryLink.objects.bulk_create(
        EntryLink(entry_id=seed.entry.pk, sort_order=place, url=url, label=label)
        for seed in seeds
        for place, (url, label) in enumerate(seed.links)
    )


def _insert_tags(seeds: Sequence[Seed]) -> None:
    wanted = sorted({tag for seed in seeds for tag in seed.tags})
    found = {tag.name: tag.pk for tag in Keyword.objects.filter(name__in=wanted)}
    for name in wanted:
        if name not in found:
            found[name] = Keyword.objects.create(name=name).pk
    TaggedEntry.objects.bulk_create(
        TaggedEntry(content_object_id=seed.entry.pk, tag_id=found[tag]) for seed in seeds for tag in seed.tags
    )
