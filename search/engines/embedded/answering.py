"""A question answered with bitmaps."""

from collections.abc import Iterable, Sequence

from pyroaring import BitMap

from search.engines.base import Answer, Form, Group, Question
from search.engines.embedded.ranking import Scores, best_of_each
from search.engines.embedded.state import NOTHING, State
from search.engines.embedded.words import Postings
from search.scoring import points, rarity
from search.weights import PHRASE_LEVEL


class Answering:
    """One question to one state."""

    def __init__(self, state: State, question: Question) -> None:
        state.choose_day(question.day)
        self.state, self.question = state, question
        self.postings, self.phrases = self._read()
        self.whole = state.everything(question.kind, {})
        self.matching = self._matching()
        self.limits = self._limits()

    def answer(self) -> Answer:
        found = self._within(None)
        ids, scores = self._page(found)
        rows = self.state.rows
        object_ids = tuple(rows[pk].object_id for pk in ids)
        return Answer(object_ids, len(found), self._counts(found), scores, self._unmatched())

    def total(self) -> int:
        return len(self._within(None))

    def _read(self) -> tuple[dict[str, Postings], dict[tuple[str, ...], BitMap]]:
        """Where every word and phrase of the question stands; a phrase among the forms of a word counts as a word."""
        postings, found = read_words(self.state, [self.question])
        phrases = {form.word: form.phrase for form in _forms(self.question) if form.phrase}
        return postings | {word: Postings([(PHRASE_LEVEL, found[phrase])]) for word, phrase in phrases.items()}, found

    # ------------------------------------------------------------------ Which documents

    def _matching(self) -> BitMap:
        question = self.question
        found = self.state.everything(question.kind, question.preset)
        for phrase in question.phrases:
            found = found & self.phrases[phrase]
        for group in question.excluded:
            found = found - self._any(group)
        for phrase in question.excluded_phrases:
            found = found - self.phrases[phrase]
        return self._with_words(found) if question.minimum else found

    def _with_words(self, among: BitMap) -> BitMap:
        sets = [among & self._any(group) for group in self.question.groups]
        if self.question.minimum == len(sets):
            having_all = BitMap.intersection(*sets)
            if len(sets) == 1 or len(having_all) >= self.question.enough:
                return having_all
        reached = by_count(self.question.minimum, sets)
        tries = [reached[minimum] for minimum in self.question.tries]
        return next((found for found in tries[:-1] if len(found) >= self.question.enough), tries[-1])

    def _any(self, group: Group) -> BitMap:
        """The documents that match a word in one of its forms."""
        return BitMap.union(NOTHING, *(self.postings[form.word].all for form in group.forms))

    def _unmatched(self) -> tuple[int, ...]:
        groups = self.question.groups
        if len(groups) < 2 or self.question.limit <= 0 or not self.matching:
            return ()
        return tuple(place for place, group in enumerate(groups) if self.matching.isdisjoint(self._any(group)))

    def _limits(self) -> dict[str, BitMap]:
        """What each facet lets through."""
        choices, state = self.question.choices, self.state
        limits = {facet: state.having(facet, codes) for facet, codes in choices.items()}
        for facet, codes in self.question.left_out.items():
            if facet not in choices:
                limits[facet] = self.whole - state.having(facet, codes)
        return limits

    def _within(self, own: str | None) -> BitMap:
        """The matching documents that every facet but `own` lets through."""
        found = self.matching
        for facet, allowed in self.limits.items():
            if facet != own:
                found = found & allowed
        return found

    def _counts(self, found: BitMap) -> dict[str, dict[str, int]]:
        counts = {}
        for facet in self.question.counted:
            among = self._within(facet) if facet in self.limits else found
            values = self.state.facets.get(facet, {})
            counts[facet] = {code: n for code, has in values.items() if (n := among.intersection_cardinality(has))}
            for code in self.question.choices.get(facet, ()):
                counts[facet].setdefault(code, 0)
        return counts

    # ------------------------------------------------------------------ In which order

    def _page(self, found: BitMap) -> tuple[list[int], tuple[float, ...]]:
        question = self.question
        if question.limit <= 0:
            return [], ()
        if question.sort == "relevance" and question.groups:
            return self._by_score(found)
        return self.state.orders[question.sort].cut(found, question.offset, question.limit), ()

    def _by_score(self, found: BitMap) -> tuple[list[int], tuple[float, ...]]:
        question, order = self.question, self.state.orders["relevance"]
        scores = self._scores(found)
        last = question.offset + question.limit
        sure, tied = scores.best(found, last)
        ranked = sorted(((scores.of(pk), pk) for pk in sure), key=lambda pair: (-pair[0], order.key(pair[1])))
        if len(ranked) < last and tied:
            rest = order.cut(tied, 0, last - len(ranked))
            ranked += [(scores.of(pk), pk) for pk in rest]
        page = ranked[question.offset : last]
        return [pk for _score, pk in page], tuple(score for score, _pk in page)

    def _scores(self, found: BitMap) -> Scores:
        scores = Scores()
        for group in self.question.groups:
            rare = rarity(self._any(group).intersection_cardinality(self.whole), len(self.whole))
            worths = [
                (points(rare, form.weight, level), documents)
                for form in group.forms
                for level, documents in self.postings[form.word].levels.items()
            ]
            scores.add(best_of_each(worths, found))
        for favour in self.question.favoured:
            scores.favour(self.state.signals.get(favour.signal, NOTHING), favour.halvings)
        return scores


def read_words(
    state: State, questions: Iterable[Question]
) -> tuple[dict[str, Postings], dict[tuple[str, ...], BitMap]]:
    """The words and phrases of all these questions, with one query to the database at most."""
    words: dict[str, None] = {}
    phrases: dict[tuple[str, ...], None] = {}
    for question in questions:
        forms = _forms(question)
        words |= dict.fromkeys(form.word for form in forms if not form.phrase)
        phrases |= dict.fromkeys((*question.phrases, *question.excluded_phrases))
        phrases |= dict.fromkeys(form.phrase for form in forms if form.phrase)
    return state.words.read(list(words), list(phrases), state.cursor.version)


def _forms(question: Question) -> list[Form]:
    return [form for group in (*question.groups, *question.excluded) for form in group.forms]


def at_least(count: int, sets: Sequence[BitMap]) -> BitMap:
    """The documents that are in `count` or more of the sets."""
    if count == len(sets):
        return BitMap.intersection(*sets) if sets else BitMap()
    return by_count(count, sets)[count]


def by_count(most: int, sets: Sequence[BitMap]) -> list[BitMap]:
    """The documents that are in so many or more of the sets, for every number up to `most`."""
    reached = [BitMap() for _ in range(most + 1)]
    for members in sets:
        for step in range(most, 1, -1):
            reached[step] |= reached[step - 1] & members
        reached[1] |= members
    return reached
