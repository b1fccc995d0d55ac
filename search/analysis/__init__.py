"""Our own analysis of text, done once: both engines store and match the words made here."""

from search.analysis.compounds import part_stems
from search.analysis.folding import fold
from search.analysis.forms import (
    STEM,
    TERM,
    FieldWords,
    QueryWord,
    phrase_words,
    places,
    query_words,
    term_word,
    words_of,
)
from search.analysis.splitting import Place, Word, split
from search.analysis.stemming import OPEN, stem
from search.analysis.stopwords import is_function_word

# Raise it with every change of the words a text becomes; documents made by another version are made anew.
VERSION = 4

__all__ = [
    "OPEN",
    "STEM",
    "TERM",
    "VERSION",
    "FieldWords",
    "Place",
    "QueryWord",
    "Word",
    "fold",
    "is_function_word",
    "part_stems",
    "phrase_words",
    "places",
    "query_words",
    "split",
    "stem",
    "term_word",
    "words_of",
]
