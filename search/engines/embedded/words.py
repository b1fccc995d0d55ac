from collections import ChainMap, Counter, OrderedDict
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from pyroaring import BitMap

from search.batches import batches
from search.engines.text import Found, text_store
from search.scoring import impacts

#: So many words of past questions stay in memory. A word that half of 100,000 documents have takes 100 kB.
KEPT = 1500
#: A word that more than this part of the documents have is read before anybody asks, so many at once.
FREQUENT, AHEAD = 0.1, 20

#: So many documents may have changed before all words in memory learn of them.
WAITING = 1000

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


class Changed(NamedTuple):
    """Which words in memory a document has now; and in which turn it changed."""

    levels: dict[str, int]
    turn: int


class Words:
    """Words read from the text store, kept for later questions and changed as documents change.

    What reading takes grows with the documents that have a word; the frequent ones are here to stay. A word learns of
    changed documents when it is asked for, or with all others once too many of them wait: most are seldom asked for,
    and telling all of them after each publication would keep the next search waiting.
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
                self._heard |= dict.fromkeys(found.words, self._turn)
                for word in found.words:
                    self._kept.pop(word, None)

    def change(self, gone: Iterable[int], come: Iterable[tuple[int, dict]]) -> None:
        """Follow documents that changed: `gone` leave every word, `come` enter those they have now."""
        self._phrases.clear()
        now = dict(come) if self._known else {}
        self._turn += 1
        for document in gone if self._known else ():
            levels = impacts(now.get(document, {}))
            self._waiting.pop(document, None)
            known = {word: levels[word] for word in chain(self._frequent, self._kept) if word in levels}
            self._waiting[document] = Changed(known, self._turn)
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
        for word, postings in self._known.items():
            self._told(word, postings)
        self._waiting.clear()
        self._heard.clear()

    def _keep(self, found: Found, postings: dict, places: dict, version: int) -> None:
        # A transaction may see an older state than this process already knows; that must not stay.
        if found.version < version:
            return
        self._kept |= {word: postings[word] for word in found.words}
        self._heard |= dict.fromkeys(found.words, self._turn)
        self._phrases |= {phrase: places[phrase] for phrase in found.phrases}
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        if len(self._phrases) > KEPT:
            self._phrases.clear()


def frequent_words(sample: Sequence[dict]) -> list[str]:
    """The words that many documents have, by the words of some."""
    found = Counter(chain.from_iterable(map(impacts, sample)))
    return sorted(word for word, count in found.items() if count > len(sample) * FREQUENT)
