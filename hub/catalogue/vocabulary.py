"""All terms and labels in memory, read anew when an editor changes them.

A page names a hundred terms; asking the database for each would cost more than the search itself.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.signals import request_started
from django.db.models import F
from django.utils.translation import get_language
from django_tasks.signals import task_started
from pyuca import Collator

if TYPE_CHECKING:
    from hub.catalogue.models import Term

collator = Collator()
FALLBACK = "en"


@dataclass(frozen=True)
class TermInfo:
    """A term without its row. `labels` maps a language to the label, `also` to what else people call it."""

    pk: int
    code: str
    parent: str | None
    sort_order: int
    active: bool
    replaced_by: str | None
    labels: Mapping[str, str]
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def label(self, language: str | None = None) -> str:
        return self.labels.get(language or get_language() or FALLBACK) or self.labels.get(FALLBACK) or self.code


@dataclass(frozen=True)
class Vocabulary:
    """The terms of one vocabulary, in its own order."""

    kind: str
    terms: tuple[TermInfo, ...]
    _sorted: dict[str, tuple[TermInfo, ...]] = field(default_factory=dict, compare=False)

    @cached_property
    def by_code(self) -> dict[str, TermInfo]:
        return {term.code: term for term in self.terms}

    @cached_property
    def by_pk(self) -> dict[int, TermInfo]:
        return {term.pk: term for term in self.terms}

    def get(self, code: str) -> TermInfo | None:
        """The term of this code; of a merged one, the term it was merged into."""
        term = self.by_code.get(code)
        while term and term.replaced_by:
            term = self.by_code.get(term.replaced_by)
        return term

    def label(self, code: str, language: str | None = None) -> str:
        term = self.by_code.get(code)
        return term.label(language) if term else code

    @cached_property
    def _positions(self) -> dict[int, int]:
        return {term.pk: place for place, term in enumerate(self.terms)}

    def position(self, pk: int) -> int:
        """The place of a term in the vocabulary's own order."""
        return self._positions.get(pk, len(self.terms))

    def instance(self, pk: int) -> Term:
        """The term as a model instance, without asking the database. For reading only."""
        from hub.catalogue.models import VOCABULARIES

        model: Any = VOCABULARIES[self.kind]
        return model(pk=pk, code=self.by_pk[pk].code)

    def with_ancestors(self, code: str) -> tuple[str, ...]:
        """The code and the codes above it, nearest first."""
        found: list[str] = []
        term = self.by_code.get(code)
        while term and term.code not in found:
            found.append(term.code)
            term = self.by_code.get(term.parent or "")
        return tuple(found)

    def alphabetical(self, language: str) -> tuple[TermInfo, ...]:
        """The terms in the order of a dictionary of this language's labels."""
        if language not in self._sorted:
            key = lambda term: collator.sort_key(term.label(language))  # noqa: E731
            self._sorted[language] = tuple(sorted(self.terms, key=key))
        return self._sorted[language]


class _Snapshot(threading.local):
    """Checked once per request or task and thread; shared content, so threads only pay for the check."""

    checked = False


_state = _Snapshot()
_lock = threading.Lock()
_loaded: tuple[int, dict[str, Vocabulary]] | None = None


def vocabularies() -> dict[str, Vocabulary]:
    """Every vocabulary by its kind, as of the start of the request."""
    loaded = _loaded
    return loaded[1] if loaded and _state.checked else _at(_version())


def know(version: int) -> None:
    """Somebody who asked the database for something else learnt the version of now as well."""
    loaded = _loaded
    if not (loaded and _state.checked and loaded[0] == version):
        _at(version)


def _at(version: int) -> dict[str, Vocabulary]:
    global _loaded
    loaded = _loaded
    if not loaded or loaded[0] != version:
        with _lock:
            _loaded = loaded = (version, _load())
    _state.checked = True
    return loaded[1]


def vocabulary_of(kind: str) -> Vocabulary:
    return vocabularies()[kind]


def names_in(text: str) -> tuple[str, ...]:
    """The names in “one; another”, as a label keeps what else a term is called. Arabic has a semicolon of its own."""
    return tuple(dict.fromkeys(filter(None, (name.strip() for name in text.replace("؛", ";").split(";")))))


def tidy_names(text: str) -> str:
    """As they are stored: in one order, since that says nothing."""
    return "; ".join(sorted(names_in(text)))


def label_of(model: type, code: str, language: str | None = None) -> str:
    from hub.catalogue.models import VOCABULARIES

    kind = next(kind for kind, candidate in VOCABULARIES.items() if candidate is model)
    return vocabulary_of(kind).label(code, language)


def touch() -> None:
    """Say that a term or label changed: this process and every other one reads them anew."""
    from hub.catalogue.models import VocabularyClock

    if not VocabularyClock.objects.filter(pk=1).update(version=F("version") + 1):
        VocabularyClock.objects.get_or_create(pk=1, defaults={"version": 1})
    forget()


def forget(**_: object) -> None:
    global _loaded
    _state.checked = False
    _loaded = None


def check_again(**_: object) -> None:
    _state.checked = False


request_started.connect(check_again)
task_started.connect(check_again)


def _version() -> int:
    from hub.catalogue.models import VocabularyClock

    return VocabularyClock.objects.values_list("version", flat=True).filter(pk=1).first() or 0


def _load() -> dict[str, Vocabulary]:
    from django.contrib.contenttypes.models import ContentType

    from hub.catalogue.models import VOCABULARIES, TermLabel

    labels: dict[tuple[int, int], tuple[dict[str, str], dict[str, tuple[str, ...]]]] = {}
    for type_id, term_id, language, label, also in TermLabel.objects.values_list(
        "content_type_id", "object_id", "language", "label", "also"
    ):
        names, other_names = labels.setdefault((type_id, term_id), ({}, {}))
        names[language] = label
        if also:
            other_names[language] = names_in(also)
    types = ContentType.objects.get_for_models(*VOCABULARIES.values())
    return {
        kind: Vocabulary(kind, tuple(_terms(model, types[model].pk, labels))) for kind, model in VOCABULARIES.items()
    }


def _terms(model: type[Term], type_id: int, labels: dict) -> list[TermInfo]:
    rows = model._default_manager.values_list(
        "pk", "code", "parent__code", "sort_order", "active", "replaced_by__code"
    ).order_by("sort_order", "code")
    return [TermInfo(*row, *labels.get((type_id, row[0]), ({}, {}))) for row in rows]
