"""What templates ask the forum, also those of rooms below it."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from community.forum import finding, queries, rules
from community.forum.presentation import initials, localised, name_of
from hub.catalogue.presentation import words

register = template.Library()
register.filter("person_name", name_of)
register.filter("initials", initials)
register.filter("localised", localised)


@register.filter
def of(found: Mapping, key: Any) -> Any:
    """The value of a key, or nothing."""
    return found.get(key)


@register.filter
def ago(moment) -> str:
    """How long ago, within a day; else the date."""
    passed = timezone.now() - moment
    if passed.total_seconds() < 60:
        return _("just now")
    if passed.days < 1:
        return _("{time} ago").format(time=timesince(moment, depth=1))
    return words.short_day(moment)


@register.inclusion_tag("forum/_entry_actions.html", takes_context=True)
def forum_entry_actions(context, entry) -> dict:
    """“Discuss this” and “I used this” for the page of an entry: list items."""
    request = context.get("request")
    topic, uses = queries.talk_about(entry) if entry.pk else (None, 0)
    user = request.user if request else None
    shown = topic if topic and user is not None and rules.may_see_topic(user, topic) else None
    return {"entry": entry, "topic": shown, "uses": uses}


@register.simple_tag
def forum_latest(user, size: int = 3) -> list:
    """The topics in which somebody wrote last, for a home page."""
    categories = queries.visible_categories(user)
    return list(queries.topic_list(queries.topics_in(categories), size=size).topics)


@register.inclusion_tag("forum/_search_tabs.html")
def forum_search_tabs(text: str, entries: int | None = None) -> dict:
    """Entries and forum topics that match, as tabs; `entries` is their number where it is known."""
    topics = finding.public_matches(text)
    return {"text": text, "entries": entries, "topics": topics, "many": topics >= 100, "in_forum": entries is None}


@register.simple_tag(takes_context=True)
def may_moderate_anything(context) -> bool:
    request = context.get("request")
    if request is None or not request.user.is_authenticated:
        return False
    rights = rules.rights_of(request.user)
    return rights.moderator or bool(rights.categories)
