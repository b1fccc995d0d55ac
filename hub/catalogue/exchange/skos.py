"""Vocabularies as SKOS concept schemes in Turtle."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, OWL, RDF, SKOS

from hub.catalogue.exchange.rows import (
    Problem,
    TermRow,
    VocabularyFileError,
    clean_value,
    extra_fields,
    read_text,
    rows_of,
)
from hub.catalogue.models import VOCABULARIES
from hub.catalogue.vocabulary import names_in

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,4})?")


def scheme_of(kind: str) -> Namespace:
    """The address of the concept scheme; those of its terms begin with it."""
    return Namespace(f"{settings.WAGTAILADMIN_BASE_URL}/vocabularies/{kind}/")


def words_of(kind: str) -> Namespace:
    """Properties for what SKOS has no word for. The sharp keeps them apart from codes."""
    return Namespace(f"{scheme_of(kind)}#")


# ---------------------------------------------------------------- Write


def write_skos(kind: str) -> str:
    """A vocabulary as Turtle."""
    scheme = scheme_of(kind)
    graph = Graph()
    graph.bind("term", scheme)
    graph.bind("word", words_of(kind))
    rows = rows_of(kind)
    uri = URIRef(scheme)
    graph.add((uri, RDF.type, SKOS.ConceptScheme))
    with override("en"):
        graph.add((uri, DCTERMS.title, Literal(str(VOCABULARIES[kind]._meta.verbose_name_plural).capitalize(), "en")))
    for row in rows:
        _add_concept(graph, scheme, kind, row)
    _add_order(graph, kind, rows)
    return graph.serialize(format="turtle")


def _add_concept(graph: Graph, scheme: Namespace, kind: str, row: TermRow) -> None:
    concept = scheme[row.code]
    graph.add((concept, RDF.type, SKOS.Concept))
    graph.add((concept, SKOS.inScheme, URIRef(scheme)))
    graph.add((concept, SKOS.notation, Literal(row.code)))
    for language, label in row.labels.items():
        graph.add((concept, SKOS.prefLabel, Literal(label, language)))
    for language, names in row.also.items():
        for name in names_in(names):
            graph.add((concept, SKOS.altLabel, Literal(name, language)))
    if row.parent:
        graph.add((concept, SKOS.broader, scheme[row.parent]))
    else:
        graph.add((concept, SKOS.topConceptOf, URIRef(scheme)))
    if row.values["uri"]:
        graph.add((concept, SKOS.exactMatch, URIRef(row.values["uri"])))
    if row.values["description"]:
        graph.add((concept, SKOS.scopeNote, Literal(row.values["description"], "en")))
    if not row.values["active"]:
        graph.add((concept, OWL.deprecated, Literal(True)))
    if row.replaced_by:
        graph.add((concept, DCTERMS.isReplacedBy, scheme[row.replaced_by]))
    for name in extra_fields(VOCABULARIES[kind]):
        if row.values[name] != "":
            graph.add((concept, words_of(kind)[name], Literal(row.values[name])))


def _add_order(graph: Graph, kind: str, rows: list[TermRow]) -> None:
    """SKOS has no order numbers but ordered collections."""
    order = words_of(kind)["order"]
    members = BNode()
    graph.add((order, RDF.type, SKOS.OrderedCollection))
    graph.add((order, SKOS.memberList, members))
    Collection(graph, members, [scheme_of(kind)[row.code] for row in rows])


# ---------------------------------------------------------------- Read


def read_skos(path: Path, kind: str) -> list[TermRow]:
    """The concepts of a Turtle file, our own or another one. Raises `VocabularyFileError`."""
    graph = Graph()
    try:
        graph.parse(data=read_text(path), format="turtle", publicID=str(scheme_of(kind)))
    except VocabularyFileError:
        raise
    except Exception as error:  # rdflib raises whatever its parser meets
        message = _("This is not Turtle: {error}").format(error=str(error)[:200])
        raise VocabularyFileError([Problem(0, "", message)]) from error
    concepts = _concepts(graph)
    if not concepts:
        raise VocabularyFileError([Problem(0, "", _("The file has no SKOS concept."))])
    codes = {concept: _code(graph, concept) for concept in concepts}
    problems: list[Problem] = []
    rows = [_read_concept(graph, kind, concept, codes, problems) for concept in concepts]
    if problems:
        raise VocabularyFileError(problems)
    places = _places(graph)
    for concept, row in zip(concepts, rows, strict=True):
        if concept in places:
            row.values["sort_order"] = places[concept] * 10
    return rows


def _concepts(graph: Graph) -> list[URIRef]:
    """Sorted, so that two runs give the same."""
    return sorted(concept for concept in graph.subjects(RDF.type, SKOS.Concept) if isinstance(concept, URIRef))


def _places(graph: Graph) -> dict:
    """The place of each concept, where the file has one ordered collection."""
    lists = list(graph.objects(None, SKOS.memberList))
    members = Collection(graph, lists[0]) if len(lists) == 1 else ()
    return {member: place for place, member in enumerate(members, start=1)}


def _code(graph: Graph, concept: URIRef) -> str:
    notation = next(graph.objects(concept, SKOS.notation), None)
    last = re.split(r"[/#]", str(concept).rstrip("/#"))[-1]
    return slugify(str(notation or last).replace("_", "-"))


def _read_concept(graph: Graph, kind: str, concept: URIRef, codes: dict, problems: list[Problem]) -> TermRow:
    code = codes[concept]
    row = TermRow(code=code, labels=_labels(graph, concept), also=_other_names(graph, concept))
    row.parent = codes.get(next(graph.objects(concept, SKOS.broader), None), "")
    row.replaced_by = codes.get(next(graph.objects(concept, DCTERMS.isReplacedBy), None), "")
    deprecated = Literal(True) in graph.objects(concept, OWL.deprecated)
    if deprecated or _is_ours(kind, concept):
        # Only our own files say of every term whether it is in use.
        row.values["active"] = not deprecated
    for name, text in _texts(graph, kind, concept):
        try:
            row.values[name] = clean_value(VOCABULARIES[kind], name, text)
        except ValidationError as error:
            problems.append(Problem(0, f"{code} {name}", " ".join(error.messages)))
    return row


def _labels(graph: Graph, concept: URIRef) -> dict[str, str]:
    return dict(_in_languages(graph, concept, SKOS.prefLabel))


def _other_names(graph: Graph, concept: URIRef) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for language, name in sorted(_in_languages(graph, concept, SKOS.altLabel)):
        found.setdefault(language, []).append(name)
    return {language: "; ".join(names) for language, names in found.items()}


def _in_languages(graph: Graph, concept: URIRef, property: URIRef) -> Iterator[tuple[str, str]]:
    for label in graph.objects(concept, property):
        if isinstance(label, Literal) and label.language and LANGUAGE.fullmatch(label.language):
            yield label.language, str(label)


def _texts(graph: Graph, kind: str, concept: URIRef) -> list[tuple[str, str]]:
    """Pairs of field and text. A concept of another scheme is its own exact match."""
    own = "" if _is_ours(kind, concept) else str(concept)
    notes = [*graph.objects(concept, SKOS.scopeNote), *graph.objects(concept, SKOS.definition)]
    english = [str(note) for note in notes if isinstance(note, Literal) and note.language in ("en", None)]
    texts = [
        ("uri", own or str(next(graph.objects(concept, SKOS.exactMatch), ""))),
        ("description", english[0] if english else ""),
    ]
    extra = extra_fields(VOCABULARIES[kind])
    return texts + [(name, str(value)) for name in extra for value in graph.objects(concept, words_of(kind)[name])]


def _is_ours(kind: str, concept: URIRef) -> bool:
    return str(concept).startswith(str(scheme_of(kind)))
