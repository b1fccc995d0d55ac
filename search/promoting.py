"""Best bets on a page of results: above the others, counted nowhere."""

from datetime import date

from search.asking import wanted_words
from search.engines.base import Answer, Question
from search.found import read_entries
from search.hits import Terms, hit_of, words_to_mark
from search.query import SearchQuery
from search.results import Hit
from search.steering import Steering, steering

#: More would hide the results. So many are looked at, because not all are visible or have what is chosen.
MOST = 2
MOST_LOOKED_AT = 10

Hits = tuple[Hit, ...]


def hits_and_promoted(
    query: SearchQuery, question: Question, answer: Answer, terms: Terms, rules: Steering | None = None
) -> tuple[Hits, Hits]:
    """The hits of a page, and the best bets above them, with one query for both."""
    bets = entry_ids(query, question.day, rules)
    entries = {entry.pk: entry for entry in read_entries(list(dict.fromkeys((*answer.ids, *bets))))}
    promoted = [pk for pk in bets if pk in entries and has_what_is_chosen(entries[pk].codes, question)][:MOST]
    forms, shown = words_to_mark(question), {*answer.ids, *promoted}
    hits = {pk: hit_of(entry, forms, terms) for pk, entry in entries.items() if pk in shown}
    return tuple(hits[pk] for pk in answer.ids if pk in hits), tuple(hits[pk] for pk in promoted)


def entry_ids(query: SearchQuery, day: date, rules: Steering | None = None) -> list[int]:
    """The entries that editors want on top of the first page. Who excludes words knows better."""
    if not query.text or query.page > 1 or any(part.excluded for part in query.parts):
        return []
    bets = (rules or steering()).bets
    return bets.entry_ids(wanted_words(query), query.language, day)[:MOST_LOOKED_AT] if bets.are_there else []


def has_what_is_chosen(codes: dict[str, list[str]], question: Question) -> bool:
    """Whether an entry with these values passes the filters of a question."""
    wanted = [*question.preset.items(), *question.choices.items()]
    if not all(set(codes.get(facet, ())) & set(values) for facet, values in wanted):
        return False
    unwanted = [pair for pair in question.left_out.items() if pair[0] not in question.choices]
    return not any(set(codes.get(facet, ())) & set(values) for facet, values in unwanted)
