"""Where terms are used: found from the models, so that a new tag field is counted and merged without being listed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import models

from hub.catalogue.models import Entry, Term


@dataclass(frozen=True)
class TermReference:
    """A field of some model that points to terms of one vocabulary."""

    # A `ForeignKey` or `ManyToManyField`; their common type knows neither what is needed here.
    field: Any

    @property
    def owner(self) -> type[models.Model]:
        return self.field.model

    @property
    def is_of_entries(self) -> bool:
        return issubclass(self.owner, Entry)

    @property
    def rows(self) -> models.QuerySet:
        """The rows that hold the reference: of the owner, or of the table between."""
        model = self.field.remote_field.through if self.field.many_to_many else self.owner
        return model._base_manager.all()

    @property
    def term_column(self) -> str:
        return self.field.m2m_reverse_field_name() if self.field.many_to_many else self.field.name

    @property
    def owner_column(self) -> str:
        return f"{self.field.m2m_field_name()}_id" if self.field.many_to_many else "pk"

    def counts(self) -> dict[int, int]:
        """How often each term is used here."""
        rows = self.rows.exclude(**{self.term_column: None}).order_by()
        return dict(rows.values_list(self.term_column).annotate(uses=models.Count("pk")))

    def owners(self, term: Term) -> models.QuerySet:
        """The keys of the records that have the term, as a query."""
        return self.rows.filter(**{self.term_column: term.pk}).values_list(self.owner_column, flat=True)

    def owner_ids(self, term: Term) -> set[int]:
        return set(self.owners(term))


@dataclass(frozen=True)
class TermUsage:
    """What would be left without its term. `elsewhere` counts other records by their name."""

    entry_ids: frozenset[int]
    draft_ids: frozenset[int] = frozenset()
    elsewhere: dict[str, int] = field(default_factory=dict)
    narrower: int = 0
    aliases: int = 0

    @property
    def entries(self) -> int:
        return len(self.entry_ids | self.draft_ids)

    def __bool__(self) -> bool:
        return bool(self.entries or self.elsewhere or self.narrower or self.aliases)


@cache
def references_to(model: type[Term]) -> tuple[TermReference, ...]:
    """Every field that points to this vocabulary, but for those of the vocabulary itself."""
    relations: Iterator[Any] = (
        relation
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and relation.related_model is not model
    )
    # The table between the two sides of a many-to-many field points here too.
    return tuple(
        TermReference(relation.field) for relation in relations if not relation.related_model._meta.auto_created
    )


def use_counts(model: type[Term]) -> Counter[int]:
    """How often each term of a vocabulary is used, by primary key."""
    total: Counter[int] = Counter()
    for reference in references_to(model):
        total.update(reference.counts())
    return total


def entry_ids_with(*terms: Term) -> set[int]:
    """The entries tagged with any of these terms of one vocabulary, whatever their status."""
    found: set[int] = set()
    for term in terms:
        for reference in references_to(type(term)):
            if reference.is_of_entries:
                found |= reference.owner_ids(term)
    return found


def entries_with(term: Term) -> models.QuerySet:
    """The same as a query, for lists of any length."""
    found = models.Q(pk__in=[])
    for reference in references_to(type(term)):
        if reference.is_of_entries:
            found |= models.Q(pk__in=reference.owners(term))
    return Entry.objects.filter(found)


def usage_of(term: Term) -> TermUsage:
    """Everything that uses a term, drafts included."""
    elsewhere: Counter[str] = Counter()
    for reference in references_to(type(term)):
        if not reference.is_of_entries and (count := len(reference.owner_ids(term))):
            elsewhere[str(reference.owner._meta.verbose_name_plural)] += count
    entry_ids = entry_ids_with(term)
    return TermUsage(
        entry_ids=frozenset(entry_ids),
        draft_ids=frozenset(draft_ids_with(term) - entry_ids),
        elsewhere=dict(elsewhere),
        narrower=term.children.count(),
        aliases=term.aliases.count(),
    )


def draft_ids_with(term: Term) -> set[int]:
    """Entries whose latest draft has the term. A draft is kept as JSON, where no table finds it."""
    names = [reference.field.name for reference in references_to(type(term)) if reference.is_of_entries]
    drafts = Entry.objects.filter(has_unpublished_changes=True, latest_revision__isnull=False)
    found = set()
    for pk, content in drafts.values_list("pk", "latest_revision__content").iterator():
        values = [content.get(name) for name in names]
        if any(term.pk == value or (isinstance(value, list) and term.pk in value) for value in values):
            found.add(pk)
    return found
