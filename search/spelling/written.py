"""From stored words, which have neither accents nor capitals, back to how they are written."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain

from hub.catalogue.models import Entry
from hub.catalogue.vocabulary import vocabulary_of
from search.analysis import Place, fold, split
from search.analysis.folding import lower
from search.facets import BY_NAME
from search.labels import label_index
from search.names import name_store

#: So many entries that have a word are read to see how it is written.
EXAMPLES = 3


def written_forms(words: Collection[str]) -> dict[str, str]:
    """How each word is written, as far as something that anybody may see has it."""
    left, found = set(words), {}
    for text in (*_labels(words), *_entry_texts(words)):
        for piece, _place in pieces(text):
            if (stored := fold(piece)) in left:
                found[stored] = lower(piece)
                left.discard(stored)
        if not left:
            break
    return found


def rewritten(text: str, others: Mapping[str, str]) -> str:
    """The text with each of these words, whatever its accents and case, replaced by another."""
    made, done = "", 0
    for piece, place in pieces(text):
        if other := others.get(fold(piece)):
            made += text[done : place.start] + other
            done = place.end
    return made + text[done:]


def pieces(text: str) -> Iterator[tuple[str, Place]]:
    return ((text[place.start : place.end], place) for word in split(text) for place in word.pieces)


def _labels(words: Iterable[str]) -> Iterator[str]:
    """The labels that have these words, and what else their terms are called, in every language."""
    index = label_index().words
    for facet, code in dict.fromkeys(term for word in words if word in index for term in index[word]):
        if BY_NAME[facet].vocabulary:
            term = vocabulary_of(BY_NAME[facet].vocabulary).by_code[code]
            yield from chain(term.labels.values(), *term.also.values())


def _entry_texts(words: Collection[str]) -> Iterator[str]:
    examples = Entry.objects.visible().filter(pk__in=name_store().examples(words, EXAMPLES))
    for texts in examples.values_list("title", "summary", "plain_summary", "organisation__name"):
        yield from filter(None, texts)
