"""What results are called when they are counted: “34 practices”, “1 project”, “7 entries”."""

from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext_lazy, npgettext
from django.utils.translation import gettext_lazy as _

from hub.blocks import words_in
from hub.catalogue.templatetags.catalogue import number
from search.models import EntryType, FinderPage

#: What stands between the forms of a noun that an editor wrote.
BETWEEN = "|"
_COUNTED: dict[str, Promise] = {
    "": ngettext_lazy("%(number)s entry", "%(number)s entries", "total"),
    EntryType.PRACTICE: ngettext_lazy("%(number)s practice", "%(number)s practices", "total"),
    EntryType.PROJECT: ngettext_lazy("%(number)s project", "%(number)s projects", "total"),
    EntryType.MOOC: ngettext_lazy("%(number)s MOOC", "%(number)s MOOCs", "total"),
    EntryType.RESOURCE: ngettext_lazy("%(number)s learning resource", "%(number)s learning resources", "total"),
}
_NONE: dict[str, Promise] = {
    "": _("No entries"),
    EntryType.PRACTICE: _("No practices"),
    EntryType.PROJECT: _("No projects"),
    EntryType.MOOC: _("No MOOCs"),
    EntryType.RESOURCE: _("No learning resources"),
}


def counted(total: int, finder: FinderPage | None = None) -> str:
    """A number of results in the language of the interface, called as the finder calls them."""
    kind = finder.entry_type if finder else ""
    if not total:
        return str(_NONE[kind])
    noun = form_of(forms_of(finder), total) if finder else ""
    return f"{number(total)} {noun}" if noun else _COUNTED[kind] % {"total": total, "number": number(total)}


def forms_of(finder: FinderPage) -> list[str]:
    """The editors' noun in the language of the interface, in its forms; none where nobody translated it."""
    words = words_in(finder, get_language())
    if words.language != get_language():
        return []
    return [form.strip() for form in (words.noun or "").split(BETWEEN) if form.strip()]


def form_of(forms: list[str], total: int) -> str:
    """The form that goes with a number; one form alone goes with several."""
    if not forms or (len(forms) == 1 and total == 1):
        return ""
    # Translators: not words: the place of each plural form, counted from 0
    place = int(npgettext("place of the plural form", "0", "1", total))
    return forms[min(place, len(forms) - 1)]
