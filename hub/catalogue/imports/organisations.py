"""Organisations a record names."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.coreutils import string_to_ascii

from hub.catalogue.imports.errors import BadValue, Problem, required
from hub.catalogue.imports.terms import term_of
from hub.catalogue.imports.texts import clean_text

PARTS = {"name", "country", "website"}


def organisation_model() -> type[models.Model]:
    return apps.get_model("members", "Organisation")


def organisation_of(raw: object) -> models.Model:
    """The organisation of this name in this country, made when there is none. Raises `BadValue`.

    What it holds already stays as it is: people keep their own organisation, not an import.
    """
    parts = {"name": raw} if isinstance(raw, str) else raw
    if not isinstance(parts, dict) or set(parts) - PARTS:
        raise BadValue(_("This must have a name and may have a country and a website, nothing else."), raw)
    name = " ".join(clean_text(parts.get("name")).split())
    if not name:
        raise BadValue(problems=[Problem(".name", required(), raw)])
    country = _country(parts.get("country"))
    found = organisation_model()._default_manager.filter(name=name, country_id=country).first()
    return found or _make(name, country, clean_text(parts.get("website")))


def _country(code: object) -> int | None:
    if not code:
        return None
    try:
        return term_of("country", code).pk
    except BadValue as error:
        raise BadValue(problems=error.at(".country")) from None


def _make(name: str, country: int | None, website: str) -> models.Model:
    made = organisation_model()(name=name, country_id=country, website=website, slug=_free_slug(name))
    try:
        made.full_clean(exclude=["country"])
    except ValidationError as error:
        problems = [
            Problem(f".{field}", message, getattr(made, field, None))
            for field, messages in error.message_dict.items()
            for message in messages
        ]
        raise BadValue(problems=problems) from None
    made.save()
    return made


def _free_slug(name: str) -> str:
    """A slug nobody has: the name in Latin letters, with a number when it is taken."""
    base = slugify(string_to_ascii(name))[:70].strip("-") or "organisation"
    taken = set(organisation_model()._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    numbers = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in numbers if slug not in taken)
