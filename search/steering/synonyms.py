"""Which other words a question means.

Only what was typed is looked up, never what a synonym added, so that rules that lead in a circle do no harm.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from search.analysis import QueryWord, phrase_words
from search.models import Synonym
from search.steering.words import is_same, telling_words

#: So many other words one word may mean, however many rules there are.
MOST_ADDED = 20


class Meaning(NamedTuple):
    """Another word; or several in this order, which have no forms but themselves."""

    words: tuple[QueryWord, ...]
    phrase: tuple[str, ...]


class _Entry(NamedTuple):
    words: tuple[QueryWord, ...]
    language: str
    meanings: tuple[Meaning, ...]


class SynonymIndex:
    """The rules by the first word of what they are about."""

    def __init__(self, rules: Iterable[Synonym], languages: Collection[str]) -> None:
        self._by_form: defaultdict[str, list[_Entry]] = defaultdict(list)
        for rule in rules:
            self._add(rule, languages)

    def meanings(self, words: Sequence[QueryWord], language: str) -> list[list[Meaning]]:
        """For each word of a question what else it means, alone or together with its neighbours."""
        found: list[dict[tuple[str, ...], Meaning]] = [{} for _word in words]
        for start in range(len(words)):
            for entry in self._beginning_at(words, start):
                if entry.language in ("", language):
                    for place in range(start, start + len(entry.words)):
                        found[place] |= {meaning.phrase: meaning for meaning in entry.meanings}
        return [list(meanings.values())[:MOST_ADDED] for meanings in found]

    def _beginning_at(self, words: Sequence[QueryWord], start: int) -> Iterator[_Entry]:
        first = words[start]
        known = (self._by_form.get(form, ()) for form in (*first.exact, *first.stems))
        for entry in {id(entry): entry for entries in known for entry in entries}.values():
            here = words[start : start + len(entry.words)]
            if len(here) == len(entry.words) and all(map(is_same, here, entry.words)):
                yield entry

    def _add(self, rule: Synonym, languages: Collection[str]) -> None:
        meanings = {line: _meaning(line, languages) for line in rule.targets}
        for line in rule.lines:
            words = tuple(telling_words(line, languages))
            others = tuple(meaning for target, meaning in meanings.items() if target != line and meaning.phrase)
            if words and others:
                entry = _Entry(words, rule.language, others)
                for form in (*words[0].exact, *words[0].stems):
                    self._by_form[form].append(entry)


def _meaning(line: str, languages: Collection[str]) -> Meaning:
    return Meaning(tuple(telling_words(line, languages)), phrase_words(line))
