"""Entries as search results show them."""

import logging
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from types import MappingProxyType

from django.utils.text import capfirst
from wagtail.images.models import SourceImageIOError

from hub.catalogue import covers
from hub.catalogue.choices import Evidence
from hub.catalogue.evidence import LEVELS
from hub.catalogue.models import HubImage, HubRendition
from hub.catalogue.presentation import words
from hub.catalogue.templatetags.catalogue import direction
from hub.catalogue.types import entry_types
from hub.catalogue.vocabulary import vocabulary_of
from search.analysis import TERM
from search.engines.base import Question
from search.facet_values import label_of
from search.facets import BY_NAME
from search.found import COVER, FoundEntry
from search.highlight import marks, parts
from search.results import Hit, HitFact, MatchedTerm, Picture

logger = logging.getLogger(__name__)

#: Facet values that words of a question stand for, with the forms of those words.
Terms = Mapping[tuple[str, str], frozenset[str]]
NO_TERMS: Terms = MappingProxyType({})

#: Every hit says of which type it is.
SHOWN_ANYWAY = frozenset({"type"})
MOST_MATCHED = 2


def hits_of(entries: Iterable[FoundEntry], forms: Collection[str] = (), terms: Terms = NO_TERMS) -> list[Hit]:
    """The hits of entries; `forms` are the words to mark, `terms` the facet values that words stand for."""
    return [hit_of(entry, forms, terms) for entry in entries]


def hit_of(
    entry: FoundEntry, forms: Collection[str] = (), terms: Terms = NO_TERMS, reason: str = "", *, pictures: bool = True
) -> Hit:
    """The hit of an entry. Without `pictures` no picture is looked for, or made in the size of a list."""
    codes = entry.codes
    language = _code("language", entry.language_id)
    kind = next(iter(codes.get("type", ())), "")
    evidence = Evidence(codes.get("evidence", [Evidence.DESCRIBED])[0])
    return Hit(
        reference=entry.reference,
        url=entry.url,
        kind=kind,
        kind_label=kind_label(kind),
        title=entry.title,
        summary=entry.summary,
        lang=language,
        dir=direction(language),
        organisation=entry.organisation_name or "",
        countries_text=words.short_list(_leaf_labels("country", codes), 3),
        audience_text=words.short_list(_labels("target-group", codes), 2),
        facts=facts_of(entry, codes),
        evidence_level=LEVELS[evidence],
        evidence_label=str(evidence.label),
        cover_sector=covers.sector_of(entry.reference, codes.get("sector", ())),
        title_parts=parts(entry.title, language, forms),
        summary_parts=parts(entry.summary, language, forms),
        image=picture_of(entry) if pictures else None,
        featured=entry.featured,
        matched_terms=matched_terms(entry, language, terms) if terms else (),
        reason=reason,
    )


def matched_terms(entry: FoundEntry, language: str, terms: Terms) -> tuple[MatchedTerm, ...]:
    """The terms by which an entry is found though neither title nor summary has the word."""
    found = []
    for (facet, code), forms in terms.items():
        if code in entry.codes.get(facet, ()) and not marks(f"{entry.title}\n{entry.summary}", language, forms):
            name = str(BY_NAME[facet].label)
            found.append(MatchedTerm(name[:1].lower() + name[1:], label_of(BY_NAME[facet], code)))
    return tuple(found[:MOST_MATCHED])


def terms_asked(question: Question) -> Terms:
    """The facet values that words of the question stand for."""
    asked: dict[tuple[str, str], frozenset[str]] = {}
    for group in question.groups:
        words = frozenset(form.word for form in group.forms)
        for word in words:
            facet, _line, code = word.removeprefix(TERM).partition("_")
            if word.startswith(TERM) and facet not in SHOWN_ANYWAY:
                asked[facet, code] = asked.get((facet, code), frozenset()) | words
    return dict(sorted(asked.items()))


def facts_of(entry: FoundEntry, codes: dict[str, list[str]]) -> tuple[HitFact, ...]:
    facts = words.card_facts(
        time=words.listed(_labels("time", codes)),
        languages=_labels("language", codes),
        verified=entry.last_verified_at,
        licence=vocabulary_of("licence").label(_code("licence", entry.licence_id)) if entry.licence_id else "",
    )
    return tuple(HitFact(str(fact.label), str(fact.value)) for fact in facts)


def picture_of(entry: FoundEntry) -> Picture | None:
    """The picture with words for those who cannot see it; without those it is no picture for a list."""
    if not entry.cover_alt:
        return None
    if entry.cover_file:
        storage = HubRendition._meta.get_field("file").storage
        return Picture(storage.url(entry.cover_file), entry.cover_alt)
    try:
        return Picture(HubImage.objects.get(pk=entry.cover_id).get_rendition(COVER).url, entry.cover_alt)
    except SourceImageIOError:
        # A restored database may name files that are not there; the results are.
        logger.warning("The file of picture %s is missing.", entry.cover_id)
        return None


@cache
def _model_names() -> dict[str, str]:
    return {kind: model._meta.verbose_name for kind, model in entry_types().items()}


def kind_label(kind: str) -> str:
    return capfirst(str(_model_names().get(kind, kind)))


def words_to_mark(question: Question) -> frozenset[str]:
    """All words and stems that a question asks for."""
    return frozenset(word for group in question.groups for form in group.forms for word in form.word.split())


def _code(kind: str, pk: int | None) -> str:
    term = vocabulary_of(kind).by_pk.get(pk) if pk else None
    return term.code if term else ""


def _in_order(facet: str, codes: dict[str, list[str]]) -> list[str]:
    """The codes of an entry in the order of the vocabulary."""
    known = vocabulary_of(BY_NAME[facet].vocabulary)
    has = codes.get(facet, ())
    return sorted(has, key=lambda code: known.position(known.by_code[code].pk) if code in known.by_code else 0)


def _labels(facet: str, codes: dict[str, list[str]]) -> list[str]:
    if BY_NAME[facet].vocabulary:
        return [label_of(BY_NAME[facet], code) for code in _in_order(facet, codes)]
    return [label_of(BY_NAME[facet], code) for code in codes.get(facet, ())]


def _leaf_labels(facet: str, codes: dict[str, list[str]]) -> list[str]:
    """Without the values above others of the entry: countries, not their regions."""
    known = vocabulary_of(BY_NAME[facet].vocabulary)
    has = _in_order(facet, codes)
    above = {parent for code in has for parent in known.with_ancestors(code)[1:]}
    return [label_of(BY_NAME[facet], code) for code in has if code not in above]
