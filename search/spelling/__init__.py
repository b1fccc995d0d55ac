"""What a searcher may have meant: words of the catalogue that are spelt nearly like those typed."""

from collections.abc import Collection, Iterable, Sequence

from search.analysis import QueryWord
from search.asking import wanted_words
from search.labels import terms_of
from search.query import SearchQuery
from search.spelling.dictionary import Dictionary, dictionary
from search.spelling.written import rewritten, written_forms

#: So many words are looked at, with so many others for each, which make so many texts.
MOST_WORDS, MOST_OTHERS, MOST_TEXTS = 8, 3, 6
#: A word that is there is taken for a mistake only if another one is so much more frequent.
MUCH_MORE = 10


def corrections(query: SearchQuery, unmatched: Collection[str] = (), *, few: bool = True) -> list[str]:
    """The text of a query spelt otherwise, the likeliest first. Every word put in stands in something public.

    `unmatched` are words that are in no result; if there are `few` results, other words are doubted too.
    """
    if not query.text:
        return []
    known = dictionary()
    doubted = [word for word in wanted_words(query)[:MOST_WORDS] if few or word.typed in unmatched]
    others = {word: near for word in doubted if (near := better_words(known, word, word.typed in unmatched))}
    if not others:
        return []
    written = written_forms({other for near in others.values() for other in near})
    shown = {word.exact[0]: [written[other] for other in near if other in written] for word, near in others.items()}
    return texts(query.text, {word: near for word, near in shown.items() if near})


def better_words(known: Dictionary, word: QueryWord, unmatched: bool) -> list[str]:
    """The words of the catalogue that may have been meant instead; none if the word itself will do."""
    own = max(known.count(form) for form in word.exact)
    if not unmatched and not own and terms_of(word):
        return []
    enough = 1 if unmatched else MUCH_MORE * own
    return [other for other in known.near(word.exact[0]) if known.count(other) >= enough][:MOST_OTHERS]


def texts(text: str, others: dict[str, Sequence[str]]) -> list[str]:
    """The text with every doubted word replaced by its likeliest other; and with one of them by the next likely."""
    first = {word: near[0] for word, near in others.items()}
    choices: Iterable[dict[str, str]] = (first | {word: other} for word, near in others.items() for other in near[1:])
    made = [rewritten(text, chosen) for chosen in (first, *choices)] if first else []
    return [other for other in dict.fromkeys(made) if other != text][:MOST_TEXTS]
