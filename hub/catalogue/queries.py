"""Reads of the catalogue that more than one room needs."""

from collections.abc import Collection, Iterable

from django.db.models import F, Q, Value

from hub.catalogue.models import VOCABULARIES, Entry, EntryRelation
from hub.catalogue.vocabulary import vocabulary_of

# The vocabulary of each many-to-many field of an entry.
TERM_FIELDS = {
    "sectors": "sector",
    "target_groups": "target-group",
    "audiences": "audience",
    "countries": "country",
    "themes": "theme",
    "subjects": "subject",
    "education_levels": "education-level",
    "content_languages": "language",
    "funding_programmes": "funding-programme",
}


def term_pks(entry_ids: Collection[int]) -> dict[int, dict[str, list[int]]]:
    """The terms of entries by field, in one query whatever the number of fields.

    Every entry asked for is in the answer, with every field.
    """
    found: dict[int, dict[str, list[int]]] = {pk: {name: [] for name in TERM_FIELDS} for pk in entry_ids}
    parts = [_tagged(name, entry_ids) for name in TERM_FIELDS]
    for pk, name, term in parts[0].union(*parts[1:], all=True):
        found[pk][name].append(term)
    return found


def _tagged(name: str, entry_ids: Collection[int]):
    through = Entry._meta.get_field(name).remote_field.through
    column = through._meta.get_field(VOCABULARIES[TERM_FIELDS[name]]._meta.model_name).attname
    rows = through.objects.filter(entry_id__in=entry_ids)
    return rows.annotate(pk_of=F("entry_id"), name=Value(name), term=F(column)).values_list("pk_of", "name", "term")


def preload_terms(entries: Iterable[Entry]) -> None:
    """Give entries their terms without a query per field, for reading only.

    The assignment lives in memory, as modelcluster does with a draft; saving such an entry writes the same terms.
    """
    entries = list(entries)
    if not entries:
        return
    pks = term_pks([entry.pk for entry in entries])
    for entry in entries:
        for name, kind in TERM_FIELDS.items():
            vocabulary = vocabulary_of(kind)
            ordered = sorted(pks[entry.pk][name], key=vocabulary.position)
            setattr(entry, name, [vocabulary.instance(pk) for pk in ordered])


def visible_relations(entry: Entry) -> list[tuple[str, Entry]]:
    """What the entry is related to, from both ends: `(why the other entry is named, the other entry)`."""
    visible = Entry.objects.visible()
    ends = Q(entry=entry, target__in=visible) | Q(target=entry, entry__in=visible)
    rows = EntryRelation.objects.filter(ends).select_related("entry", "target").order_by("sort_order")
    # Its own relations first, then those that others declare.
    both = sorted(rows, key=lambda row: row.entry_id != entry.pk)
    return [row.seen_from(entry) for row in both]
