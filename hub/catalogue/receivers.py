"""Finds out which entries a change touches, for `entries_changed`."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.search.index import remove_object
from wagtail.signals import page_published, page_unpublished, post_page_move

from hub.catalogue import vocabulary
from hub.catalogue.models import VOCABULARIES, Entry, TermLabel
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
    note_change(entry_ids_below(instance))


@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
def note_entries_restricted(sender, instance: PageViewRestriction, **kwargs) -> None:
    page = Page.objects.filter(pk=instance.page_id).first()
    if page:
        note_change(entry_ids_below(page))


def entry_ids_below(page: Page) -> list[int]:
    return list(Entry.objects.descendant_of(page, inclusive=True).values_list("pk", flat=True))


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
