from django import template
from django.conf import settings

from search.engines import get_engine

register = template.Library()


@register.simple_tag
def answering_engine() -> str:
    """The engine that answers, on a development server only."""
    return get_engine().name if settings.DEBUG else ""
