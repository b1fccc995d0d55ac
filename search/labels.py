"""From words to terms: a word that occurs in a term's label, in any language, finds entries with the term."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

from django.conf import settings
from django.utils import translation

from hub.catalogue.vocabulary import vocabularies
from search.analysis import STEM, QueryWord, words_of
from search.facets import FACETS
from search.models import EntryType

#: A word in the labels of more terms than this ("education", "and") says nothing about any of them.
MOST_TERMS = 6
#: Languages that write compounds as one word, whose first part may be asked for: "vluchtelingenkinderen".
COMPOUNDING = frozenset({"da", "de", "nl", "no", "sv"})
SHORTEST_PART = 6

Term = tuple[str, str]
Terms = Mapping[str, dict[Term, None]]


class LabelIndex:
    """The terms by the words of their labels."""

    def __init__(self, labels: Iterable[tuple[Term, str, str]]) -> None:
        self.words: defaultdict[str, dict[Term, None]] = defaultdict(dict)
        self.whole: defaultdict[str, dict[Term, None]] = defaultdict(dict)
        self.compounds: defaultdict[str, dict[Term, None]] = defaultdict(dict)
        for term, language, label in labels:
            self._add(term, language, label)
        self._sorted = sorted(self.compounds)

    def terms(self, word: QueryWord) -> list[Term]:
        """The terms a word stands for: of its label, of the whole label if that is too many, of its first part."""
        forms = (*word.exact, *word.stems)
        found = dict.fromkeys(term for form in forms for term in self.words.get(form, ()))
        if len(found) > MOST_TERMS:
            found = dict.fromkeys(term for form in forms for term in self.whole.get(form, ()))
        found = found or dict.fromkeys(term for form in forms for term in self._beginning_with(form.removeprefix(STEM)))
        return list(found) if len(found) <= MOST_TERMS else []

    def _add(self, term: Term, language: str, label: str) -> None:
        found = words_of(label, language)
        for form in {*found.text, *found.forms}:
            self.words[form][term] = None
            if len(found.text) == 1:
                self.whole[form][term] = None
        if language in COMPOUNDING:
            for word in found.text:
                self.compounds[word][term] = None

    def _beginning_with(self, part: str) -> Iterator[Term]:
        if len(part) >= SHORTEST_PART:
            start = bisect_left(self._sorted, part)
            for word in takewhile(lambda word: word.startswith(part), self._sorted[start:]):
                yield from self.compounds[word]


_index: tuple[object, LabelIndex] | None = None


def terms_of(word: QueryWord) -> list[Term]:
    """The facet values that a word stands for."""
    return label_index().terms(word)


def label_index() -> LabelIndex:
    """Made anew when a vocabulary has changed."""
    global _index
    source = vocabularies()
    if _index is None or _index[0] is not source:
        _index = (source, LabelIndex(_labels()))
    return _index[1]


def _labels() -> Iterator[tuple[Term, str, str]]:
    known = vocabularies()
    for facet in FACETS:
        for info in known[facet.vocabulary].terms if facet.vocabulary else ():
            if not info.replaced_by:
                yield from (((facet.name, info.code), language, label) for language, label in info.labels.items())
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for code, label in EntryType.choices:
                yield ("type", code), language, str(label)
