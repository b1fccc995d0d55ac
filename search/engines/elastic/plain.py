"""What can still be answered without Elasticsearch when there are too many documents for memory: a plain list."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from search.engines.base import Answer, Document, Question, codes_on
from search.engines.text import text_store
from search.models import SearchDocument
from search.queries import document_of

#: So many documents are looked at, the latest first.
MOST = 2_000


class PlainList:
    """Among the latest documents those that match, without counts."""

    name = "plain list"

    def search(self, question: Question) -> Answer:
        found = [document.object_id for document in matches(question)]
        page = found[question.offset : question.offset + max(question.limit, 0)]
        return Answer(tuple(page), len(found), {facet: {} for facet in question.counted})

    def ids(self, question: Question, limit: int) -> Sequence[int]:
        return [document.object_id for document in islice(matches(question), limit)]

    def totals(self, questions: Sequence[Question]) -> list[int]:
        return [self.search(question).total for question in questions]


def matches(question: Question) -> Iterator[Document]:
    rows = SearchDocument.objects.filter(kind=question.kind, deleted=False).order_by("-pk")
    if question.minimum or question.phrases:
        rows = rows.filter(pk__in=with_words(question))
    documents = map(document_of, rows.defer("words")[:MOST])
    return (document for document in documents if passes(document, question))


def with_words(question: Question) -> list[int]:
    """The latest documents that have all words and phrases."""
    forms = {form.word for group in question.groups for form in group.forms}
    found = text_store().read(list(forms), list(question.phrases))
    having = {word: _ids(levels) for word, levels in found.words.items()}
    sets = [set().union(*(having[form.word] for form in group.forms)) for group in question.groups]
    sets += [set(found.phrases[phrase]) for phrase in question.phrases]
    return sorted(set.intersection(*sets), reverse=True)[:MOST] if sets else []


def passes(document: Document, question: Question) -> bool:
    codes = codes_on(document.body, question.day)
    asked = [*question.preset.items(), *question.choices.items()]
    left_out = [pair for pair in question.left_out.items() if pair[0] not in question.choices]
    return all(_any(codes, *pair) for pair in asked) and not any(_any(codes, *pair) for pair in left_out)


def _any(codes: dict[str, list[str]], facet: str, wanted: Sequence[str]) -> bool:
    return bool(set(codes.get(facet, ())) & set(wanted))


def _ids(levels: Iterable[tuple[int, Sequence[int]]]) -> set[int]:
    return {pk for _level, ids in levels for pk in ids}
