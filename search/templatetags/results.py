"""Words around results."""

from django import template
from django.utils.translation import gettext

from search import nouns
from search.models import FinderPage

register = template.Library()


@register.simple_tag
def counted(total: int, finder: FinderPage | None = None) -> str:
    """“34 practices”."""
    return nouns.counted(total, finder)


@register.simple_tag
def results_title(total: int, text: str = "", finder: FinderPage | None = None) -> str:
    """“34 practices for “mother tongue””, as the title of the page."""
    found = nouns.counted(total, finder)
    return gettext("%(entries)s for “%(text)s”") % {"entries": found, "text": text} if text else found
