"""Organisations whose name has the words typed and that have published something."""

from bisect import bisect_left
from collections import defaultdict
from itertools import takewhile
from time import monotonic

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from community.members.models import Organisation
from hub.catalogue.models import Entry
from search.suggest.options import Option
from search.suggest.typed import Words, marked, words_in

SHOWN, LOOKED_AT = 3, 20
#: So long (seconds) another process may not know a new name.
KEPT = 60.0


class Names:
    """Who has which word in the name."""

    def __init__(self) -> None:
        self.until = monotonic() + KEPT
        self.having: defaultdict[str, set[int]] = defaultdict(set)
        for pk, name in Organisation.objects.values_list("pk", "name"):
            for word in words_in(name):
                self.having[word].add(pk)
        self.words = sorted(self.having)

    def beginning(self, words: Words) -> set[int]:
        return set.intersection(*(self._beginning(word) for word in words))

    def _beginning(self, typed: str) -> set[int]:
        there = self.words[bisect_left(self.words, typed) :]
        return set().union(*(self.having[word] for word in takewhile(lambda word: word.startswith(typed), there)))


_names: Names | None = None


def organisation_options(words: Words) -> tuple[Option, ...]:
    ids = sorted(_known().beginning(words))[:LOOKED_AT]
    if not ids:
        return ()
    published = Exists(Entry.objects.visible().filter(organisation=OuterRef("pk")).order_by())
    found = Organisation.objects.filter(published, pk__in=ids).order_by("name").values_list("name", "slug")[:SHOWN]
    return tuple(_option(words, name, slug) for name, slug in found)


def forget_names(**_: object) -> None:
    global _names
    _names = None


def _known() -> Names:
    global _names
    if _names is None or monotonic() > _names.until:
        _names = Names()
    return _names


def _option(words: Words, name: str, slug: str) -> Option:
    return Option(marked(name, words), reverse("organisation", args=[slug]), _("Organisation"), dir="auto")
