"""The words typed so far, each the beginning of a word."""

from functools import lru_cache

from search.analysis import Place, fold, split, words_of
from search.highlight import cut
from search.results import Parts

#: More is no longer the beginning of a search.
LONGEST, MOST_WORDS = 100, 8
#: A letter alone begins too many words; a sign of Chinese is a word.
SHORTEST = 2
_FIRST_SIGN = "\u2e80"
#: Labels in Arabic begin with the article; who looks for a word leaves it out.
_ARTICLE = "ال"

Words = tuple[str, ...]


def typed_words(text: str, language: str) -> Words:
    """The words, folded; none if the text is too short or too long to guess from."""
    if len(text) > LONGEST:
        return ()
    words = tuple(dict.fromkeys(filter(tells, words_of(text, language).text)))
    return words if len(words) <= MOST_WORDS else ()


def tells(word: str) -> bool:
    return len(word) >= SHORTEST or word >= _FIRST_SIGN


@lru_cache(maxsize=50_000)
def words_in(text: str) -> Words:
    """The words of a short text, such as a label or name, folded."""
    return words_of(text, "en").text


def beginnings(word: str) -> Words:
    """The word as it may be typed, from its beginning: with and without the Arabic article."""
    bare = word.removeprefix(_ARTICLE)
    return (word, bare) if bare != word and tells(bare) else (word,)


def fits(text: str, words: Words) -> bool:
    """Whether each word begins one of the text's."""
    there = [begun for word in words_in(text) for begun in beginnings(word)]
    return all(any(begun.startswith(typed) for begun in there) for typed in words)


def begins(text: str, words: Words) -> bool:
    """Whether the text itself begins with the first word."""
    return any(begun.startswith(words[0]) for word in words_in(text)[:1] for begun in beginnings(word))


def marked(text: str, words: Words) -> Parts:
    """The text in parts, of which those that were typed are marked."""
    places = [found for word in split(text) for piece in word.pieces if (found := _typed_part(text, piece, words))]
    return cut(text, places)


def _typed_part(text: str, piece: Place, words: Words) -> Place | None:
    for start in (piece.start, piece.start + len(_ARTICLE) * text.startswith(_ARTICLE, piece.start)):
        whole = fold(text[start : piece.end])
        if typed := next((word for word in words if whole.startswith(word)), ""):
            end = min(start + len(typed), piece.end)
            # Folding may make letters more or fewer; then the whole word is marked.
            return Place(start, end) if fold(text[start:end]) == typed else piece
    return None
