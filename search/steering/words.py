"""Words as rules of editors and questions of searchers have them: by our own analysis, without what only joins."""

from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search import queries
from search.analysis import OPEN, QueryWord, is_function_word, query_words

MOST_LINES = 10
MOST_WORDS = 6
LONGEST_LINE = 80


def telling_words(text: str, languages: Collection[str]) -> list[QueryWord]:
    """The words that say something, each once; all of them if none does."""
    words = query_words(text, languages)
    known = frozenset(languages)
    telling = [word for word in words if not is_function_word(word.exact[0], known)]
    return list({word.exact: word for word in telling or words}.values())


def is_same(one: QueryWord, other: QueryWord) -> bool:
    """Whether both are the same word, or forms of the same one. To begin alike is not enough."""
    stems = {stem for stem in one.stems if not stem.endswith(OPEN)}
    return not (set(one.exact).isdisjoint(other.exact) and stems.isdisjoint(other.stems))


def check_lines(given: Iterable[str], least: int = 1) -> list[str]:
    """The lines without those that say the same as one above. Raises `ValidationError` in the editor's words."""
    languages = queries.catalogue_languages()
    lines: dict[tuple, str] = {}
    for line in given:
        _check_line(line, languages)
        lines.setdefault(tuple(word.exact for word in telling_words(line, languages)), line)
    if len(lines) < least:
        raise ValidationError(
            ngettext("Give at least %(count)s word.", "Give at least %(count)s different words.", least)
            % {"count": least}
        )
    if len(lines) > MOST_LINES:
        raise ValidationError(_("Give no more than %(count)s lines.") % {"count": MOST_LINES})
    return list(lines.values())


def _check_line(line: str, languages: Collection[str]) -> None:
    words = query_words(line, languages)
    known = frozenset(languages)
    if len(line) > LONGEST_LINE or len(words) > MOST_WORDS:
        raise ValidationError(
            _("“%(line)s” is too long: no more than %(words)s words.") % {"line": line[:40], "words": MOST_WORDS}
        )
    if not words:
        raise ValidationError(_("“%(line)s” has no word that could be searched for.") % {"line": line})
    if all(is_function_word(word.exact[0], known) for word in words):
        raise ValidationError(_("“%(line)s” only joins other words; it would say nothing.") % {"line": line})
