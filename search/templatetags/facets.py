"""The options of a facet as HTML.

Written in Python because a results page has several hundred options: a template loop over them costs
more than the search itself. `html.escape` does what Django's does, without asking whether a label is a promise.
"""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, npgettext

from hub.catalogue.templatetags.catalogue import number

register = template.Library()

#: How many nodes of a tree, and how many values below a node, are shown before "Show all".
VISIBLE_NODES = 3
VISIBLE_CHILDREN = 3


@register.simple_tag
def facet_options(facet) -> SafeString:
    """Checkboxes with counts; what does not fit is behind "Show all n", what is chosen always shows."""
    visible = min(facet.visible_count, VISIBLE_NODES) if facet.hierarchical else facet.visible_count
    return mark_safe(_list(facet.name, facet.label, facet.values, visible, get_language() or ""))


def _list(name: str, label: str, values: Sequence, visible_count: int, language: str) -> str:
    shown, hidden = split_visible(values, visible_count)
    html = f'<ul role="list">{_items(name, shown, language)}</ul>'
    if not hidden:
        return html
    # Translators: the end of a long list of options, e.g. "Show all 41"
    summary = gettext("Show all %(count)s") % {"count": number(len(values))}
    return (
        f'{html}<details class="facet__more"><summary>{summary}<span class="sr">: {escape(label)}</span></summary>'
        f'<ul role="list">{_items(name, hidden, language)}</ul></details>'
    )


def split_visible(values: Sequence, visible_count: int) -> tuple[list, list]:
    """The first values and every chosen one; and the rest. One lonely value is not worth a click."""
    if len(values) <= visible_count + 1:
        return list(values), []
    shown = [value for place, value in enumerate(values) if place < visible_count or is_chosen(value)]
    return shown, [value for place, value in enumerate(values) if place >= visible_count and not is_chosen(value)]


def is_chosen(value) -> bool:
    return value.selected or value.partial


def _items(name: str, values: Sequence, language: str) -> str:
    """The options, without a call for each.

    Python 3.11 asks the system for memory, and gives it back, whenever a call happens to begin a new piece of its
    stack. With five calls for each of five hundred options that took 8 ms of a page.
    """
    html = []
    for value in values:
        state = " checked" if value.selected else ' class="is-partial"' if value.partial else ""
        note = _chosen_below(value) if value.partial and not value.selected else ""
        below = _list(name, value.label, value.children, VISIBLE_CHILDREN, language) if value.children else ""
        html.append(
            f'<li><label class="option"><input type="checkbox" name="{name}" value="{ESCAPED[value.value]}"{state}>'
            f'<span>{ESCAPED[value.label]}{note}</span><span class="quiet">{COUNTED[value.count, language]}</span>'
            f"</label>{below}</li>"
        )
    return "".join(html)


def _chosen_below(value) -> str:
    chosen = sum(child.selected for child in value.children)
    said = gettext("%(chosen)s of %(all)s chosen") % {"chosen": chosen, "all": len(value.children)}
    return f'<span class="sr"> ({said})</span>'


class _Kept(dict):
    """What was made of a key; all is forgotten when it is too much."""

    MOST = 20_000

    def __init__(self, make: Callable[[Any], str]) -> None:
        self.make = make

    def __missing__(self, key) -> str:
        if len(self) >= self.MOST:
            self.clear()
        made = self[key] = self.make(key)
        return made


def _counted(key: tuple[int, str]) -> str:
    """A count in the language that is active, which is part of the key."""
    count, _language = key
    return f'{number(count)}<span class="sr"> {npgettext("after a number", "entry", "entries", count)}</span>'


ESCAPED = _Kept(escape)
COUNTED = _Kept(_counted)
