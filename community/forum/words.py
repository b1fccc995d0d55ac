"""The words a text is found by, as the search of the site makes them."""

from search.analysis import query_words, words_of

#: Longer words are cut, so that one of them cannot fill a page of the index.
MAX_LENGTH = 40


def words_in(text: str, language: str) -> list[str]:
    found = words_of(text[:20_000], language)
    return [word[:MAX_LENGTH] for word in (*found.text, *found.forms) if word]


def asked_words(text: str, languages: list[str]) -> list[set[str]]:
    """For each word of a question, everything that means it."""
    words = query_words(text[:200], languages)
    return [{form[:MAX_LENGTH] for form in (*word.exact, *word.stems)} for word in words]
