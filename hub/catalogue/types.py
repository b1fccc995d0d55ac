"""The page types of the catalogue. Rooms above declare them; this finds them without importing those rooms."""

from functools import cache

from django.apps import apps
from wagtail.models import Page

from hub.catalogue.models import Entry


@cache
def entry_types() -> dict[str, type[Entry]]:
    """Every page type by its kind, such as `practice`."""
    models = (model for model in apps.get_models() if issubclass(model, Entry) and model.kind)
    return {model.kind: model for model in models}


class NoFinder(Exception):
    """No section of the site holds entries of this kind, so a new one has no place."""

    def __init__(self, kind: str):
        super().__init__(f"There is no finder page for entries of the type “{kind}”. Make one first.")


def finder_for(kind: str) -> Page:
    """The page below which entries of this kind live. Raises `NoFinder`."""
    finder = apps.get_model("search", "FinderPage").objects.filter(entry_type=kind).order_by("path").first()
    if not finder:
        raise NoFinder(kind)
    return finder
