"""What may be meant by the words typed so far. Only what anybody may see."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.parsing import tidy
from search.suggest.entries import entry_options
from search.suggest.options import Option
from search.suggest.organisations import organisation_options
from search.suggest.terms import term_options
from search.suggest.typed import typed_words


@dataclass(frozen=True)
class Group:
    label: str
    options: tuple[Option, ...]


def suggestions(text: str, *, language: str, kind: str = "") -> tuple[Group, ...]:
    """The groups with something in them; with a `kind` of entries, what leads to those."""
    words = typed_words(tidy(text), language)
    if not words:
        return ()
    groups = (
        Group(_("Topics and places"), term_options(words, language, kind)),
        Group(_("Entries"), entry_options(words, kind)),
        Group(_("Organisations"), () if kind else organisation_options(words)),
    )
    return tuple(group for group in groups if group.options)


def as_data(groups: tuple[Group, ...]) -> dict:
    """As JSON, with what a screen reader says of it."""
    count = sum(len(group.options) for group in groups)
    says = ngettext("%(number)s suggestion", "%(number)s suggestions", count) % {"number": count}
    return {
        "status": says if count else _("No suggestions"),
        "groups": [
            {"label": group.label, "options": [option.as_data() for option in group.options]} for group in groups
        ],
    }
