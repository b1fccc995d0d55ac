"""What is searched for, without who searched.

A search never waits for the database's write lock: it is noted in memory, and a thread that lives for
a moment writes what has gathered. What a process has not written when it is stopped is lost; these
are statistics.
"""

import logging
import re
import threading
from collections import Counter
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from search.analysis import fold, split
from search.models import SearchLog
from search.query import SearchQuery

logger = logging.getLogger(__name__)

KEPT = timedelta(days=400)
LONGEST = 120
#: Seconds in which searches gather, and how many at most between two writings.
DELAY = 5
MOST = 500
_PRIVATE = re.compile(r"@|\d(?:[\s./-]?\d){5,}|https?:|www\.")

Line = tuple[date, str, str]
_lock = threading.Lock()
_gathered: Counter[Line] = Counter()
_totals: dict[Line, int] = {}
_timer: threading.Timer | None = None


def note(request: HttpRequest, query: SearchQuery, total: int) -> None:
    """Remember a search, unless its words could be about a person or the visitor wants no record."""
    if query.page == 1 and not objects(request) and (text := normalised(query.text)):
        line = (timezone.localdate(), text, query.language)
        with _lock:
            if line in _gathered or len(_gathered) < MOST:
                _gathered[line] += 1
                _totals[line] = total
        _write_soon()


def objects(request: HttpRequest) -> bool:
    """Whether the browser asks not to be followed: Do Not Track or Global Privacy Control."""
    return request.headers.get("DNT") == "1" or request.headers.get("Sec-GPC") == "1"


def normalised(text: str) -> str:
    """The words as they are searched for; empty for what looks like an address or a number."""
    if not text or _PRIVATE.search(text):
        return ""
    return " ".join(filter(None, (fold(word.text) for word in split(text))))[:LONGEST]


def flush() -> None:
    """Write what has gathered."""
    with _lock:
        gathered, totals = dict(_gathered), dict(_totals)
        _gathered.clear()
        _totals.clear()
    try:
        with transaction.atomic():
            for line, searches in sorted(gathered.items()):
                _write(line, searches, totals[line])
    except DatabaseError:
        logger.warning("%s lines of the search log could not be written.", len(gathered))


def forget_before(now: datetime) -> int:
    """Delete what is older than the log is kept."""
    return SearchLog.objects.filter(day__lt=timezone.localdate(now) - KEPT).delete()[0]


def _write(line: Line, searches: int, total: int) -> None:
    day, text, language = line
    row, created = SearchLog.objects.get_or_create(
        day=day, text=text, language=language, defaults={"searches": searches, "total": total}
    )
    if not created:
        SearchLog.objects.filter(pk=row.pk).update(searches=F("searches") + searches, total=total)


def _write_soon() -> None:
    global _timer
    if not settings.SEARCH_LOG or (_timer and _timer.is_alive()):
        return
    _timer = threading.Timer(DELAY, _flush_aside)
    _timer.daemon = True
    _timer.start()


def _flush_aside() -> None:
    try:
        flush()
    finally:
        connection.close()
