"""The words of the catalogue as a dictionary in each process, made anew as documents change.

It may lag behind: it only proposes words, and what is proposed is looked for before it is shown.
"""

import logging
import threading
from itertools import chain
from time import monotonic
from typing import NamedTuple

from django.db import connection

from search import clock
from search.analysis import STEM
from search.engines.base import Cursor
from search.labels import label_index
from search.names import WordCount, name_store
from search.spelling.lexicon import Lexicon

logger = logging.getLogger(__name__)

#: The most frequent words; what is rarer is more likely a mistake itself.
MOST_WORDS = 200_000
#: A dictionary of more words is made aside, at most so often (seconds), while the one before still serves.
SMALL, PAUSE = 5_000, 60.0


class Dictionary(NamedTuple):
    """The words of documents, and those of labels."""

    names: Lexicon
    labels: Lexicon

    def count(self, word: str) -> int:
        return max(self.names.counts.get(word, 0), self.labels.counts.get(word, 0))

    def near(self, word: str, limit: int = 5) -> list[str]:
        """The words that look like this one, those that are the likeliest to be meant first."""
        found = sorted(chain(self.names.alike(word), self.labels.alike(word)))
        return list(dict.fromkeys(alike.word for alike in found))[:limit]


class _Names(NamedTuple):
    cursor: Cursor
    made: float
    lexicon: Lexicon


_names: _Names | None = None
_labels: tuple[object, Lexicon] | None = None
_making = threading.Lock()


def dictionary() -> Dictionary:
    """The words of titles, summaries and terms of what is public, and of the labels of terms in every language."""
    return Dictionary(_current_names(), _current_labels())


def _current_labels() -> Lexicon:
    global _labels
    index = label_index()
    if _labels is None or _labels[0] is not index:
        _labels = (index, Lexicon(WordCount(word, 1) for word in index.words if not word.startswith(STEM)))
    return _labels[1]


def _current_names() -> Lexicon:
    if clock.last_tick():
        return _read_names().lexicon  # What this transaction sees may be rolled back.
    kept = _names
    if kept and kept.cursor == clock.read():
        return kept.lexicon
    if kept and len(kept.lexicon.words) > SMALL:
        _renew_aside(kept)
        return kept.lexicon
    return _renew()


def _read_names() -> _Names:
    return _Names(clock.read(), monotonic(), Lexicon(name_store().vocabulary(MOST_WORDS)))


def _renew() -> Lexicon:
    global _names
    _names = made = _read_names()
    return made.lexicon


def _renew_aside(kept: _Names) -> None:
    if monotonic() - kept.made > PAUSE and _making.acquire(blocking=False):
        threading.Thread(target=_renew_and_leave, name="dictionary", daemon=True).start()


def _renew_and_leave() -> None:
    try:
        _renew()
    except Exception:
        logger.exception("The dictionary of spelling suggestions could not be made anew; the old one serves on.")
    finally:
        _making.release()
        connection.close()
