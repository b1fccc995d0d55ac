"""What a rule would change in the first results of a question, before it is saved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Model
from django.utils import timezone

from search import queries
from search.asking import question_of
from search.engines import get_engine
from search.models import BestBet, Rule, Synonym
from search.parsing import tidy
from search.promoting import hits_and_promoted
from search.query import SearchQuery
from search.results import Hit
from search.steering.current import Steering, steering, steering_of

SHOWN = 10


@dataclass(frozen=True)
class Line:
    """One result. `was` is the place it had in the other list; None if it was not among those shown."""

    hit: Hit
    promoted: bool
    was: int | None = None


@dataclass(frozen=True)
class Side:
    total: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Preview:
    """The first results of a question as they are and as they would be, on the first day the rule is in force."""

    question: str
    day: date
    before: Side
    after: Side

    @property
    def changes_something(self) -> bool:
        return [self.before.total, *references(self.before)] != [self.after.total, *references(self.after)]


def preview(rule: Rule, question: str, language: str) -> Preview:
    """The effect of a rule that is not saved, or not saved as it is now."""
    query = SearchQuery(text=tidy(question) or rule.lines[0], language=rule.language or language, page_size=SHOWN)
    day = max(timezone.localdate(), getattr(rule, "starts_on", None) or date.min)
    before, after = side(query, day, steering()), side(query, day, steering_with(rule))
    return Preview(query.text, day, before, compared(after, before))


def steering_with(rule: Rule) -> Steering:
    synonyms, bets = with_rule(Synonym, rule), with_rule(BestBet, rule)
    return steering_of(synonyms, bets, queries.catalogue_languages())


def with_rule(model: type[Model], rule: Rule) -> Sequence:
    """The rules of a kind, with this one as it would be."""
    rules = model._default_manager
    return [*rules.exclude(pk=rule.pk), rule] if isinstance(rule, model) else list(rules.all())


def side(query: SearchQuery, day: date, rules: Steering) -> Side:
    question = question_of(query, day=day, rules=rules)
    answer = get_engine().search(question)
    hits, promoted = hits_and_promoted(query, question, answer, (), rules)
    above = {hit.reference for hit in promoted}
    lines = [Line(hit, True) for hit in promoted]
    lines += [Line(hit, False) for hit in hits if hit.reference not in above]
    return Side(answer.total, tuple(lines[:SHOWN]))


def compared(after: Side, before: Side) -> Side:
    places = {reference: place for place, reference in enumerate(references(before), start=1)}
    return replace(after, lines=tuple(replace(line, was=places.get(line.hit.reference)) for line in after.lines))


def references(side: Side) -> list[str]:
    return [line.hit.reference for line in side.lines]
