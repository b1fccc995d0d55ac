"""Which entries editors want above the results of a question."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from search.analysis import QueryWord
from search.models import BestBet
from search.steering.words import is_same, telling_words


class _Line(NamedTuple):
    words: tuple[QueryWord, ...]
    bet: BestBet


class BetIndex:
    """The best bets by the words they are for."""

    def __init__(self, bets: Iterable[BestBet], languages: Collection[str]) -> None:
        self._by_form: defaultdict[str, list[_Line]] = defaultdict(list)
        for bet in bets:
            for line in bet.lines:
                self._add(_Line(tuple(telling_words(line, languages)), bet))

    @property
    def are_there(self) -> bool:
        return bool(self._by_form)

    def entry_ids(self, words: Sequence[QueryWord], language: str, day: date) -> list[int]:
        """The entries for a question, those first whose words say most of it."""
        known = (self._by_form.get(form, ()) for word in words for form in (*word.exact, *word.stems))
        lines = {id(line): line for found in known for line in found}.values()
        fitting = [line for line in lines if _fits(line, words, language, day)]
        fitting.sort(key=lambda line: (-len(line.words), line.bet.pk or 0))
        return list(dict.fromkeys(line.bet.entry_id for line in fitting))

    def _add(self, line: _Line) -> None:
        # Every word of a line must be in the question: looking for its first one is enough.
        for form in (*line.words[0].exact, *line.words[0].stems) if line.words else ():
            self._by_form[form].append(line)


def _fits(line: _Line, words: Sequence[QueryWord], language: str, day: date) -> bool:
    bet = line.bet
    if bet.language not in ("", language) or not bet.is_in_force(day):
        return False
    if not all(any(is_same(own, word) for word in words) for own in line.words):
        return False
    return bet.match == bet.Match.CONTAINED or all(any(is_same(own, word) for own in line.words) for word in words)
