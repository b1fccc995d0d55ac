"""Entries and drafts that still name a term which was merged into another one."""

from typing import Any

from django.db import models

from hub.catalogue.vocabulary import Vocabulary, vocabulary_of


def replacements(vocabulary: Vocabulary) -> dict[int, int]:
    """Primary keys of merged terms and of the terms used instead."""
    merged = (term for term in vocabulary.terms if term.replaced_by)
    return {term.pk: target.pk for term in merged if (target := vocabulary.get(term.code))}


def follow_merged_terms(record: models.Model) -> None:
    """Give a record the terms that its merged terms became.

    A draft is kept as JSON, which a merge cannot reach, so it comes back with the old terms.
    """
    from hub.catalogue.models.terms import VOCABULARIES

    kinds = {model: kind for kind, model in VOCABULARIES.items()}
    for field in record._meta.get_fields():
        if field.concrete and field.related_model in kinds:
            changes = replacements(vocabulary_of(kinds[field.related_model]))
            if changes:
                _follow(record, field, changes)


def _follow(record: models.Model, field: Any, changes: dict[int, int]) -> None:
    if not field.many_to_many:
        setattr(record, field.attname, changes.get(getattr(record, field.attname), getattr(record, field.attname)))
        return
    terms = list(getattr(record, field.name).all())
    if any(term.pk in changes for term in terms):
        wanted = {changes.get(term.pk, term.pk) for term in terms}
        setattr(record, field.name, list(field.related_model.objects.filter(pk__in=wanted)))
