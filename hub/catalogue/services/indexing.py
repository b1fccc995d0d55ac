"""What editors search in the admin, and which page uses what: Wagtail's own two indexes, kept by the worker."""

from collections.abc import Collection

from wagtail.models import ReferenceIndex
from wagtail.search.backends import get_search_backends

from hub.catalogue.models import Entry
from hub.catalogue.types import entry_types


def update_admin_index(entry_ids: Collection[int]) -> None:
    for model, entries in _by_model(entry_ids):
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(model, entries)


def update_reference_index(entry_ids: Collection[int]) -> None:
    for _model, entries in _by_model(entry_ids):
        for entry in entries:
            ReferenceIndex.create_or_update_for_object(entry)


def _by_model(entry_ids: Collection[int]) -> list[tuple[type[Entry], list[Entry]]]:
    found = [(model, list(model.objects.filter(pk__in=entry_ids))) for model in entry_types().values()]
    return [(model, entries) for model, entries in found if entries]
