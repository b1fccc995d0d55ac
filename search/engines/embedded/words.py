from collections import ChainMap, Counter, OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain

from pyroaring import BitMap

from search.batches import batches
from search.engines.text import Found, text_store
from search.scoring import impacts

#: So many words of past questions stay in memory. A word that half of 100,000 documents have takes 100 kB.
KEPT = 1500
#: A word that more than this part of the documents have is read before anybody asks, so many at once.
FREQUENT, AHEAD = 0.1, 20

#: So many documents may have changed before all words in memory learn of them.
WAITING = 32

NOWHERE = BitMap()


class Postings:
    """The documents that have a word, by level."""

    def __init__(self, levels: Iterable[tuple[int, Iterable[int]]] = ()) -> None:
        self.levels: dict[int, BitMap] = {level: BitMap(ids) for level, ids in levels}
        self.all = BitMap.union(BitMap(), *self.levels.values())

    def place(self, document: int, level: int) -> None:
        """The document has the word at this level; at 0 it has it no more. Mostly that is so already."""
        if document in self.all:
            if document in self.levels.get(level, NOWHERE):
                return
            for found in (self.all, *self.levels.values()):
                found.discard(document)
        if level:
            self.all.add(document)
            self.levels.setdefault(level, BitMap()).add(document)

    def replace(self, changed: BitMap, come: Mapping[int, Sequence[int]]) -> None:
        """These documents have the word at these levels, and at no other."""
        for found in (self.all, *self.levels.values()):
            found -= changed
        for level, documents in come.items():
            self.all.update(documents)
            self.levels.setdefault(level, BitMap()).update(documents)


class Changed:
    """A document that changed, with the words it has now; none if it is gone."""

    def __init__(self, words: dict, turn: int) -> None:
        self._words, self.turn = words, turn

    @cached_property
    def levels(self) -> dict[str, int]:
        return impacts(self._words)


class Words:
    """Words read from the text store, kept for later questions and changed as documents change.

    What reading takes grows with the documents that have a word; the frequent ones are here to stay. A word learns of
    changed documents when it is asked for, or with all others once enough of them wait: telling a thousand words of one
    document takes as long as telling them of thirty.
    """

    def __init__(self) -> None:
        self._frequent: dict[str, Postings] = {}
        self._kept: OrderedDict[str, Postings] = OrderedDict()
        self._known = ChainMap[str, Postings](self._frequent, self._kept)
        self._phrases: dict[tuple[str, ...], BitMap] = {}
        # In the order of their turns; and the last turn a word has heard of.
        self._waiting: dict[int, Changed] = {}
        self._heard: dict[str, int] = {}
        self._turn = 0

    def read(
        self, words: Sequence[str], phrases: Sequence[tuple[str, ...]], version: int
    ) -> tuple[dict[str, Postings], dict[tuple[str, ...], BitMap]]:
        """The postings of these words and phrases, with one query at most."""
        postings = {word: self._told(word, self._known[word]) for word in words if word in self._known}
        places = {phrase: self._phrases[phrase] for phrase in phrases if phrase in self._phrases}
        new_words = [word for word in words if word not in postings]
        new_phrases = [phrase for phrase in phrases if phrase not in places]
        if new_words or new_phrases:
            found = text_store().read(new_words, new_phrases)
            postings |= {word: Postings(levels) for word, levels in found.words.items()}
            places |= {phrase: BitMap(ids) for phrase, ids in found.phrases.items()}
            self._keep(found, postings, places, version)
        for word in words:
            if word in self._kept:
                self._kept.move_to_end(word)
        return postings, places

    def read_ahead(self, words: Iterable[str], version: int) -> None:
        """Have these words for good."""
        for portion in batches(words, AHEAD):
            found = text_store().read(portion, [])
            if found.version >= version:
                self._frequent |= {word: Postings(levels) for word, levels in found.words.items()}
                for word in found.words:
                    self._kept.pop(word, None)

    def change(self, gone: Iterable[int], come: Iterable[tuple[int, dict]]) -> None:
        """Follow documents that changed: `gone` leave every word, `come` enter those they have now."""
        self._phrases.clear()
        now = dict(come)
        self._turn += 1
        for document in gone:
            self._waiting.pop(document, None)
            self._waiting[document] = Changed(now.get(document, {}), self._turn)
        if len(self._waiting) > WAITING:
            self._tell_all()

    def _told(self, word: str, postings: Postings) -> Postings:
        heard = self._heard.get(word, 0)
        for document, changed in reversed(self._waiting.items()):
            if changed.turn <= heard:
                break
            postings.place(document, changed.levels.get(word, 0))
        self._heard[word] = self._turn
        return postings

    def _tell_all(self) -> None:
        changed, known = BitMap(self._waiting), {**self._kept, **self._frequent}
        come: dict[str, dict[int, list[int]]] = {}
        for document, now in self._waiting.items() if known else ():
            for word in known.keys() & now.levels.keys():
                come.setdefault(word, {}).setdefault(now.levels[word], []).append(document)
        for word, postings in known.items():
            if word in come or postings.all.intersect(changed):
                postings.replace(changed, come.get(word, {}))
        self._waiting.clear()
        self._heard.clear()

    def _keep(self, found: Found, postings: dict, places: dict, version: int) -> None:
        # A transaction may see an older state than this process already knows; that must not stay.
        if found.version < version:
            return
        self._kept |= {word: postings[word] for word in found.words}
        self._phrases |= {phrase: places[phrase] for phrase in found.phrases}
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        if len(self._phrases) > KEPT:
            self._phrases.clear()


def frequent_words(sample: Sequence[dict]) -> list[str]:
    """The words that many documents have, by the words of some."""
    found = Counter(chain.from_iterable(map(impacts, sample)))
    return sorted(word for word, count in found.items() if count > len(sample) * FREQUENT)
