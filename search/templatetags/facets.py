"""The options of a facet as HTML.

Written in Python because a results page has several hundred options: a template loop over them costs
more than the search itself. `html.escape` does what Django's does, without asking whether a label is a promise.
"""

from collections.abc import Sequence
from functools import lru_cache
from html import escape

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
    html = f'<ul role="list">{"".join(_item(name, value, language) for value in shown)}</ul>'
    if not hidden:
        return html
    # Translators: the end of a long list of options, e.g. "Show all 41"
    summary = gettext("Show all %(count)s") % {"count": number(len(values))}
    rest = "".join(_item(name, value, language) for value in hidden)
    return (
        f'{html}<details class="facet__more"><summary>{summary}<span class="sr">: {escape(label)}</span></summary>'
        f'<ul role="list">{rest}</ul></details>'
    )


def split_visible(values: Sequence, visible_count: int) -> tuple[list, list]:
    """The first values and every chosen one; and the rest. One lonely value is not worth a click."""
    if len(values) <= visible_count + 1:
        return list(values), []
    shown = [value for place, value in enumerate(values) if place < visible_count or is_chosen(value)]
    return shown, [value for place, value in enumerate(values) if place >= visible_count and not is_chosen(value)]


def is_chosen(value) -> bool:
    return value.selected or value.partial


def _item(name: str, value, language: str) -> str:
    state = " checked" if value.selected else ' class="is-partial"' if value.partial else ""
    note = f'<span class="sr"> ({_chosen_below(value)})</span>' if value.partial and not value.selected else ""
    below = _list(name, value.label, value.children, VISIBLE_CHILDREN, language) if value.children else ""
    entries = _entries(value.count, language)
    return (
        f'<li><label class="option"><input type="checkbox" name="{name}" value="{escape(value.value)}"{state}>'
        f"<span>{escape(value.label)}{note}</span>"
        f'<span class="quiet">{number(value.count)}<span class="sr"> {entries}</span></span></label>{below}</li>'
    )


@lru_cache(maxsize=4096)
def _entries(count: int, language: str) -> str:
    return npgettext("after a number", "entry", "entries", count)


def _chosen_below(value) -> str:
    chosen = sum(child.selected for child in value.children)
    return gettext("%(chosen)s of %(all)s chosen") % {"chosen": chosen, "all": len(value.children)}
