"""Entries whose title has the words typed."""

from hub.catalogue.models import Entry
from hub.catalogue.templatetags.catalogue import direction
from hub.catalogue.vocabulary import vocabulary_of
from search.hits import kind_label
from search.names import name_store
from search.suggest.options import Option
from search.suggest.typed import Words, marked

SHOWN, LOOKED_AT = 5, 12


def entry_options(words: Words, kind: str = "") -> tuple[Option, ...]:
    """Those that begin as typed first."""
    ids = name_store().titled(words, kind)[:LOOKED_AT]
    return tuple(_option(entry, words) for entry in _visible(ids)[:SHOWN])


def _visible(ids: list[int]) -> list[Entry]:
    columns = ("title", "url_path", "language", "content_type")
    found = Entry.objects.visible().only(*columns).in_bulk(ids) if ids else {}
    return [found[pk] for pk in ids if pk in found]


def _option(entry: Entry, words: Words) -> Option:
    language = vocabulary_of("language").by_pk.get(entry.language_id)
    code = language.code if language else ""
    kind = entry.cached_content_type.model_class().kind
    return Option(marked(entry.title, words), entry.url or "", kind_label(kind), lang=code, dir=direction(code))
