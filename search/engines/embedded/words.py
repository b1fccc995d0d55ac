from collections import OrderedDict
from collections.abc import Iterable, Sequence

from pyroaring import BitMap

from search.engines.text import Found, text_store
from search.scoring import impacts

#: So many words of past questions stay in memory. A word that half of 100,000 documents have takes 100 kB.
KEPT = 1500


class Postings:
    """The documents that have a word, by level."""

    def __init__(self, levels: Iterable[tuple[int, Iterable[int]]] = ()) -> None:
        self.levels: dict[int, BitMap] = {level: BitMap(ids) for level, ids in levels}
        self.all = BitMap.union(BitMap(), *self.levels.values())

    def remove(self, documents: BitMap) -> None:
        if self.all.isdisjoint(documents):
            return
        self.all -= documents
        for level in self.levels:
            self.levels[level] -= documents

    def add(self, level: int, document: int) -> None:
        self.all.add(document)
        self.levels.setdefault(level, BitMap()).add(document)


class Words:
    """Words read from the text store, kept for later questions and changed as documents change."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Postings] = OrderedDict()
        self._phrases: dict[tuple[str, ...], BitMap] = {}

    def read(
        self, words: Sequence[str], phrases: Sequence[tuple[str, ...]], version: int
    ) -> tuple[dict[str, Postings], dict[tuple[str, ...], BitMap]]:
        """The postings of these words and phrases, with one query at most."""
        postings = {word: self._kept[word] for word in words if word in self._kept}
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

    def change(self, gone: BitMap, come: Iterable[tuple[int, dict]]) -> None:
        """Follow documents that changed: `gone` leave every word, `come` enter those they have now."""
        self._phrases.clear()
        for postings in self._kept.values():
            postings.remove(gone)
        if not self._kept:
            return
        for document, words in come:
            for word, level in impacts(words).items():
                if word in self._kept:
                    self._kept[word].add(level, document)

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
