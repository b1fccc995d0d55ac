"""Entries that have much in common with another one, and what that is."""

from collections.abc import Collection, Iterable

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.catalogue.models import Entry
from hub.catalogue.presentation import words
from hub.catalogue.vocabulary import vocabulary_of
from search.analysis import STEM as STEM_PREFIX
from search.analysis import is_function_word, query_words, term_word
from search.engines import get_engine
from search.engines.base import Choices, Form, Group, Question
from search.facet_values import label_of
from search.facets import BY_NAME, LEFT_OUT, LIFECYCLE
from search.found import FoundEntry, read_entries
from search.hits import hit_of
from search.results import Hit

SHOWN = 4
ASKED = 24
MOST_OF_ONE_ORGANISATION = 2
#: What entries are alike in, the most telling first, and the field that says so.
ALIKE = {
    "target-group": "target_groups",
    "theme": "themes",
    "subject": "subjects",
    "country": "countries",
    "sector": "sectors",
    "purpose": "purposes",
    "resource-type": "resource_type",
}


#: How a reason says in what.
WORDS = {
    "target-group": gettext_lazy("target group"),
    "theme": gettext_lazy("theme"),
    "subject": gettext_lazy("subject"),
    "country": gettext_lazy("country"),
    "sector": gettext_lazy("sector"),
    "purpose": gettext_lazy("purpose"),
    "resource-type": gettext_lazy("type of resource"),
}


def related_entries(entry: Entry, *, but: Collection[int] = ()) -> list[Hit]:
    """Entries like this one, each with the reason; those in `but` are left out. A draft has none.

    Asks little of the database when the entry has its terms already, as on its page. If nothing is like it, and
    nothing is named anyway, the newest of its type are there: no entry is a dead end.
    """
    if not entry.live:
        return []
    codes = own_codes(entry)
    language = entry.language.code if entry.language else ""
    found = others(entry, question_like(entry, language, codes), but)
    if found or but:
        return [hit_of(other, reason=reason(codes, other.codes)) for other in found]
    newest = others(entry, question_newest({"type": (entry.kind,)}), but) or others(entry, question_newest({}), but)
    return [hit_of(other, reason=_("New in the hub")) for other in newest]


def others(entry: Entry, question: Question, but: Collection[int]) -> list[FoundEntry]:
    ids = get_engine().ids(question, ASKED)
    return varied(read_entries([pk for pk in ids if pk != entry.pk and pk not in but]))[:SHOWN]


def question_newest(preset: Choices) -> Question:
    return Question(preset=preset, left_out={LIFECYCLE: LEFT_OUT}, sort="newest", day=timezone.localdate())


def own_codes(entry: Entry) -> dict[str, list[str]]:
    """The values that entries are alike in, without those above them in a tree."""
    own = {}
    for name, field in ALIKE.items():
        facet, codes = BY_NAME[name], codes_in(entry, field)
        if facet.hierarchical:
            known = vocabulary_of(facet.vocabulary)
            above = {parent for code in codes for parent in known.with_ancestors(code)[1:]}
            codes = [code for code in codes if code not in above]
        own[name] = sorted(codes)
    return own


def codes_in(entry: Entry, field: str) -> list[str]:
    """The codes in a field of terms, of one term, or of a list of choices; none if this type has no such field."""
    value = getattr(entry, field, None) or []
    if hasattr(value, "all"):
        return [term.code for term in value.all()]
    return [str(code) for code in value] if isinstance(value, list) else [value.code]


def question_like(entry: Entry, language: str, codes: dict[str, list[str]]) -> Question:
    """Two things in common at least; rare ones count more, as they do with words."""
    terms = [Group((Form(term_word(name, code)),)) for name, found in codes.items() for code in found]
    typed = query_words(entry.title, (language,))
    telling = [word for word in typed if not is_function_word(word.exact[0], frozenset((language,)))]
    titles = [Group(tuple(Form(form) for form in word.stems if form.startswith(STEM_PREFIX))) for word in telling]
    groups = tuple(dict.fromkeys([*terms, *titles]))
    return Question(
        groups=groups,
        minimum=min(2, len(groups)) or 1,
        enough=SHOWN + 1,
        left_out={LIFECYCLE: LEFT_OUT},
        sort="relevance",
        day=timezone.localdate(),
    )


def varied(entries: Iterable[FoundEntry]) -> list[FoundEntry]:
    """Never the same organisation again and again."""
    seen: dict[int, int] = {}
    kept = []
    for entry in entries:
        owner = entry.organisation_id
        seen[owner] = seen.get(owner, 0) + 1
        if owner is None or seen[owner] <= MOST_OF_ONE_ORGANISATION:
            kept.append(entry)
    return kept


def reason(codes: dict[str, list[str]], others: dict[str, list[str]]) -> str:
    """What both have, in words: in what they are alike first, then what that is."""
    shared = {name: [code for code in codes[name] if code in others.get(name, ())] for name in ALIKE}
    names = [name for name, both in shared.items() if both][:2]
    if not names:
        return _("Similar title")
    terms = words.short_list([label_of(BY_NAME[name], shared[name][0]) for name in names], 2)
    if len(names) == 1:
        return _("Same %(what)s: %(terms)s") % {"what": WORDS[names[0]], "terms": terms}
    what, other = (WORDS[name] for name in names)
    return _("Same %(what)s and %(other)s: %(terms)s") % {"what": what, "other": other, "terms": terms}
