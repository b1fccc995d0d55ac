"""Codes of the vocabularies."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.utils.translation import gettext as _

from hub.catalogue.imports.errors import BadValue, Problem
from hub.catalogue.models import VOCABULARIES
from hub.catalogue.vocabulary import TermInfo, vocabulary_of

KINDS: dict[Any, str] = {model: kind for kind, model in VOCABULARIES.items()}


def _nothing() -> Collection[int | None]:
    return ()


def term_of(kind: str, code: object, kept: Callable[[], Collection[int | None]] = _nothing) -> TermInfo:
    """The term of this code, or the one it was merged into. `kept` gives what the entry has already.

    A retired term is refused unless the entry has it. Raises `BadValue`.
    """
    term = vocabulary_of(kind).get(code.strip()) if isinstance(code, str) else None
    if not term:
        raise BadValue(_("The vocabulary has no such term."), code, kind)
    if not term.active and term.pk not in kept():
        raise BadValue(_("This term is retired."), code, kind)
    return term


def terms_of(kind: str, codes: Iterable[object], kept: Callable[[], Collection[int | None]] = _nothing) -> set[int]:
    """The keys of the terms of these codes. Raises `BadValue` that names every unknown one."""
    keys: set[int] = set()
    problems: list[Problem] = []
    for code in codes:
        try:
            keys.add(term_of(kind, code, kept).pk)
        except BadValue as error:
            problems += error.at("")
    if problems:
        raise BadValue(problems=problems)
    return keys
