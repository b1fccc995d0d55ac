"""What can still be answered without Elasticsearch when there are too many documents for memory: a plain list."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from django.db.models import Max

from search.engines.base import Answer, Document, Group, Question, codes_on
from search.engines.text import text_store
from search.models import SearchDocument
from search.queries import document_of

#: The embedded engine is made for so many documents; beyond, a plain list takes its place.
MOST_IN_MEMORY = 100_000
#: So many documents are looked at, the latest first.
MOST = 2_000


def fits_in_memory() -> bool:
    """Whether the embedded engine can stand in. The highest number stands for the count, which takes longer."""
    return (SearchDocument.objects.aggregate(last=Max("pk"))["last"] or 0) <= MOST_IN_MEMORY


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
    wanted, unwanted = with_words(question)
    if wanted is not None:
        rows = rows.filter(pk__in=sorted(wanted - unwanted, reverse=True)[:MOST])
    documents = map(document_of, rows.defer("words")[:MOST])
    return (document for document in documents if document.id not in unwanted and passes(document, question))


def with_words(question: Question) -> tuple[set[int] | None, set[int]]:
    """The documents that have all words and phrases, if any are asked for, and those that have an excluded one."""
    forms = [form for group in (*question.groups, *question.excluded) for form in group.forms]
    phrases = [*question.phrases, *question.excluded_phrases, *(form.phrase for form in forms if form.phrase)]
    found = text_store().read([form.word for form in forms if not form.phrase], phrases)
    having = {word: _ids(levels) for word, levels in found.words.items()}
    having |= {" ".join(phrase): set(ids) for phrase, ids in found.phrases.items()}
    wanted = [_having_any(group, having) for group in question.groups]
    wanted += [having[" ".join(phrase)] for phrase in question.phrases]
    unwanted = [_having_any(group, having) for group in question.excluded]
    unwanted += [having[" ".join(phrase)] for phrase in question.excluded_phrases]
    asked = bool(question.minimum or question.phrases)
    return (set.intersection(*wanted) if wanted else set()) if asked else None, set().union(*unwanted)


def _having_any(group: Group, having: Mapping[str, set[int]]) -> set[int]:
    return set().union(*(having[form.word] for form in group.forms))


def passes(document: Document, question: Question) -> bool:
    codes = codes_on(document.body, question.day)
    asked = [*question.preset.items(), *question.choices.items()]
    left_out = [pair for pair in question.left_out.items() if pair[0] not in question.choices]
    return all(_any(codes, *pair) for pair in asked) and not any(_any(codes, *pair) for pair in left_out)


def _any(codes: dict[str, list[str]], facet: str, wanted: Sequence[str]) -> bool:
    return bool(set(codes.get(facet, ())) & set(wanted))


def _ids(levels: Iterable[tuple[int, Sequence[int]]]) -> set[int]:
    return {pk for _level, ids in levels for pk in ids}
