"""The clock that orders publications. See `SearchClock`."""

import secrets
import threading
from collections.abc import Callable

from django.core.signals import request_finished, request_started
from django.db import connection, transaction
from django.db.models import F
from django.dispatch import receiver

from hub.catalogue import vocabulary
from search.analysis import VERSION
from search.engines.base import Cursor
from search.models import SearchClock

NEVER = Cursor(0, 0)
# A page of results needs both clocks; so it asks once.
READ = """
SELECT epoch, version, (SELECT version FROM catalogue_vocabularyclock WHERE id = 1)
FROM search_searchclock WHERE id = 1
"""
#: Called after every commit that ticked. What they raise is logged: the change is made.
listeners: list[Callable[[], None]] = []


class _Ticked:
    """Left in the commit hooks of a transaction that ticked; a rollback takes it away again."""

    def __call__(self) -> None:
        for listener in listeners:
            listener()


class _Request(threading.local):
    """What this thread has read while it answers a request that changes nothing."""

    answering = False
    seen: Cursor | None = None


_request = _Request()


def read() -> Cursor:
    """Now; to all questions of one request it is the same moment, unless it ticks itself."""
    if not _request.answering:
        return _read()
    _request.seen = _request.seen or _read()
    return _request.seen


def _read() -> Cursor:
    with connection.cursor() as cursor:
        cursor.execute(READ)
        row = cursor.fetchone()
    if row is None:
        return NEVER
    vocabulary.know(row[2] or 0)
    return Cursor(*row[:2])


@receiver(request_started)
def _begin_request(**_: object) -> None:
    _request.answering, _request.seen = True, None


@receiver(request_finished)
def _end_request(**_: object) -> None:
    _request.answering = False


def tick() -> int:
    """The next version. Holds the clock until the transaction ends, so call it last."""
    _request.answering = False
    transaction.on_commit(_Ticked(), robust=True)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE search_searchclock SET version = version + 1 WHERE id = 1 RETURNING version")
        row = cursor.fetchone()
    if row:
        return row[0]
    SearchClock.objects.get_or_create(pk=1, defaults={"epoch": _another_epoch(), "analysis": VERSION})
    return tick()


def hold() -> None:
    """Make writers wait until this transaction ends."""
    SearchClock.objects.select_for_update().filter(pk=1).first()


def begin_epoch() -> None:
    """Make everybody load afresh."""
    _request.answering = False
    transaction.on_commit(_Ticked(), robust=True)
    values = {"epoch": _another_epoch(), "analysis": VERSION}
    if not SearchClock.objects.filter(pk=1).update(version=F("version") + 1, **values):
        SearchClock.objects.get_or_create(pk=1, defaults=values)


def last_tick() -> Callable | None:
    """The last tick of the transaction in hand, if it has ticked: what it wrote nobody else may see yet."""
    ticks = [hook for _sids, hook, *_ in connection.run_on_commit if isinstance(hook, _Ticked)]
    return ticks[-1] if ticks else None


def _another_epoch() -> int:
    return secrets.randbits(62) + 1
