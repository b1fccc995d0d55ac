"""What the catalogue says when entries change."""

from hub.catalogue.signals import entries_changed


def connect() -> None:
    entries_changed.connect(tell_followers, dispatch_uid="forum.entries")


def tell_followers(sender, *, entry_ids: frozenset[int], **_: object) -> None:
    """Hand changed entries to the worker, when anybody follows anything."""
    from community.forum import tasks
    from community.forum.services.following_entries import anybody_follows

    if anybody_follows():
        tasks.announce_entries.enqueue(sorted(entry_ids))
