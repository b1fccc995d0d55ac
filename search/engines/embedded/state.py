from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from pyroaring import BitMap

from search.engines.base import Choices, Cursor, Document, step_on
from search.engines.embedded.orders import Order
from search.engines.embedded.words import Words

NOTHING = BitMap()


class Row(NamedTuple):
    """What is sorted by and answered of one document."""

    object_id: int
    number: int
    newest: int
    verified: int
    title: bytes


class State:
    """All documents of one moment as bitmaps. Not safe for threads: the engine holds a lock."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.words = Words()
        self.kinds: dict[str, BitMap] = defaultdict(BitMap)
        self.facets: dict[str, dict[str, BitMap]] = defaultdict(lambda: defaultdict(BitMap))
        self.signals: dict[str, BitMap] = defaultdict(BitMap)
        self.rows: dict[int, Row] = {}
        self.steps: dict[int, dict[str, list]] = {}
        self.day = date.min
        rows = self.rows
        self.orders = {
            "relevance": Order(lambda pk: (rows[pk].number, pk)),
            "newest": Order(lambda pk: (-rows[pk].newest, -rows[pk].number, pk)),
            "verified": Order(lambda pk: (-rows[pk].verified, rows[pk].number, pk)),
            "title": Order(lambda pk: (rows[pk].title, rows[pk].number, pk)),
        }

    def change(self, documents: Sequence[Document], cursor: Cursor) -> None:
        """Follow documents that are new, changed or gone."""
        changed = BitMap([document.id for document in documents])
        here = [document for document in documents if not document.deleted]
        self._forget(changed)
        self.add(here)
        self.words.change(changed, ((document.id, document.words) for document in here))
        self.cursor = cursor

    def choose_day(self, day: date) -> None:
        """Give the facets that depend on the day the values of this one."""
        if day == self.day:
            return
        self.day = day
        for name in {name for steps in self.steps.values() for name in steps}:
            self.facets.pop(name, None)
        self._add_dated(self.steps)

    def having(self, facet: str, codes: Iterable[str]) -> BitMap:
        """The documents with one of these values."""
        values = self.facets.get(facet, {})
        return BitMap.union(NOTHING, *(values[code] for code in codes if code in values))

    def everything(self, kind: str, preset: Choices) -> BitMap:
        found = self.kinds.get(kind, NOTHING)
        for facet, codes in preset.items():
            found = found & self.having(facet, codes)
        return found

    def _forget(self, gone: BitMap) -> None:
        known = [pk for pk in gone if pk in self.rows]
        for order in self.orders.values():
            order.remove(set(known))
        for pk in known:
            del self.rows[pk]
            self.steps.pop(pk, None)
        if known:
            values = (found for facet in self.facets.values() for found in facet.values())
            for documents in (*self.kinds.values(), *self.signals.values(), *values):
                documents -= gone

    def add(self, documents: Iterable[Document]) -> None:
        """Take in documents that are not here yet. Reads them once, so any number may stream through."""
        kinds: dict[str, list[int]] = defaultdict(list)
        signals: dict[str, list[int]] = defaultdict(list)
        values: dict[tuple[str, str], list[int]] = defaultdict(list)
        dated: dict[int, dict[str, list]] = {}
        for document in documents:
            kinds[document.kind].append(document.id)
            self.rows[document.id] = _row(document)
            for signal in document.signals:
                signals[signal].append(document.id)
            for facet, codes in document.body.get("facets", {}).items():
                for code in codes:
                    values[facet, code].append(document.id)
            if document.body.get("steps"):
                dated[document.id] = document.body["steps"]
        for kind, ids in kinds.items():
            self.kinds[kind] |= BitMap(ids)
        for signal, ids in signals.items():
            self.signals[signal] |= BitMap(ids)
        for (facet, code), ids in values.items():
            self.facets[facet][code] |= BitMap(ids)
        self.steps |= dated
        self._add_dated(dated)
        for order in self.orders.values():
            order.add([pk for ids in kinds.values() for pk in ids])

    def _add_dated(self, steps: Mapping[int, Mapping[str, list]]) -> None:
        for document, facets in steps.items():
            for facet, changes in facets.items():
                code = step_on(changes, self.day)
                if code:
                    self.facets[facet][code].add(document)


def _row(document: Document) -> Row:
    body = document.body
    title = bytes.fromhex(body.get("title", ""))
    return Row(document.object_id, body.get("number", 0), body.get("newest", 0), body.get("verified", 0), title)
