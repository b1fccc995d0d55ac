"""Filters of the pages and mails about submissions."""

from django import template

from practices.submissions import values

register = template.Library()


@register.filter
def field_label(name: str, kind: str) -> str:
    """What a field of this kind of entry is called."""
    return values.label_of(kind, name)
