from django import template

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
