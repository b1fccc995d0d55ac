"""Documents as the index holds them."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from itertools import chain, repeat
from typing import Any

from search.engines.base import Cursor, Document
from search.scoring import impacts
from search.weights import LEVELS

CURSOR_ID = "cursor"
LONGEST = 120
#: How often a word stands in the index, by level. Half the levels are enough to rank by, and fill it twice as fast.
TIMES = tuple((level + 1) // 2 for level in range(LEVELS + 1))
MOST_TIMES = TIMES[LEVELS]
#: As if nothing ended; the range type is 32 bits wide.
_FOREVER = 2_000_000_000


def key(document: Document) -> str:
    return f"{document.kind}-{document.object_id}"


def object_id(key: str) -> int:
    return int(key.rpartition("-")[2])


def shortened(word: str) -> str:
    """The whitespace analyzer cuts words of more than 255 letters in two; ours never are that long."""
    if len(word) <= LONGEST:
        return word
    return word[: LONGEST - 20] + hashlib.blake2b(word.encode(), digest_size=8).hexdigest()


def shortened_text(text: str) -> str:
    return " ".join(map(shortened, text.split()))


def repeated(levels: Mapping[str, int]) -> str:
    """Every word as often as it counts."""
    return " ".join(chain.from_iterable(map(repeat, levels, map(TIMES.__getitem__, levels.values()))))


def digest(document: Document) -> str:
    """Equal for equal content."""
    content = json.dumps([document.version, document.language, document.body, document.words], sort_keys=True)
    return hashlib.blake2b(content.encode(), digest_size=9).hexdigest()


def row(document: Document) -> dict[str, Any]:
    body, levels = document.body, impacts(document.words)
    # Words that long are rare, and looking at each for it would take longer than all the rest.
    short = str if max(map(len, levels), default=0) <= LONGEST else shortened_text
    return {
        "kind": document.kind,
        "pk": document.id,
        "facets": body.get("facets", {}),
        "steps": {facet: days(steps) for facet, steps in body.get("steps", {}).items()},
        "signals": list(document.signals),
        "number": body.get("number", 0),
        "newest": body.get("newest", 0),
        "verified": body.get("verified", 0),
        "title": body.get("title", ""),
        "words": short(repeated(levels)),
        # One value per field: Elasticsearch leaves a gap between values that no phrase crosses.
        "text": [short(text) for text, _forms in document.words.values() if text],
        "digest": digest(document),
    }


def days(steps: Iterable[Iterable]) -> dict[str, list[dict[str, int]]]:
    """From (first day, code) steps to the spans of days on which each code holds."""
    spans: dict[str, list[dict[str, int]]] = {}
    begun = [(int(day), str(code)) for day, code in steps]
    ends = [day for day, _code in begun[1:]] + [_FOREVER]
    for (first, code), end in zip(begun, ends, strict=True):
        if code and first < end:
            spans.setdefault(code, []).append({"gte": first, "lt": end})
    return spans


def action(document: Document) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """A line of a bulk request, and the row if the document is there.

    With the clock's version as the external one, an older state never overwrites a newer, in whatever
    order batches arrive.
    """
    head = {"_id": key(document), "version": document.version, "version_type": "external_gte"}
    return ({"delete": head}, None) if document.deleted else ({"index": head}, row(document))


def cursor_row(cursor: Cursor) -> dict[str, Any]:
    # For the weight see `fewer`.
    return {"kind": CURSOR_ID, "clock": {"epoch": cursor.epoch, "version": cursor.version, "weight": 1}}


def cursor_of(source: Mapping[str, Any]) -> Cursor:
    return Cursor(source["clock"]["epoch"], source["clock"]["version"])
