"""Why an entry ranks where it does, or is not found: for editors who tune and for those who wonder."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hub.catalogue.models import Entry
from search.analysis import STEM, TERM
from search.asking import question_of, wanted_words
from search.documents import ENTRY
from search.engines import engine_state, get_engine
from search.engines.base import Document, Favour, Form, Group, Question, codes_on
from search.facet_values import label_of
from search.facets import BY_NAME
from search.models import SearchDocument
from search.queries import document_of
from search.query import MAX_RESULTS, SearchQuery
from search.scoring import impacts, points, rarity
from search.weights import FIELDS, LEVELS, PHRASE_LEVEL


class Unknown(Exception):
    """There is nothing to explain; the message says why."""


@dataclass(frozen=True)
class WordFound:
    """What one word of the question does for the entry."""

    typed: str
    #: How many entries have it.
    documents: int
    rarity: float
    form: Form | None = None
    level: int = 0
    fields: tuple[tuple[str, int], ...] = ()

    @property
    def points(self) -> int:
        return points(self.rarity, self.form.weight, self.level) if self.form else 0


@dataclass(frozen=True)
class Explanation:
    """All that decides about one entry and one question."""

    question: Question
    document: Document
    words: tuple[WordFound, ...]
    #: How many words were asked for in the end.
    minimum: int
    total: int
    place: int | None

    @property
    def found(self) -> int:
        return sum(word.form is not None for word in self.words)

    @property
    def favours(self) -> list[tuple[Favour, int]]:
        """What each signal of the entry adds, one after the other."""
        score, added = sum(word.points for word in self.words), []
        for favour in self.question.favoured:
            if favour.signal in self.document.signals:
                added.append((favour, score >> favour.halvings))
                score += added[-1][1]
        return added

    @property
    def score(self) -> int:
        return sum(word.points for word in self.words) + sum(more for _favour, more in self.favours)


def explain(query: SearchQuery, reference: str) -> Explanation:
    """Raises `Unknown`."""
    document = document_of_reference(reference)
    question = replace(question_of(query), offset=0)
    ids = get_engine().ids(question, MAX_RESULTS)
    return Explanation(
        question=question,
        document=document,
        words=tuple(words_found(query, question, document)),
        minimum=minimum_in_force(question),
        total=get_engine().totals([question])[0],
        place=list(ids).index(document.object_id) + 1 if document.object_id in ids else None,
    )


def document_of_reference(reference: str) -> Document:
    entry = Entry.objects.filter(reference=reference.strip().upper()).first()
    if not entry:
        raise Unknown(f"There is no entry {reference}.")
    row = SearchDocument.objects.filter(kind=ENTRY, object_id=entry.pk, deleted=False).first()
    if not row:
        raise Unknown(f"{reference} “{entry.title}” is not public, so no search finds it.")
    return document_of(row)


def words_found(query: SearchQuery, question: Question, document: Document) -> Iterator[WordFound]:
    levels = impacts(document.words)
    asked = [Question(groups=(group,), minimum=1) for group in question.groups]
    everything, *totals = get_engine().totals([Question(), *asked])
    for word, group, total in zip(wanted_words(query), question.groups, totals, strict=False):
        rare = rarity(total, everything)
        best = max(group.forms, key=lambda form: points(rare, form.weight, level_of(form, levels, document)))
        level = level_of(best, levels, document)
        fields = tuple(fields_with(best, document))
        yield WordFound(word.typed, total, rare, best if level else None, level, fields if level else ())


def level_of(form: Form, levels: dict[str, int], document: Document) -> int:
    if form.phrase:
        return PHRASE_LEVEL if has_phrase(document, form.phrase) else 0
    return levels.get(form.word, 0)


def fields_with(form: Form, document: Document) -> Iterator[tuple[str, int]]:
    """The fields that have a word, and how often."""
    for name in FIELDS:
        text, forms = document.words.get(name, ("", ""))
        count = f" {text} ".count(f" {form.word} ") if form.phrase else [*text.split(), *forms.split()].count(form.word)
        if count:
            yield name, count


def has_phrase(document: Document, phrase: Sequence[str]) -> bool:
    return any(f" {' '.join(phrase)} " in f" {text} " for text, _forms in document.words.values())


def has_group(document: Document, group: Group) -> bool:
    levels = impacts(document.words)
    return any(level_of(form, levels, document) for form in group.forms)


def minimum_in_force(question: Question) -> int:
    """How many words are asked for after too few entries had more."""
    bare = replace(question, enough=0, choices={}, left_out={}, limit=0)
    totals = get_engine().totals([replace(bare, minimum=minimum) for minimum in question.tries])
    pairs = list(zip(question.tries, totals, strict=True))
    return next((minimum for minimum, total in pairs if total >= question.enough), question.tries[-1])


# ---------------------------------------------------------------------- In words


def in_words(explained: Explanation) -> Iterator[str]:
    """Line by line."""
    state = engine_state()
    engine = state["answers"]
    where = f"Place {explained.place}" if explained.place else f"Not among the first {MAX_RESULTS}"
    yield f"{where} of {explained.total}, answered by {engine}."
    if "reduced" in state:
        yield f"{state['engine'].capitalize()} does not answer: {state['reduced']}."
    obstacles = list(obstacles_of(explained))
    yield from obstacles
    if explained.question.groups:
        yield from _words_in_words(explained)
        yield from _score_in_words(explained)
    if explained.place and explained.question.sort != "relevance":
        yield f"The order is “{explained.question.sort}”, so the score decides nothing."
    if engine == "elasticsearch":
        yield "Elasticsearch takes the rarity of each form of a word by itself, so its own score differs a little."


def obstacles_of(explained: Explanation) -> Iterator[str]:
    """Everything that keeps the entry out."""
    question, document = explained.question, explained.document
    codes = codes_on(document.body, question.day)
    for facet, wanted in (*question.preset.items(), *question.choices.items()):
        if set(wanted).isdisjoint(codes.get(facet, ())):
            yield f"Kept out by the filter {_values(facet, wanted)}: it has {_values(facet, codes.get(facet, ()))}."
    for facet, unwanted in question.left_out.items():
        if facet not in question.choices and not set(unwanted).isdisjoint(codes.get(facet, ())):
            yield f"Kept out because it is {_values(facet, codes[facet])}; “archived too” shows it."
    for phrase in question.phrases:
        if not has_phrase(document, phrase):
            yield f"Kept out because it lacks the phrase “{' '.join(phrase)}”."
    for group in question.excluded:
        if has_group(document, group):
            yield f"Kept out because it has the word “{group.forms[0].word}”, which the minus excludes."
    for phrase in question.excluded_phrases:
        if has_phrase(document, phrase):
            yield f"Kept out because it has the phrase “{' '.join(phrase)}”, which the minus excludes."
    if explained.found < explained.minimum:
        lacking = ", ".join(f"“{word.typed}”" for word in explained.words if not word.form)
        yield f"Kept out because it has {explained.found} of {explained.minimum} words asked for. It lacks {lacking}."


def _words_in_words(explained: Explanation) -> Iterator[str]:
    asked = len(explained.words)
    yield f"Words: {explained.found} of {asked}; {explained.minimum} asked for."
    for word in explained.words:
        rare = f"in {word.documents} entries, rarity {word.rarity:.2f}"
        if not word.form:
            yield f"  “{word.typed}” ({rare}): not in this entry"
            continue
        places = ", ".join(f"{name} {count} ×" for name, count in word.fields)
        matter = f"level {word.level} of {LEVELS}, worth {word.form.weight} %"
        yield f"  “{word.typed}” ({rare}): {_form_in_words(word.form)} in {places}; {matter}: {word.points} points"


def _form_in_words(form: Form) -> str:
    if form.word.startswith(TERM):
        facet, _line, code = form.word.removeprefix(TERM).partition("_")
        return f"the term {_values(facet, (code,))}"
    if form.word.startswith(STEM):
        return f"another form ({form.word.removeprefix(STEM)}…)"
    return f"the phrase “{form.word}”" if form.phrase else f"“{form.word}”"


def _score_in_words(explained: Explanation) -> Iterator[str]:
    for favour, more in explained.favours:
        yield f"  {favour.signal}: + 1/{2**favour.halvings}: {more} points"
    yield f"Score: {explained.score} points."


def _values(facet: str, codes: Sequence[str]) -> str:
    known = BY_NAME.get(facet)
    labels = ", ".join(label_of(known, code, "en") if known else code for code in codes) or "none"
    return f"{known.label if known else facet}: {labels}"
