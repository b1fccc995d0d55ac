"""Search documents of entries: a pure function of what the database holds."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from hub.catalogue.models import Entry
from hub.catalogue.vocabulary import Vocabulary, collator, vocabulary_of
from search.analysis import term_word, words_of
from search.facets import FACETS, Facet
from search.records import Record, plain, visible_records
from search.weights import COMPLETE_FROM

ENTRY = "entry"
#: The fields of a document, heaviest first; `search.weights` says how heavy.
FIELDS = ("title", "terms", "hidden", "summary", "links", "body")
#: No document holds more words than this; a text database cannot tell places beyond 16,383 apart.
MAX_WORDS = 12_000
MAX_TEXT = 200_000
_TITLE_KEY = 48


class Signal(StrEnum):
    """What speaks for an entry; see `search.weights`."""

    VERIFIED = "verified"
    COMPLETE = "complete"


@dataclass(frozen=True)
class NewDocument:
    """A document as it should be stored."""

    object_id: int
    language: str
    body: dict
    words: dict[str, list[str]]


def build_documents(entry_ids: Iterable[int]) -> Iterator[NewDocument]:
    """The documents of those entries that anybody may see; nothing for the others."""
    for record in visible_records(entry_ids):
        yield build_document(record)


def build_document(record: Record) -> NewDocument:
    codes = {facet.name: facet_codes(facet, record) for facet in FACETS if not facet.dated}
    entry = record.entry
    published = entry.first_published_at
    body = {
        "facets": {name: found for name, found in codes.items() if found},
        "steps": {facet.name: steps for facet in FACETS if facet.dated and (steps := _steps(facet, record))},
        "signals": signals_of(entry),
        "number": int(entry.reference.rpartition("-")[2] or 0),
        "newest": int(published.timestamp()) if published else 0,
        "verified": entry.last_verified_at.toordinal() if entry.last_verified_at else 0,
        "title": collation_key(entry.title),
    }
    return NewDocument(entry.pk, record.language, body, words_of_fields(field_texts(record), record.language, codes))


def signals_of(entry: Entry) -> list[str]:
    """Apart from the language, which a document has anyway."""
    given = {Signal.VERIFIED: entry.last_verified_at, Signal.COMPLETE: entry.completeness >= COMPLETE_FROM}
    return [signal.value for signal, has in given.items() if has]


def facet_codes(facet: Facet, record: Record) -> list[str]:
    """The codes of a record in one facet, with those above them, sorted."""
    codes = {str(code) for code in facet.source(record) if code}
    if facet.hierarchical:
        vocabulary = vocabulary_of(facet.vocabulary)
        codes = {above for code in codes for above in _line(vocabulary, code)}
    return sorted(codes)


def words_of_fields(texts: dict[str, str], language: str, codes: dict[str, list[str]]) -> dict[str, list[str]]:
    """The words of each field: those of the text in order, and the other forms of them."""
    found: dict[str, list[str]] = {}
    room = MAX_WORDS
    for name in FIELDS:
        words = words_of(texts.get(name, "")[:MAX_TEXT], language)
        text, forms = words.text[:room], words.forms[: room * 3]
        room -= len(text)
        if name == "terms":
            forms = (*forms, *(term_word(facet, code) for facet, values in codes.items() for code in values))
        if text or forms:
            found[name] = [" ".join(text), " ".join(forms)]
    return found


def field_texts(record: Record) -> dict[str, str]:
    entry = record.entry
    names = [*record.tags, *record.partners, entry.organisation.name if entry.organisation else "", entry.region]
    return {
        "title": entry.title,
        "summary": f"{entry.summary}\n{entry.plain_summary}",
        "terms": "\n".join(names),
        "body": record.body_text,
        "links": "\n".join([*(plain(label) for label, _role in record.links), *record.files]),
        "hidden": f"{entry.search_keywords}\n{entry.reference}",
    }


@lru_cache(maxsize=50_000)
def collation_key(title: str) -> str:
    """Hexadecimal digits that sort like the title in a dictionary: letters first, accents second."""
    levels = " ".join(f"{weight:04x}" for weight in collator.sort_key(title[:_TITLE_KEY])).split(" 0000 ")
    accents = "".join(weight[2:] for weight in levels[1].split()) if len(levels) > 1 else ""
    accents = re.sub(r"(?:20)+$", "", accents)  # the plain letters at the end, lighter than any accent
    return f"{levels[0].replace(' ', '')}0000{accents}"


def _steps(facet: Facet, record: Record) -> list[list]:
    return [list(step) for step in facet.source(record)]


def _line(vocabulary: Vocabulary, code: str) -> tuple[str, ...]:
    return vocabulary.with_ancestors(code) or (code,)
