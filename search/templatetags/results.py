"""Words around results."""

from django import template
from django.conf import settings
from django.utils.translation import get_language, gettext, ngettext

from hub.catalogue.templatetags.catalogue import number

register = template.Library()


@register.simple_tag
def counted(total: int, noun: str = "") -> str:
    """“34 entries”. An editor's noun, such as “practices”, is in one language, so it serves that one only."""
    if not total:
        return gettext("No entries")
    if noun and total > 1 and get_language() == settings.LANGUAGE_CODE:
        return f"{number(total)} {noun}"
    return ngettext("%(number)s entry", "%(number)s entries", total) % {"number": number(total)}


@register.simple_tag
def results_title(total: int, text: str = "", noun: str = "") -> str:
    """“34 entries for “mother tongue””, as the title of the page."""
    found = counted(total, noun)
    return gettext("%(entries)s for “%(text)s”") % {"entries": found, "text": text} if text else found
