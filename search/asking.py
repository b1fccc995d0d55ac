"""A query made into a question that any engine understands."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.utils import timezone

from search import queries
from search.analysis import QueryWord, phrase_words, query_words, term_word
from search.documents import Signal
from search.engines.base import Favour, Form, Group, Question, language_signal
from search.facets import LEFT_OUT, LIFECYCLE
from search.labels import Term as TermCode
from search.labels import terms_of, terms_together
from search.parsing import MAX_TERMS
from search.query import RELEVANCE, SearchQuery
from search.scoring import enough, words_required
from search.steering import Steering, steering
from search.steering.synonyms import Meaning
from search.steering.words import telling_words
from search.weights import COMPLETE, EXACT, LABEL, SAME_LANGUAGE, STEM, SYNONYM, VERIFIED


def question_of(
    query: SearchQuery, *, counted: tuple[str, ...] = (), day: date | None = None, rules: Steering | None = None
) -> Question:
    """What to ask for a query; `counted` are the facets to count, `rules` those of editors if not those in force."""
    words = wanted_words(query)[:MAX_TERMS]
    meanings = (rules or steering()).synonyms.meanings(words, query.language)
    together = terms_together(words)
    groups = [
        with_meanings(group_of(word, terms), more) for word, terms, more in zip(words, together, meanings, strict=True)
    ]
    phrases = tuple(
        filter(None, (phrase_words(part.text) for part in query.parts if part.quoted and not part.excluded))
    )
    asked = Question(
        groups=tuple(groups),
        minimum=words_required(len(groups)),
        enough=enough(len(groups)),
        phrases=phrases,
        favoured=favoured(query),
        preset=query.preset,
        choices=query.choices,
        left_out={} if query.archived or LIFECYCLE in query.preset else {LIFECYCLE: LEFT_OUT},
        counted=counted,
        sort=query.order if groups or query.order != RELEVANCE else query.default_sort,
        offset=query.offset,
        limit=query.page_size,
        day=day or timezone.localdate(),
    )
    return _excluding(query, asked)


def favoured(query: SearchQuery) -> tuple[Favour, ...]:
    """What counts for an entry, whatever is asked."""
    language = language_signal(query.language.partition("-")[0])
    return (Favour(language, SAME_LANGUAGE), Favour(Signal.VERIFIED, VERIFIED), Favour(Signal.COMPLETE, COMPLETE))


def wanted_words(query: SearchQuery) -> list[QueryWord]:
    """The words to look for. Those of phrases are among them: they find nothing more, but they rank."""
    text = " ".join(part.text for part in query.parts if not part.excluded)
    return telling_words(text, queries.catalogue_languages())


def group_of(word: QueryWord, terms: Iterable[TermCode] = ()) -> Group:
    """All that a word typed may be found by, the word itself first; `terms` are those it stands for with others."""
    forms = dict.fromkeys(word.exact, EXACT)
    forms |= dict.fromkeys(word.stems, STEM)
    forms |= {term_word(*term): LABEL for term in (*terms_of(word), *terms)}
    return Group(tuple(Form(form, weight) for form, weight in forms.items()))


def with_meanings(group: Group, meanings: Iterable[Meaning]) -> Group:
    """A word with what editors say it means too, which is worth a little less."""
    forms = {form.word: form for form in group.forms}
    for meaning in meanings:
        for form in _forms_of(meaning):
            forms.setdefault(form.word, replace(form, weight=form.weight * SYNONYM // EXACT))
    return Group(tuple(forms.values()))


def _forms_of(meaning: Meaning) -> tuple[Form, ...]:
    if len(meaning.phrase) > 1:
        return (Form(" ".join(meaning.phrase), EXACT),)
    return tuple(form for word in meaning.words for form in group_of(word).forms)


def _excluding(query: SearchQuery, asked: Question) -> Question:
    excluded = [part for part in query.parts if part.excluded]
    words = query_words(" ".join(part.text for part in excluded if not part.quoted), ())
    phrases = (phrase_words(part.text) for part in excluded if part.quoted)
    # What is excluded is excluded as typed: a stem or label would take away too much.
    groups = tuple(Group(tuple(Form(form) for form in word.exact)) for word in words)
    asked = replace(asked, excluded=groups[:MAX_TERMS], excluded_phrases=tuple(filter(None, phrases)))
    says_nothing = not (asked.groups or asked.phrases or asked.excluded or asked.excluded_phrases)
    # Text without a single word, such as "!!!", finds nothing rather than everything.
    return replace(asked, minimum=1) if query.text and says_nothing else asked
