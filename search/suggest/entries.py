"""Entries whose title has the words typed."""

from functools import cache

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import Site

from hub.catalogue.models import Entry
from hub.catalogue.templatetags.catalogue import direction
from hub.catalogue.types import entry_types
from hub.catalogue.vocabulary import vocabulary_of
from search.hits import kind_label
from search.names import name_store
from search.suggest.options import Option
from search.suggest.typed import Words, marked

SHOWN, LOOKED_AT = 5, 12
#: Not as models: to make five of those takes longer than all the rest.
COLUMNS = ("pk", "title", "url_path", "language_id", "content_type_id")


def entry_options(words: Words, kind: str = "") -> tuple[Option, ...]:
    """Those that begin as typed first."""
    ids = name_store().titled(words, kind)[:LOOKED_AT]
    found = Entry.objects.visible().order_by().filter(pk__in=ids).values_list(*COLUMNS) if ids else ()
    rows = {row[0]: row[1:] for row in found}
    return tuple(_option(words, *rows[pk]) for pk in [pk for pk in ids if pk in rows][:SHOWN])


def _option(words: Words, title: str, url_path: str, language_id: int | None, type_id: int) -> Option:
    language = vocabulary_of("language").by_pk.get(language_id) if language_id else None
    code = language.code if language else ""
    return Option(
        marked(title, words), address(url_path), kind_label(_kinds()[type_id]), lang=code, dir=direction(code)
    )


def address(url_path: str) -> str:
    """Where a page with this path in the tree is, as Wagtail would say; empty if below no site."""
    roots = Site.get_site_root_paths()
    root = next((root for root in roots if url_path.startswith(root.root_path)), None)
    if root is None:
        return ""
    path = reverse("wagtail_serve", args=[url_path[len(root.root_path) :]])
    return path if len(roots) == 1 else root.root_url + path


@cache
def _kinds() -> dict[int, str]:
    types = ContentType.objects.get_for_models(*entry_types().values())
    return {types[model].pk: kind for kind, model in entry_types().items()}
