"""Links are kept in the default language and shown in the reader's."""

from django.conf import settings
from django.urls import reverse, translate_url
from django.utils.translation import get_language, override


def canonical(url: str) -> str:
    """A path of this site as the default language has it."""
    return translate_url(url, settings.LANGUAGE_CODE)


def localised(url: str, language: str | None = None) -> str:
    """A canonical path in a language, by default the one in use."""
    target = language or get_language() or settings.LANGUAGE_CODE
    with override(settings.LANGUAGE_CODE):
        return translate_url(url, target)


def absolute(url: str, language: str) -> str:
    """A canonical path as a full address in a language."""
    return settings.WAGTAILADMIN_BASE_URL + localised(url, language) if url.startswith("/") else url


def canonical_path(name: str, *args) -> str:
    """The path of a route in the default language."""
    with override(settings.LANGUAGE_CODE):
        return reverse(name, args=args)
