"""The index asked directly: every failure is raised. `ElasticEngine` stands in front of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError

from search import clock
from search.engines.base import Answer, Cursor, Question
from search.engines.elastic import query
from search.engines.elastic.client import client
from search.engines.elastic.config import Config
from search.engines.elastic.fewer import bodies, chosen
from search.engines.elastic.mapping import alias_name
from search.engines.elastic.rows import CURSOR_ID, cursor_of

_PAGE = 1000


class Cluster:
    """Questions to the index of one epoch."""

    def __init__(self, config: Config) -> None:
        self.config = config

    @property
    def impatient(self) -> Elasticsearch:
        return client(self.config, self.config.timeout)

    @property
    def patient(self) -> Elasticsearch:
        return client(self.config, self.config.patience)

    def alias(self) -> str:
        return self.alias_of(clock.read())

    def alias_of(self, now: Cursor) -> str:
        return alias_name(self.config, now.epoch)

    # ------------------------------------------------------------------ Questions

    def search(self, question: Question, alias: str) -> Answer:
        """One request."""
        if len(question.tries) == 1:
            return query.answer(question, self._send(question, alias))
        _place, page = chosen(question, self._send_many([question], alias)[0])
        return query.answer(question, page)

    def totals(self, questions: Sequence[Question], alias: str) -> list[int]:
        """How many each question finds, in one request."""
        bare = [replace(question, counted=(), limit=0) for question in questions]
        pages = [chosen(q, found)[1] for q, found in zip(bare, self._send_many(bare, alias), strict=True)]
        return [query.found(page)["total"]["value"] for page in pages]

    def ids(self, question: Question, limit: int, alias: str) -> list[int]:
        """The first so many, however many: page by page, each beginning after the last one's end."""
        question = replace(question, counted=(), offset=0, limit=min(limit, _PAGE))
        level = self._level(question, alias)
        found: list[int] = []
        for ids in self._pages(question, level, alias):
            found += ids
            if len(found) >= limit:
                break
        return found[:limit]

    def cursor(self, name: str, *, impatient: bool = False) -> Cursor | None:
        """Up to where an index has followed the clock; for the impatient up to where searches see it."""
        elasticsearch = self.impatient if impatient else self.patient
        try:
            return cursor_of(elasticsearch.get(index=name, id=CURSOR_ID, realtime=not impatient)["_source"])
        except NotFoundError:
            return None

    # ------------------------------------------------------------------ How they are sent

    def _send(self, question: Question, alias: str) -> Mapping[str, Any]:
        body = query.body(question, question.minimum, self.config.timeout)
        response = self.impatient.search(index=alias, body=body, **self._how(question))
        query.found(response.body)
        return response.body

    def _send_many(self, questions: Sequence[Question], alias: str) -> list[list[Mapping[str, Any]]]:
        """All tries of all questions, in one request."""
        lines: list[Mapping[str, Any]] = []
        for question in questions:
            for body in bodies(question, self.config.timeout):
                lines += [{"index": alias, **self._how(question)}, body]
        responses = iter(self.impatient.msearch(searches=lines).body["responses"])
        found = [[next(responses) for _try in question.tries] for question in questions]
        for response in chain.from_iterable(found):
            query.found(response)
        return found

    def _how(self, question: Question) -> dict[str, Any]:
        return {"allow_partial_search_results": False, "preference": query.preference(question)}

    def _level(self, question: Question, alias: str) -> int:
        steps = question.tries
        if len(steps) == 1:
            return steps[0]
        bare = replace(question, limit=0)
        place, _page = chosen(bare, self._send_many([bare], alias)[0])
        return steps[place]

    def _pages(self, question: Question, minimum: int, alias: str) -> Iterator[list[int]]:
        body = query.body(question, minimum, self.config.patience)
        while True:
            response = self.patient.search(index=alias, body=body, **self._how(question)).body
            hits = query.found(response)["hits"]
            yield [query.object_id(hit["_id"]) for hit in hits]
            if len(hits) < question.limit:
                return
            body["search_after"] = hits[-1]["sort"]
