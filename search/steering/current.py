"""The rules in force, in memory.

They stand under the clock of the vocabularies: saving a rule moves it, every request reads it once, and
whoever finds it moved reads the rules anew. So a rule is in force at the next search of every process,
and no search asks the database for rules.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from hub.catalogue.vocabulary import vocabularies
from search import queries
from search.models import BestBet, Synonym
from search.steering.bets import BetIndex
from search.steering.synonyms import SynonymIndex


@dataclass(frozen=True)
class Steering:
    """All rules of one moment."""

    synonyms: SynonymIndex
    bets: BetIndex


_current: tuple[object, tuple[str, ...], Steering] | None = None


def steering() -> Steering:
    global _current
    source, languages = vocabularies(), queries.catalogue_languages()
    if _current is None or _current[0] is not source or _current[1] != languages:
        _current = (source, languages, steering_of(Synonym.objects.all(), BestBet.objects.all(), languages))
    return _current[2]


def steering_of(synonyms: Iterable[Synonym], bets: Iterable[BestBet], languages: Collection[str]) -> Steering:
    """The rules as they would be with these."""
    return Steering(SynonymIndex(synonyms, languages), BetIndex(bets, languages))
