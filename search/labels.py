"""From words to terms: a word that occurs in a term's label, in any language, finds entries with the term."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from django.conf import settings
from django.utils import translation

from hub.catalogue.vocabulary import vocabularies
from search.analysis import STEM, QueryWord, fold, is_function_word, part_stems, split, stem, words_of
from search.facets import FACETS
from search.models import EntryType

#: A word in the labels of more terms than this ("education", "and") says nothing about any of them.
MOST_TERMS = 6
#: Languages that write compounds as one word, whose first part may be asked for: "vluchtelingenkinderen".
COMPOUNDING = frozenset({"da", "de", "nl", "no", "sv"})
SHORTEST_PART = 6

Term = tuple[str, str]
Forms = frozenset[str]
Terms = Mapping[str, dict[Term, None]]


class LabelIndex:
    """The terms by the words of their labels."""

    def __init__(self, labels: Iterable[tuple[Term, str, str]], names: Iterable[tuple[Term, str, str]] = ()) -> None:
        self.words: defaultdict[str, dict[Term, None]] = defaultdict(dict)
        self.whole: defaultdict[str, dict[Term, None]] = defaultdict(dict)
        self.compounds: defaultdict[str, dict[Term, None]] = defaultdict(dict)
        #: Names of several words by the forms of the first one, with the forms of those that follow.
        self.several: defaultdict[str, list[tuple[Term, tuple[Forms, ...]]]] = defaultdict(list)
        for term, language, label in labels:
            self._add(term, language, label)
        for term, language, name in names:
            self._add_name(term, language, name)
        self._sorted = sorted(self.compounds)

    def terms(self, word: QueryWord) -> list[Term]:
        """The terms a word stands for: those called just so, else those with it in their labels or as its first part.

        “Mothers” are women and not the mother tongue, because a term is called “mothers”.
        """
        forms = (*word.exact, *word.stems)
        for names, known in ((self.whole, word.exact), (self.words, forms), (self.whole, forms)):
            found = dict.fromkeys(term for form in known for term in names.get(form, ()))
            if found and len(found) <= MOST_TERMS:
                return list(found)
        found = dict.fromkeys(term for form in forms for term in self._beginning_with(form.removeprefix(STEM)))
        return list(found) if len(found) <= MOST_TERMS else []

    def terms_together(self, words: Sequence[QueryWord]) -> list[list[Term]]:
        """For each word of a question the terms that it stands for together with its neighbours."""
        forms = [frozenset((*word.exact, *word.stems)) for word in words]
        found: list[list[Term]] = [[] for _ in words]
        for first, known in enumerate(forms):
            for term, rest in dict.fromkeys(name for form in known for name in self.several.get(form, ())):
                last = first + 1 + len(rest)
                following = forms[first + 1 : last]
                if len(following) == len(rest) and not any(map(frozenset.isdisjoint, following, rest)):
                    for place in range(first, last):
                        found[place].append(term)
        return found

    def _add_name(self, term: Term, language: str, name: str) -> None:
        """What else a term is called. Of several words, each alone would say too little."""
        languages = frozenset((language,))
        words = [word for word in split(name) if not is_function_word(fold(word.text), languages)]
        if len(words) < 2:
            self._add(term, language, name)
            return
        first, *rest = (_forms_of(word.text, language) for word in words)
        for form in first:
            self.several[form].append((term, tuple(rest)))

    def _add(self, term: Term, language: str, label: str) -> None:
        found = words_of(label, language)
        # Of a compound only the whole and its beginning name the term.
        inside = {STEM + part for word in found.text for part in part_stems(word, language)}
        for form in {*found.text, *found.forms} - (inside - {STEM + stem(word, language) for word in found.text}):
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


def _forms_of(text: str, language: str) -> Forms:
    found = words_of(text, language)
    return frozenset((*found.text, *found.forms))


_index: tuple[object, LabelIndex] | None = None


def terms_of(word: QueryWord) -> list[Term]:
    """The facet values that a word stands for."""
    return label_index().terms(word)


def terms_together(words: Sequence[QueryWord]) -> list[list[Term]]:
    """For each word the facet values that it stands for together with its neighbours."""
    return label_index().terms_together(words)


def label_index() -> LabelIndex:
    """Made anew when a vocabulary has changed."""
    global _index
    source = vocabularies()
    if _index is None or _index[0] is not source:
        _index = (source, LabelIndex(_labels(), _other_names()))
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


def _other_names() -> Iterator[tuple[Term, str, str]]:
    known = vocabularies()
    for facet in FACETS:
        for info in known[facet.vocabulary].terms if facet.vocabulary else ():
            for language, names in info.also.items() if not info.replaced_by else ():
                yield from (((facet.name, info.code), language, name) for name in names)
