"""Elasticsearch with the embedded engine behind it: whatever happens to the one, the other answers."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from django.db import connection

from search import clock, tasks
from search.engines.base import Answer, Cursor, Document, EngineError, Question
from search.engines.elastic.breaker import Breaker
from search.engines.elastic.client import FAILURES, explain
from search.engines.elastic.cluster import Cluster
from search.engines.elastic.config import Config
from search.engines.elastic.freshness import GRACE, LONG_PATIENCE, PATIENCE, Freshness
from search.engines.elastic.operator import Operator
from search.engines.elastic.plain import PlainList, fits_in_memory
from search.engines.embedded import EmbeddedEngine
from search.facets import NAMES

logger = logging.getLogger(__name__)
Found = TypeVar("Found")

#: How often the embedded engine is kept up to date while nobody needs it.
_WARMING = 15.0
PROBE = Question(counted=NAMES, sort="title", limit=1)


class ElasticEngine:
    """The engine that the settings name. See `Cluster` for the questions themselves."""

    def __init__(self, config: Config | None = None) -> None:
        self.cluster = Cluster(config or Config.from_settings())
        self.embedded, self.plain = EmbeddedEngine(), PlainList()
        self.breaker = Breaker(self._probe, explain)
        self.freshness = Freshness(self._read_cursor)
        #: How many questions each has answered since this process began.
        self.answered = {"elasticsearch": 0, "embedded": 0}
        self._target = 0

    @property
    def name(self) -> str:
        """Who answers."""
        return "elasticsearch" if self.breaker.closed else self.fallback.name

    @property
    def operator(self) -> Operator:
        return Operator(self.cluster)

    @property
    def fallback(self) -> EmbeddedEngine | PlainList:
        return self.embedded if fits_in_memory() else self.plain

    # ------------------------------------------------------------------ Questions

    def search(self, question: Question) -> Answer:
        return self._answer(lambda alias: self.cluster.search(question, alias), lambda: self.fallback.search(question))

    def ids(self, question: Question, limit: int) -> Sequence[int]:
        return self._answer(
            lambda alias: self.cluster.ids(question, limit, alias), lambda: self.fallback.ids(question, limit)
        )

    def totals(self, questions: Sequence[Question]) -> list[int]:
        if not questions:
            return []
        return self._answer(
            lambda alias: self.cluster.totals(questions, alias), lambda: self.fallback.totals(questions)
        )

    def cursor(self) -> Cursor | None:
        try:
            return self._read_cursor(clock.read())
        except FAILURES:
            return None

    def state(self) -> dict[str, str]:
        """Who answers, and why if it is not Elasticsearch. Asks it something, so that the answer is of now."""
        self.totals([Question(limit=0)])
        found = {"engine": "elasticsearch", "answers": self.name}
        return found if self.breaker.closed else found | {"reduced": self.breaker.reason}

    # ------------------------------------------------------------------ Orders

    def apply(self, documents: Iterable[Document]) -> None:
        """Nothing to do: the follower reads what changed, so that publishing never waits for Elasticsearch."""

    def rebuild(self, documents: Iterable[Document]) -> None:
        """The words of the engine behind. The index itself is built once the epoch is known; see `rebuilding`."""
        self.embedded.rebuild(documents)

    def warm(self) -> None:
        """Have the embedded engine ready, and keep it so: a fault is no time to read all documents."""
        threading.Thread(target=self._warm, name="embedded-warm", daemon=True).start()

    # ------------------------------------------------------------------ Who answers

    def _answer(self, ask: Callable[[str], Found], instead: Callable[[], Found]) -> Found:
        if self.breaker.closed:
            now = clock.read()
            try:
                if not self._lags(now):
                    found = ask(self.cluster.alias_of(now))
                    self.answered["elasticsearch"] += 1
                    return found
            except (*FAILURES, EngineError) as error:
                self._target = now.version
                self.breaker.open(explain(error))
        self.answered["embedded"] += 1
        return instead()

    def _lags(self, now: Cursor) -> bool:
        """Whether the embedded engine knows better for the moment; the plain list never does."""
        seconds = self.freshness.behind(now)
        if seconds <= GRACE:
            return False
        instead = self.fallback
        if seconds > (PATIENCE if instead is self.embedded else LONG_PATIENCE):
            raise EngineError(f"its index has not followed for {seconds:.0f} seconds")
        return instead is self.embedded

    def _probe(self) -> None:
        """Everything a search needs, and that the index has followed since the last try."""
        try:
            now, wanted = clock.read(), self._target
            self._target = now.version
            alias = self.cluster.alias_of(now)
            cursor = self.cluster.cursor(alias, impatient=True)
            if cursor is None:
                raise EngineError("the index is missing")
            if cursor.version < wanted:
                raise EngineError(f"its index is {now.version - cursor.version} changes behind")
            self.cluster.search(PROBE, alias)
            self.freshness.learn(cursor)
        except (*FAILURES, EngineError):
            # The worker mends what can be mended. Who asked it before may be lost, with a worker or an older database.
            tasks.follow_soon()
            raise
        finally:
            connection.close()

    def _read_cursor(self, now: Cursor) -> Cursor | None:
        return self.cluster.cursor(self.cluster.alias_of(now), impatient=True)

    def _warm(self) -> None:
        while True:
            try:
                self.fallback.totals([Question(limit=0)])
            except Exception:
                logger.exception("The embedded search engine is not ready to step in.")
            finally:
                connection.close()
            time.sleep(_WARMING)
