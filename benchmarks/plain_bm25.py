"""Plain BM25 over unstemmed words, to compare with: one field, the usual k1 and b, any word will do."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from math import log

from search.analysis import phrase_words

K1, B = 1.2, 0.75


class PlainBM25:
    """Splits and folds as the hub does, so that the difference is in stems, weights and questions."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.postings: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self.lengths: dict[str, int] = {}
        for key, text in texts.items():
            words = phrase_words(text)
            self.lengths[key] = len(words)
            for word, count in Counter(words).items():
                self.postings[word][key] = count
        self.mean = sum(self.lengths.values()) / len(self.lengths)

    def search(self, text: str, language: str, depth: int = 100) -> list[str]:
        scores: Counter[str] = Counter()
        for word in phrase_words(text):
            found = self.postings.get(word, {})
            rare = log(1 + (len(self.lengths) - len(found) + 0.5) / (len(found) + 0.5))
            for key, count in found.items():
                norm = K1 * (1 - B + B * self.lengths[key] / self.mean)
                scores[key] += rare * count * (K1 + 1) / (count + norm)
        return [key for key, _score in scores.most_common(depth)]
