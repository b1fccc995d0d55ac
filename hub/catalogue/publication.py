"""Every change of what the public may see, in one transaction with all that hangs on it."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps

from django.db import transaction

from hub.catalogue.admin_forms import CopyWithoutAliasForm
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
    """Makes saving a page atomic: rows, relations and signals are written one by one.

    Which entries a change touches is noted by `hub.catalogue.receivers`; see also `make_actions_atomic`.
    """

    copy_form_class = CopyWithoutAliasForm

    def save(self, *args, **kwargs):
        with changing():
            return super().save(*args, **kwargs)


def make_actions_atomic() -> None:
    """Run everything Wagtail does to pages in `changing()`.

    Its admin, its commands and the methods of pages all end in these actions, often with a page that is
    not of our class.
    """
    for action in _page_actions():
        action.execute = _atomic(action.execute)


def _page_actions() -> list[type]:
    from wagtail.actions.convert_alias import ConvertAliasPageAction
    from wagtail.actions.copy_page import CopyPageAction
    from wagtail.actions.create_alias import CreatePageAliasAction
    from wagtail.actions.delete_page import DeletePageAction
    from wagtail.actions.move_page import MovePageAction
    from wagtail.actions.publish_page_revision import PublishPageRevisionAction
    from wagtail.actions.unpublish_page import UnpublishPageAction

    return [
        ConvertAliasPageAction,
        CopyPageAction,
        CreatePageAliasAction,
        DeletePageAction,
        MovePageAction,
        PublishPageRevisionAction,
        UnpublishPageAction,
    ]


def _atomic(execute: Callable) -> Callable:
    @wraps(execute)
    def execute_atomically(*args, **kwargs):
        with changing():
            return execute(*args, **kwargs)

    return execute_atomically
