"""From words to terms: a word that occurs in a term's label, in any language, finds entries with the term."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from django.conf import settings
from django.utils import translation

from hub.catalogue.vocabulary import vocabularies
from search.analysis import QueryWord, words_of
from search.facets import FACETS
from search.models import EntryType

#: A word in the labels of more terms than this ("education", "and") says nothing about any of them.
MOST_TERMS = 6

Term = tuple[str, str]
_index: tuple[object, dict[str, tuple[Term, ...]]] | None = None


def terms_of(word: QueryWord) -> list[Term]:
    """The facet values whose label has this word."""
    index = label_index()
    found = dict.fromkeys(term for form in (*word.exact, *word.stems) for term in index.get(form, ()))
    return list(found) if len(found) <= MOST_TERMS else []


def label_index() -> Mapping[str, tuple[Term, ...]]:
    """The terms by the words and stems of their labels; made anew when a vocabulary has changed."""
    global _index
    source = vocabularies()
    if _index is None or _index[0] is not source:
        _index = (source, _build())
    return _index[1]


def _build() -> dict[str, tuple[Term, ...]]:
    found: defaultdict[str, dict[Term, None]] = defaultdict(dict)
    for term, language, label in _labels():
        words = words_of(label, language)
        for form in {*words.text, *words.forms}:
            found[form][term] = None
    return {form: tuple(terms) for form, terms in found.items()}


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
