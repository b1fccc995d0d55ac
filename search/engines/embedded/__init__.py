"""The engine without a server: words in the content's own database, facets as bitmaps in each process.

It follows the clock before it answers, so it cannot differ from the content.
"""

import logging
import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace
from weakref import WeakKeyDictionary

from django.db import connection

from search import clock, queries
from search.engines.base import Answer, Cursor, Document, Question
from search.engines.embedded.answering import Answering, read_words
from search.engines.embedded.state import State
from search.engines.embedded.words import frequent_words
from search.engines.text import rewrite_words

logger = logging.getLogger(__name__)

#: More changes than this are followed outside of the request, which is answered with what is known.
MANY_CHANGES = 200
BATCH = 100
#: From so many documents on, words that many of them have are read before anybody asks; a sample tells which.
LARGE, SAMPLE = 5_000, 400


class EmbeddedEngine:
    name = "embedded"

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._shared: State | None = None
        self._behind: threading.Thread | None = None
        # What a transaction sees that has ticked and may still be rolled back: forgotten with its last tick.
        self._private: WeakKeyDictionary[object, State] = WeakKeyDictionary()

    # ------------------------------------------------------------------ Questions

    def search(self, question: Question) -> Answer:
        with self._lock:
            return Answering(self._state(), question).answer()

    def ids(self, question: Question, limit: int) -> Sequence[int]:
        return self.search(replace(question, counted=(), offset=0, limit=limit)).ids

    def totals(self, questions: Sequence[Question]) -> list[int]:
        with self._lock:
            state = self._state()
            read_words(state, questions)
            return [Answering(state, question).total() for question in questions]

    def cursor(self) -> Cursor | None:
        return self._shared.cursor if self._shared else None

    # ------------------------------------------------------------------ Orders

    def apply(self, documents: Iterable[Document]) -> None:
        """Nothing to do: the words were written with the documents, the bitmaps follow the clock."""

    def rebuild(self, documents: Iterable[Document]) -> None:
        rewrite_words(documents)

    def warm(self) -> None:
        """Load the bitmaps before anybody asks, and the words that would take long to read."""
        with self._lock:
            state = self._state()
            if len(state.rows) >= LARGE:
                sample = queries.sample_of_words(sorted(state.rows), SAMPLE)
                state.words.read_ahead(frequent_words(sample), state.cursor.version)

    # ------------------------------------------------------------------ Following the clock

    def _state(self) -> State:
        tick = clock.last_tick()
        if tick:
            if tick not in self._private:
                self._private[tick] = load(clock.read())
            return self._private[tick]
        now = clock.read()
        if self._shared is None or self._shared.cursor.epoch != now.epoch:
            self._shared = load(now)
        elif now.version > self._shared.cursor.version:
            self._catch_up(self._shared, now)
        return self._shared

    def _catch_up(self, state: State, now: Cursor) -> None:
        if self._behind and self._behind.is_alive():
            return
        changed = queries.documents_after(state.cursor.version, MANY_CHANGES + 1)
        if len(changed) <= MANY_CHANGES:
            state.change(changed, _reached(now, changed))
            return
        self._behind = threading.Thread(target=self._catch_up_aside, args=(state, now), daemon=True)
        self._behind.start()

    def _catch_up_aside(self, state: State, now: Cursor) -> None:
        """Follow many changes in batches, between which questions are answered."""
        try:
            changed = queries.documents_after(state.cursor.version)
            for start in range(0, len(changed), BATCH):
                with self._lock:
                    state.change(changed[start : start + BATCH], state.cursor)
            with self._lock:
                state.cursor = _reached(now, changed)
        except Exception:
            logger.exception("The embedded search engine could not follow; the next search tries again.")
        finally:
            connection.close()


def load(now: Cursor) -> State:
    """All documents. What is committed while they are read is read again by the next catch-up."""
    state = State(now)
    state.add(queries.all_bodies())
    return state


def _reached(now: Cursor, changed: Sequence[Document]) -> Cursor:
    return Cursor(now.epoch, max([now.version, *(document.version for document in changed)]))
