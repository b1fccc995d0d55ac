"""The index asked directly: every failure is raised. `ElasticEngine` stands in front of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError

from search import clock
from search.engines.base import Answer, Cursor, Question
from search.engines.elastic import query
from search.engines.elastic.client import client
from search.engines.elastic.config import Config
from search.engines.elastic.mapping import alias_name
from search.engines.elastic.rows import CURSOR_ID, cursor_of

#: Up to so many documents it costs less to ask for "one word less will do" at once than to ask again.
SMALL = 30_000
_PAGE = 1000


class Cluster:
    """Questions to the index of one epoch."""

    def __init__(self, config: Config) -> None:
        self.config = config
        #: The most documents an answer has found so far: at least so large is the index.
        self.size = 0

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
        """One request. A second one only in a large index, if too few documents have all the words."""
        steps = question.tries
        if len(steps) > 1 and self.size <= SMALL:
            answer = self._search_at_once(question, steps, alias)
        else:
            response = self._send(question, steps[0], alias)
            if len(steps) > 1 and query.matched(question, response) < question.enough:
                return self._search_at_once(question, steps[1:], alias)
            answer = query.answer(question, response)
        self.size = max(self.size, answer.total)
        return answer

    def totals(self, questions: Sequence[Question], alias: str) -> list[int]:
        """How many each question finds, in one request."""
        bare = [replace(question, counted=(), limit=0) for question in questions]
        asked = [(question, minimum) for question in bare for minimum in question.tries]
        responses = iter(self._send_many(asked, alias))
        found = [[next(responses) for _minimum in question.tries] for question in bare]
        return [query.found(chosen(q, answers))["total"]["value"] for q, answers in zip(bare, found, strict=True)]

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

    def _search_at_once(self, question: Question, steps: Sequence[int], alias: str) -> Answer:
        responses = self._send_many([(question, minimum) for minimum in steps], alias)
        return query.answer(question, chosen(question, responses))

    def _send(self, question: Question, minimum: int, alias: str) -> Mapping[str, Any]:
        body = query.body(question, minimum, self.config.timeout)
        response = self.impatient.search(index=alias, body=body, **self._how(question))
        query.found(response.body)
        return response.body

    def _send_many(self, asked: Sequence[tuple[Question, int]], alias: str) -> list[Mapping[str, Any]]:
        lines: list[Mapping[str, Any]] = []
        for question, minimum in asked:
            lines += [{"index": alias, **self._how(question)}, query.body(question, minimum, self.config.timeout)]
        responses = self.impatient.msearch(searches=lines).body["responses"]
        for response in responses:
            query.found(response)
        return responses

    def _how(self, question: Question) -> dict[str, Any]:
        return {"allow_partial_search_results": False, "preference": query.preference(question)}

    def _level(self, question: Question, alias: str) -> int:
        steps = question.tries
        if len(steps) == 1:
            return steps[0]
        bare = replace(question, limit=0)
        responses = self._send_many([(bare, minimum) for minimum in steps], alias)
        return steps[responses.index(chosen(bare, responses))]

    def _pages(self, question: Question, minimum: int, alias: str) -> Iterator[list[int]]:
        body = query.body(question, minimum, self.config.patience)
        while True:
            response = self.patient.search(index=alias, body=body, **self._how(question)).body
            hits = query.found(response)["hits"]
            yield [query.object_id(hit["_id"]) for hit in hits]
            if len(hits) < question.limit:
                return
            body["search_after"] = hits[-1]["sort"]


def chosen(question: Question, responses: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The first answer to which enough documents match, or the last."""
    for response in responses[:-1]:
        if query.matched(question, response) >= question.enough:
            return response
    return responses[-1]
