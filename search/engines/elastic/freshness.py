"""Whether the index follows. It answers happily when nobody can write to it any more."""

import threading
import time
from collections.abc import Callable

from search.engines.base import Cursor

#: While a publication is missing from the index for longer than this, in seconds, the embedded engine answers.
GRACE = 0.3
#: After so long the index is not asked any more until it has followed. In a hub that is too large for the embedded
#: engine an answer that lacks the latest is better than a plain list, so there it is asked for longer.
PATIENCE, LONG_PATIENCE = 4.0, 60.0
_PAUSE = 0.5


class Freshness:
    """What is known of the index's cursor; asked for beside the searches, and only when the clock is ahead of it."""

    def __init__(self, read: Callable[[Cursor], Cursor | None]) -> None:
        self._read = read
        self._lock = threading.Lock()
        self._asking = False
        self._known = Cursor(0, 0)
        self._waiting_for = 0
        self._since = 0.0

    def behind(self, now: Cursor) -> float:
        """For how many seconds something has been missing from the index."""
        with self._lock:
            if self._known.epoch == now.epoch and self._known.version >= now.version:
                self._waiting_for = 0
                return 0.0
            if not self._waiting_for:
                self._waiting_for, self._since = now.version, time.monotonic()
            if not self._asking:
                self._asking = True
                threading.Thread(target=self._ask, args=(now,), name="elasticsearch-cursor", daemon=True).start()
            return time.monotonic() - self._since

    def learn(self, cursor: Cursor) -> None:
        with self._lock:
            self._known = cursor
            if cursor.version >= self._waiting_for:
                self._waiting_for = 0

    def _ask(self, now: Cursor) -> None:
        try:
            if cursor := self._read(now):
                self.learn(cursor)
        except Exception:
            # A cluster that does not answer is noticed by the searches.
            pass
        finally:
            time.sleep(_PAUSE)
            self._asking = False
