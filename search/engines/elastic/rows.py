"""Documents as the index holds them.

A row is made in two steps: its parts, which may be kept, and of these what is sent. A word stands in the index as
often as it counts, and nowhere in an order, so the parts have the words of each number of times once.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from search.engines.base import Cursor, Document
from search.engines.elastic.mapping import schema
from search.scoring import impacts
from search.weights import LEVELS

CURSOR_ID = "cursor"
LONGEST = 120
#: How often a word stands in the index, by level. Half the levels are enough to rank by, and fill it twice as fast.
TIMES = tuple((level + 1) // 2 for level in range(LEVELS + 1))
MOST_TIMES = TIMES[LEVELS]
#: Two lines of a bulk request; no second one if the document is gone.
Action = tuple[dict[str, Any], bytes | None]
#: As if nothing ended; the range type is 32 bits wide.
_FOREVER = 2_000_000_000


def key(document: Document) -> str:
    return key_of(document.kind, document.object_id)


def key_of(kind: str, object_id: int) -> str:
    return f"{kind}-{object_id}"


def object_id(key: str) -> int:
    return int(key.rpartition("-")[2])


def shortened(word: str) -> str:
    """The whitespace analyzer cuts words of more than 255 letters in two; ours never are that long."""
    if len(word) <= LONGEST:
        return word
    return word[: LONGEST - 20] + hashlib.blake2b(word.encode(), digest_size=8).hexdigest()


def shortened_text(text: str) -> str:
    return " ".join(map(shortened, text.split()))


def by_times(levels: Mapping[str, int]) -> dict[int, list[str]]:
    """The words that stand once, those that stand twice, …"""
    words: dict[int, list[str]] = {}
    for word, level in levels.items():
        words.setdefault(TIMES[level], []).append(word)
    return words


def digest(document: Document) -> str:
    """Equal for equal content."""
    content = json.dumps([document.version, document.language, document.body, document.words], sort_keys=True)
    return hashlib.blake2b(content.encode(), digest_size=9).hexdigest()


def parts(document: Document) -> str:
    """A line with what the parts were made for, one with all but the words, one for each number of times."""
    levels = impacts(document.words)
    # Words that long are rare, and looking at each for it would take longer than all the rest.
    short = str if max(map(len, levels), default=0) <= LONGEST else shortened_text
    words = (f"{times} {_json(short(' '.join(found)))[1:-1]}" for times, found in by_times(levels).items())
    return "\n".join([schema(), _json(_all_but_words(document, short)), *words])


def are_current(parts: str) -> bool:
    """Whether they were made for this mapping, layout and analysis."""
    return parts.startswith(f"{schema()}\n")


def line(parts: str) -> bytes:
    """The row as it is sent."""
    _schema, rest, *words = parts.split("\n")
    repeated = "".join([int(found[0]) * found[1:] for found in words])
    return f'{rest[:-1]},"words":"{repeated}"}}'.encode("utf-8", "surrogatepass")


def _all_but_words(document: Document, short: Callable[[str], str]) -> dict[str, Any]:
    body = document.body
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


def deletion(key: str, version: int) -> Action:
    return {"delete": _head(key, version)}, None


def indexing(key: str, version: int, parts: str) -> Action:
    return {"index": _head(key, version)}, line(parts)


def _head(key: str, version: int) -> dict[str, Any]:
    """With the clock's version as the external one, an older state never overwrites a newer, in whatever
    order batches arrive.
    """
    return {"_id": key, "version": version, "version_type": "external_gte"}


def cursor_row(cursor: Cursor) -> dict[str, Any]:
    # For the weight see `fewer`.
    return {"kind": CURSOR_ID, "clock": {"epoch": cursor.epoch, "version": cursor.version, "weight": 1}}


def cursor_of(source: Mapping[str, Any]) -> Cursor:
    return Cursor(source["clock"]["epoch"], source["clock"]["version"])


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
