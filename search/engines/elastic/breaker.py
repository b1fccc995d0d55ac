"""Whether Elasticsearch is asked at all."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

logger = logging.getLogger(__name__)

#: How long to wait between two tries, in seconds: soon at first, then every two.
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 2.0


@dataclass
class Breaker:
    """Opens at the first failure, so that only one visitor waits for a server that is silent.

    A thread tries until `probe` raises nothing, so that no visitor is the one who finds out.
    """

    probe: Callable[[], None]
    explain: Callable[[BaseException], str] = str
    reason: str = ""
    since: float = 0.0
    _stopped: threading.Event = field(default_factory=threading.Event, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def closed(self) -> bool:
        return not self.reason

    def open(self, reason: str) -> None:
        with self._lock:
            if self.reason:
                return
            self.reason, self.since = reason, time.time()
        logger.warning("Elasticsearch is not asked: %s. Its stand-in answers.", reason)
        threading.Thread(target=self._watch, name="elasticsearch-watch", daemon=True).start()

    def _watch(self) -> None:
        pause = FIRST_PAUSE
        while not self._stopped.wait(pause):
            try:
                self.probe()
            except Exception as error:  # whatever it is, it is a reason not to ask
                self._change(self.explain(error))
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                self._close()
                return

    def stop(self) -> None:
        """Stop trying."""
        self._stopped.set()

    def _close(self) -> None:
        self.reason = ""
        logger.warning("Elasticsearch answers again, after %.1f seconds.", time.time() - self.since)

    def _change(self, reason: str) -> None:
        if reason != self.reason:
            logger.warning("Elasticsearch is still not asked: %s.", reason)
            self.reason = reason
