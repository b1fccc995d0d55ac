"""What is searched for, without who searched.

A search never waits for the database's write lock: it is noted in memory, and a thread that lives for
a moment writes what has gathered. What a process has not written when it is stopped is lost; these
are statistics.
"""

import logging
import re
import threading
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from search.analysis import fold, split
from search.models import SearchLog
from search.query import SearchQuery, in_order

logger = logging.getLogger(__name__)

KEPT = timedelta(days=400)
LONGEST = 120
LONGEST_FILTERS = 200
#: Seconds in which searches gather, and how many at most between two writings.
DELAY = 5
MOST = 500
_PRIVATE = re.compile(r"[@\uff20\ufe6b]|\d(?:[\s./()-]{0,2}\d){5,}|https?:|www\.")


class Line(NamedTuple):
    """What one row of the log is about."""

    day: date
    text: str
    filters: str
    language: str


@dataclass(frozen=True)
class Tally:
    """What happened since the last writing."""

    searches: int = 0
    total: int = 0
    clicks: int = 0
    ranks: int = 0

    def with_more(self, other: "Tally") -> "Tally":
        total = other.total if other.searches else self.total
        return Tally(self.searches + other.searches, total, self.clicks + other.clicks, self.ranks + other.ranks)


_lock = threading.Lock()
_gathered: dict[Line, Tally] = {}
_timer: threading.Timer | None = None


def note(request: HttpRequest, query: SearchQuery, total: int) -> None:
    """Remember a search, unless its words could be about a person or the visitor wants no record."""
    if query.page == 1:
        _add(request, query, Tally(searches=1, total=total))


def note_opened(request: HttpRequest, query: SearchQuery, rank: int) -> None:
    """Remember that a result of a search was opened."""
    _add(request, query, Tally(clicks=1, ranks=rank))


def _add(request: HttpRequest, query: SearchQuery, tally: Tally) -> None:
    if objects(request) or not (text := normalised(query.text)):
        return
    line = Line(timezone.localdate(), text, filters_of(query), query.language)
    with _lock:
        if line in _gathered or len(_gathered) < MOST:
            _gathered[line] = _gathered.get(line, Tally()).with_more(tally)
    _write_soon()


def objects(request: HttpRequest) -> bool:
    """Whether the browser asks not to be followed: Do Not Track or Global Privacy Control."""
    return request.headers.get("DNT") == "1" or request.headers.get("Sec-GPC") == "1"


def normalised(text: str) -> str:
    """The words as they are searched for; empty for what looks like an address or a number."""
    if _PRIVATE.search(text) or not any(map(str.isalpha, text)):
        return ""
    return " ".join(filter(None, (fold(word.text) for word in split(text))))[:LONGEST]


def filters_of(query: SearchQuery) -> str:
    """What is chosen, or set by the page, as in an address; as much of it as fits."""
    chosen = in_order({**query.preset, **query.choices})
    pairs = [urlencode({name: code}) for name, codes in chosen.items() for code in codes]
    while len("&".join(pairs)) > LONGEST_FILTERS:
        pairs.pop()
    return "&".join(pairs)


def flush() -> None:
    """Write what has gathered."""
    with _lock:
        gathered = dict(_gathered)
        _gathered.clear()
    try:
        with transaction.atomic():
            for line, tally in sorted(gathered.items(), key=lambda pair: pair[0]):
                _write(line, tally)
    except DatabaseError:
        logger.warning("%s lines of the search log could not be written.", len(gathered))


def forget_before(now: datetime) -> int:
    """Delete what is older than the log is kept."""
    return SearchLog.objects.filter(day__lt=timezone.localdate(now) - KEPT).delete()[0]


def _write(line: Line, tally: Tally) -> None:
    rows = SearchLog.objects.filter(**line._asdict())
    if tally.searches:
        row, _created = SearchLog.objects.get_or_create(**line._asdict())
        rows = SearchLog.objects.filter(pk=row.pk)
        rows.update(searches=F("searches") + tally.searches, total=tally.total)
    # What nobody searched for cannot have been opened: whoever says so makes no row.
    if tally.clicks:
        rows.update(clicks=F("clicks") + tally.clicks, ranks=F("ranks") + tally.ranks)


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
