"""What people may type differently and still mean the same word: case, accents, letter variants."""

import unicodedata
from functools import lru_cache

import regex

MAX_LENGTH = 64

# Marks are left out in typing on these scripts; elsewhere (Cyrillic й, Indic vowels) they make another letter.
_ACCENTS = regex.compile(r"(?<=[\p{Latin}\p{Greek}е])\p{Mn}+")
# Short vowels, hamza and lengthening of Arabic; points of Hebrew; whatever is no letter, digit or mark:
# joiners, soft hyphens, and the spaces and brackets that compatibility forms such as ⑴ turn into.
_DROPPED = regex.compile(r"[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u0591-\u05c7]|[^\p{L}\p{N}\p{M}]")

_LETTERS = str.maketrans(
    {
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
        "ı": "i",
        "ς": "σ",
        "ґ": "г",
        # Arabic: hamza carriers, teh marbuta, final yeh; Persian yeh, kaf and heh, as they are typed in Arabic.
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ے": "ي",
        "ک": "ك",
        "ة": "ه",
        "ۀ": "ه",
        "ہ": "ه",
        "ھ": "ه",
        # Digits of Arabic and Persian keyboards.
        **{chr(0x660 + digit): str(digit) for digit in range(10)},
        **{chr(0x6F0 + digit): str(digit) for digit in range(10)},
    }
)
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})


def lower(word: str) -> str:
    """The word in small letters with its accents, as stemmers want it."""
    # `lower` after `casefold`: the latter turns Cherokee into capitals, which a database may fold back.
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word).casefold().lower())


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """The form under which a word is stored and looked for. Folding twice changes nothing."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", lower(word)))
    bare = unicodedata.normalize("NFC", _DROPPED.sub("", bare).translate(_LETTERS))
    # Translating may have put a letter before a mark that it now carries.
    bare = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFKD", bare)))
    return bare[:MAX_LENGTH]


def spelt_out(word: str) -> str:
    """The way a word is written on a keyboard without umlauts: Schüler, schueler. Empty if it has none."""
    small = lower(word)
    written = small.translate(_SPELT_OUT)
    return fold(written) if written != small else ""
