"""Every change of what the public may see, in one transaction with all that hangs on it."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction

from hub.catalogue.signals import entries_changed


class _Pending(threading.local):
    """Ids collected by the `changing` blocks this thread is in."""

    depth = 0

    def __init__(self) -> None:
        self.ids: set[int] = set()


_pending = _Pending()


@contextmanager
def changing(entry_ids: Iterable[int] = ()) -> Iterator[None]:
    """Run a change of entries atomically.

    Just before the outermost block commits, `entries_changed` is sent with every id collected,
    still inside the transaction, so that receivers commit with the change or not at all.
    """
    with transaction.atomic():
        _pending.depth += 1
        try:
            yield
            note_change(entry_ids)
            if _pending.depth == 1 and _pending.ids:
                ids, _pending.ids = _pending.ids, set()
                entries_changed.send(sender=None, entry_ids=frozenset(ids))
        finally:
            _pending.depth -= 1
            if not _pending.depth:
                _pending.ids = set()


def note_change(entry_ids: Iterable[int]) -> None:
    """Say that these entries may have become visible, invisible or different.

    Outside of a `changing` block they are announced at once.
    """
    ids = {pk for pk in entry_ids if pk}
    if _pending.depth:
        _pending.ids |= ids
    elif ids:
        with transaction.atomic():
            entries_changed.send(sender=None, entry_ids=frozenset(ids))


class AtomicPage:
    """Makes the changes of a page atomic; Wagtail's own save rows, relations and signals one by one.

    Which entries a change touches is noted by `hub.catalogue.receivers`.
    """

    def save(self, *args, **kwargs):
        with changing():
            return super().save(*args, **kwargs)

    def publish(self, *args, **kwargs):
        with changing():
            return super().publish(*args, **kwargs)

    def unpublish(self, *args, **kwargs):
        with changing():
            return super().unpublish(*args, **kwargs)

    def move(self, *args, **kwargs):
        with changing():
            return super().move(*args, **kwargs)

    def copy(self, *args, **kwargs):
        with changing():
            return super().copy(*args, **kwargs)

    def delete(self, *args, **kwargs):
        with changing():
            return super().delete(*args, **kwargs)
