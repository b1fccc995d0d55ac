"""Options of the form as HTML.

Written in Python because one step of the form has six hundred of them.
"""

from dataclasses import dataclass

from django import template
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.members.rules import can_write_for, is_member
from hub.catalogue.vocabulary import TermInfo, vocabulary_of
from practices.submissions.forms.steps import Box
from practices.submissions.shapes import Term

register = template.Library()

#: Lists by name; the others have an order of their own.
_BY_NAME = {"country", "language"}
#: Vocabularies whose upper terms only sort the others.
_HEADINGS_ABOVE = {"country"}
#: Longer lists get a box to find in and a frame to scroll in.
LONG = 14


@dataclass(frozen=True)
class OptionList:
    html: SafeString
    chosen: list[str]
    long: bool


@register.inclusion_tag("submissions/_entry_actions.html", takes_context=True)
def entry_owner_actions(context, entry) -> dict:
    """What the organisation of an entry can do from its page: list items."""
    user = getattr(context.get("request"), "user", None)
    if not entry.pk or not entry.organisation or not user or not user.is_authenticated:
        return {}
    writes, belongs = can_write_for(user, entry.organisation), is_member(user, entry.organisation)
    return {"entry": entry, "writes": writes, "belongs": belongs}


@register.filter
def yes_no(box: Box) -> list[tuple[str, str]]:
    return [("yes", _("Yes")), ("no", _("No")), ("", _("Not said"))]


@register.filter
def as_answer(value: bool | None) -> str:
    return {True: "yes", False: "no"}.get(value, "")


@register.simple_tag
def select_options(box: Box) -> SafeString:
    """The options of a list of which one is chosen."""
    pairs = _terms_to_choose(box) if isinstance(box.shape, Term) else list(box.shape.choices)
    empty = [] if getattr(box.shape, "optional", True) is False else [("", _("Choose one"))]
    options = [(value, " selected" if value == box.value else "", label) for value, label in [*empty, *pairs]]
    return format_html_join("", '<option value="{}"{}>{}</option>', options)


@register.simple_tag
def option_list(box: Box) -> OptionList:
    """Boxes to tick, below each other where terms are."""
    chosen = set(box.value) if isinstance(box.value, list) else set()
    if not hasattr(box.shape, "vocabulary"):
        items = "".join(_item(box.name, value, str(label), value in chosen, "") for value, label in box.shape.choices)
        return OptionList(mark_safe(f'<ul role="list">{items}</ul>'), [], False)
    kind = box.shape.vocabulary
    terms = [term for term in _ordered(kind) if term.active or term.code in chosen]
    below: dict[str, list[TermInfo]] = {}
    codes = {term.code for term in terms}
    for term in terms:
        below.setdefault(term.parent if term.parent in codes else "", []).append(term)
    html = _tree(box.name, kind, below, "", chosen)
    return OptionList(mark_safe(html), [term.label() for term in terms if term.code in chosen], len(terms) > LONG)


def _tree(name: str, kind: str, below: dict[str, list[TermInfo]], parent: str, chosen: set[str]) -> str:
    items = []
    for term in below.get(parent, []):
        inner = _tree(name, kind, below, term.code, chosen) if term.code in below else ""
        if inner and kind in _HEADINGS_ABOVE:
            items.append(f'<li><span class="option quiet"><span>{escape(term.label())}</span></span>{inner}</li>')
        else:
            items.append(_item(name, term.code, term.label(), term.code in chosen, inner))
    return f'<ul role="list">{"".join(items)}</ul>'


def _item(name: str, value: str, label: str, checked: bool, inner: str) -> str:
    mark = " checked" if checked else ""
    return (
        f'<li><label class="option"><input type="checkbox" name="{name}" value="{escape(value)}"{mark}>'
        f"<span>{escape(label)}</span></label>{inner}</li>"
    )


def _ordered(kind: str) -> tuple[TermInfo, ...]:
    vocabulary = vocabulary_of(kind)
    return vocabulary.alphabetical(get_language() or "en") if kind in _BY_NAME else vocabulary.terms


def _terms_to_choose(box: Box) -> list[tuple[str, str]]:
    terms = _ordered(box.shape.vocabulary)
    return [(term.code, term.label()) for term in terms if term.active or term.code == box.value]
