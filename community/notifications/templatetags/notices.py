from datetime import date

from django import template
from django.utils.formats import date_format

from community.members.models import User
from community.notifications.models import Notification
from community.notifications.queries import unread_count
from community.notifications.rendering import render_line

register = template.Library()


@register.simple_tag
def unread_notices(user: User) -> int:
    """How many notices a person has not opened."""
    return unread_count(user) if user.is_authenticated else 0


@register.filter
def line(notice: Notification) -> str:
    """A notice in words."""
    return render_line(notice)


@register.filter
def iso_day(text: str) -> str:
    """A day that was kept as text, as the language in use writes it."""
    try:
        return date_format(date.fromisoformat(text))
    except ValueError:
        return text
