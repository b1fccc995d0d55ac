"""Finds out which entries a change touches, for `entries_changed`."""

from django.db.models import Model, Q
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.search.index import remove_object
from wagtail.signals import page_published, page_unpublished, post_page_move

from hub.catalogue import restrictions, vocabulary
from hub.catalogue.models import (
    VOCABULARIES,
    Entry,
    EntryFile,
    HubDocument,
    HubImage,
    Keyword,
    Licence,
    TaggedEntry,
    TermLabel,
)
from hub.catalogue.publication import note_change
from hub.catalogue.signals import entries_changed
from hub.catalogue.tasks import index_entries

# Entries that one task of the worker indexes for the admin.
INDEX_BATCH = 500


@receiver(post_save)
@receiver(post_delete)
def note_entry(sender, instance, **kwargs) -> None:
    if isinstance(instance, Entry):
        note_change([instance.pk])


@receiver(page_published)
@receiver(page_unpublished)
@receiver(post_page_move)
def note_entries_below(sender, instance: Page, **kwargs) -> None:
    """Wagtail signals the page that was changed, never the entries below it."""
    restrictions.forget()  # A moved page takes its restriction along.
    note_change(entry_ids_below(instance))


@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
def note_entries_restricted(sender, instance: PageViewRestriction, **kwargs) -> None:
    restrictions.forget()
    page = Page.objects.filter(pk=instance.page_id).first()
    if page:
        note_change(entry_ids_below(page))


@receiver(page_published)
def free_media(sender, instance: Page, **kwargs) -> None:
    """What was uploaded for a draft is as public as the entry from now on."""
    if isinstance(instance, Entry):
        HubImage.objects.filter(pk=instance.cover_id, private=True).update(private=False)
        files = EntryFile.objects.filter(entry=instance).values("document")
        HubDocument.objects.filter(private=True, pk__in=files).update(private=False)


def entry_ids_below(page: Page) -> list[int]:
    # A range uses the index of paths; Wagtail's `descendant_of` reads every page on SQLite.
    _first, last = page._get_children_path_interval(page.path)
    return list(Entry.objects.filter(path__range=(page.path, last)).order_by().values_list("pk", flat=True))


@receiver(post_save, sender="members.Organisation")
@receiver(post_save, sender=Keyword)
@receiver(post_save, sender=HubDocument)
@receiver(post_save, sender=Licence)
def note_entries_named_after(sender, instance, created: bool, **kwargs) -> None:
    """What is found by the name of an organisation, a keyword or a file is found by its new name.

    A licence has no name of its own in the search, but what it permits is a facet.
    """
    if not created:
        note_change(entry_ids_with(instance))


@receiver(pre_delete, sender="members.Organisation")
@receiver(pre_delete, sender=Keyword)
def remember_entries(sender, instance, **kwargs) -> None:
    instance.entries_before = entry_ids_with(instance)


@receiver(post_delete, sender="members.Organisation")
@receiver(post_delete, sender=Keyword)
def note_entries_without(sender, instance, **kwargs) -> None:
    note_change(instance.entries_before)


def entry_ids_with(named: Model) -> list[int]:
    """Entries that have this keyword, file or licence, or that this organisation leads or takes part in."""
    if isinstance(named, Keyword):
        return list(TaggedEntry.objects.filter(tag=named).values_list("content_object", flat=True))
    if isinstance(named, HubDocument):
        return list(EntryFile.objects.filter(document=named).values_list("entry", flat=True))
    if isinstance(named, Licence):
        return list(Entry.objects.filter(licence=named).values_list("pk", flat=True))
    entries = Entry.objects.filter(Q(organisation=named.pk) | Q(partners=named.pk))
    return list(entries.values_list("pk", flat=True).distinct())


@receiver(post_save)
@receiver(post_delete)
def forget_vocabulary(sender, **kwargs) -> None:
    if sender is TermLabel or sender in VOCABULARIES.values():
        vocabulary.touch()


@receiver(entries_changed)
def follow_entries(sender, entry_ids: frozenset[int], **kwargs) -> None:
    ids = sorted(entry_ids)
    for start in range(0, len(ids), INDEX_BATCH):
        index_entries.enqueue(ids[start : start + INDEX_BATCH])


@receiver(post_delete)
def forget_entry(sender, instance, **kwargs) -> None:
    if isinstance(instance, Entry):
        remove_object(instance)
