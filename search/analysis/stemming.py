"""Word stems: Snowball where it knows the language, else a few endings, else the beginning of the word."""

import threading
from collections.abc import Callable, Iterable
from functools import cache, lru_cache, partial

import regex
import snowballstemmer

from search.analysis.folding import fold, lower

SNOWBALL = {
    "ar": "arabic",
    "bs": "serbian",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hr": "serbian",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "prs": "persian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}

# Endings of nouns and adjectives, longest first; what remains keeps at least four letters.
ENDINGS = {
    "be": "ымі амі ямі аў ах ях ам ям ай яй ой ей ого ага ы і а я у ю е э о",
    "bg": "ията ията ите ето ата ята ове еве ът ят та то те ия ен на но ни а я о и е",
    "lv": "ajiem ajām iem ām os ās am as es is us ie a e i o s š u",
    "mk": "овите ите ата ото ови та то те от а о и е",
    "mt": "ijiet jiet iet at in i a u",
    "sk": "encami ami ach och iach ovi ého ému ými ých ov om mi ou ej a e i o u y á é í ý",
    "sl": "ega emu imi ami ama ih im om em ov ev oma a e i o u",
    "so": "yaasha yaal ooyin ihii ahan iyo kii tii gii dii ka ta ga da yo",
    "sq": "ësisë ave eve ive ëve ët it ut in un ën a e i ë",
    "uk": "ення ості істю ями ами ові еві ого ому ими ах ях ів їв ам ям ою ею ій ий им их а я о е є и і ї у ю ь й",
}
SHORTEST = 4

ALIASES = {"nb": "no", "nn": "no", "sh": "sr", "cnr": "sr"}

#: So many letters stand for a word where nothing is known of the language. Alphabets without vowels, and
#: letters that are syllables, say more in fewer.
BEGINNING, SHORT_BEGINNING, KOREAN_BEGINNING = 5, 4, 2
#: At the end of a beginning. No word has it, so a beginning is never taken for a stem of another language.
OPEN = "-"

CYRILLIC, GREEK, ARABIC = regex.compile(r"\p{Cyrillic}"), regex.compile(r"\p{Greek}"), regex.compile(r"\p{Arabic}")
SCRIPTS = {
    "ar": ARABIC,
    "fa": ARABIC,
    "prs": ARABIC,
    "el": GREEK,
    **dict.fromkeys(("be", "bg", "mk", "ru", "uk"), CYRILLIC),
    "sr": regex.compile(r"[\p{Cyrillic}\p{Latin}]"),
    "hi": regex.compile(r"\p{Devanagari}"),
    "ne": regex.compile(r"\p{Devanagari}"),
    "hy": regex.compile(r"\p{Armenian}"),
    "ta": regex.compile(r"\p{Tamil}"),
    "yi": regex.compile(r"\p{Hebrew}"),
}
LATIN, HANGUL = regex.compile(r"\p{Latin}"), regex.compile(r"\p{Hangul}")
ALPHABET = regex.compile(r"[\p{Latin}\p{Cyrillic}\p{Greek}]")


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """The folded stem of a word as written. In the script of another language: the folded word."""
    language = ALIASES.get(language, language)
    if language and language not in SNOWBALL and language not in ENDINGS:
        return _beginning(fold(word))
    if SCRIPTS.get(language, LATIN).search(word) is None:
        return fold(word)
    return fold(_stemmer(language)(lower(word))) or fold(word)


def stems(word: str, languages: Iterable[str]) -> tuple[str, ...]:
    """The different stems a word has in these languages, in a stable order."""
    return tuple(sorted({stem(word, language) for language in languages} | {fold(word)}))


def _beginning(word: str) -> str:
    if HANGUL.match(word):
        return word[:KOREAN_BEGINNING] + OPEN
    return word[: BEGINNING if ALPHABET.match(word) else SHORT_BEGINNING] + OPEN


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    if language in SNOWBALL:
        return _one_at_a_time(snowballstemmer.stemmer(SNOWBALL[language]).stemWord)
    return partial(_cut, tuple(sorted(ENDINGS.get(language, "").split(), key=len, reverse=True)))


def _one_at_a_time(stem_word: Callable[[str], str]) -> Callable[[str], str]:
    """Snowball keeps the word it works on in itself, so two threads would mix theirs up."""
    lock = threading.Lock()

    def locked(word: str) -> str:
        with lock:
            return stem_word(word)

    return locked


def _cut(endings: tuple[str, ...], word: str) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word[: -len(ending)]
    return word
