"""Topics: values of facets whose label, in any language, begins as what is typed."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import takewhile

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from hub.catalogue.templatetags.catalogue import number
from hub.catalogue.vocabulary import FALLBACK, vocabulary_of
from search import clock
from search.analysis import STEM
from search.engines import get_engine
from search.engines.base import Cursor, Question
from search.facet_values import label_of
from search.facets import BY_NAME, FACETS, LEFT_OUT, LIFECYCLE
from search.labels import Term, label_index
from search.query import SearchQuery, in_order
from search.suggest.options import Option
from search.suggest.typed import Words, beginnings, begins, fits, marked

SHOWN = 5
COUNTED = tuple(facet.name for facet in FACETS if facet.vocabulary or facet.name == "type")

Counts = Mapping[str, Mapping[str, int]]
#: How a word of a label may be typed, and the word.
Beginning = tuple[str, str]


def term_options(words: Words, language: str, kind: str = "") -> tuple[Option, ...]:
    """The topics that give results: those that begin as typed and those with the most entries first."""
    counts = counts_of(kind)
    found = [(term, count) for term in terms_that_begin(words) if (count := counts.get(term[0], {}).get(term[1], 0))]
    ranked = sorted(found, key=lambda pair: (*_place(pair[0], words, language), -pair[1], pair[0]))
    return tuple(_option(term, count, words, language, kind) for term, count in ranked[:SHOWN])


def terms_that_begin(words: Words) -> list[Term]:
    """The terms of which some label has a word for each of these."""
    index, known = label_index(), _sorted_words()
    sets = [{term for word in _between(known, typed) for term in index.words[word]} for typed in words]
    common = set.intersection(*sets) if sets else set()
    return [term for term in common if any(fits(label, words) for label in _labels(term))]


def counts_of(kind: str) -> Counts:
    """How many entries each value has, asked once after every publication."""
    day = timezone.localdate()
    if clock.last_tick():
        return _count(kind, day)  # What this transaction sees may be rolled back.
    key = (clock.read(), day)
    for stale in [known for known in _counts if known[:2] != key]:
        _counts.pop(stale, None)
    if (*key, kind) not in _counts:
        _counts[*key, kind] = _count(kind, day)
    return _counts[*key, kind]


_counts: dict[tuple[Cursor, date, str], Counts] = {}
_words: tuple[object, list[Beginning]] | None = None


def _count(kind: str, day: date) -> Counts:
    preset = {"type": (kind,)} if kind else {}
    question = Question(preset=preset, left_out={LIFECYCLE: LEFT_OUT}, counted=COUNTED, limit=0, day=day)
    return get_engine().search(question).counts


def _sorted_words() -> list[Beginning]:
    global _words
    index = label_index()
    if _words is None or _words[0] is not index:
        known = (word for word in index.words if not word.startswith(STEM))
        _words = (index, sorted((begun, word) for word in known for begun in beginnings(word)))
    return _words[1]


def _between(known: list[Beginning], typed: str) -> Iterator[str]:
    found = takewhile(lambda pair: pair[0].startswith(typed), known[bisect_left(known, (typed,)) :])
    return (word for _begun, word in found)


def _labels(term: Term) -> list[str]:
    facet, code = BY_NAME[term[0]], term[1]
    info = vocabulary_of(facet.vocabulary).by_code.get(code) if facet.vocabulary else None
    return [info.label(FALLBACK), *info.labels.values()] if info else [label_of(facet, code)]


def _place(term: Term, words: Words, language: str) -> tuple[bool, bool]:
    """First what the reader sees begin as typed, then what has it anywhere, then what has it in another language."""
    label = label_of(BY_NAME[term[0]], term[1], language)
    return not fits(label, words), not begins(label, words)


def _option(term: Term, count: int, words: Words, language: str, kind: str) -> Option:
    facet, code = BY_NAME[term[0]], term[1]
    label = label_of(facet, code, language)
    heard = "" if fits(label, words) else next((other for other in _labels(term) if fits(other, words)), "")
    entries = ngettext("%(number)s entry", "%(number)s entries", count) % {"number": number(count)}
    chosen = {"type": (kind,)} if kind else {}
    return Option(
        text=marked(label, words),
        note=" · ".join(filter(None, (heard, str(facet.label), entries))),
        url=SearchQuery(choices=in_order({**chosen, facet.name: (code,)})).to_url(reverse("search")),
        query=SearchQuery(choices=in_order({facet.name: (code,)})).to_url(),
    )
