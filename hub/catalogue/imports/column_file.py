"""Reads and checks one column of a mapping file."""

import re
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from hub.catalogue.imports.columns import CLEANERS, PARTS, Column, as_list, template_columns
from hub.catalogue.imports.readers import column_name
from hub.catalogue.vocabulary import vocabulary_of

SOURCES = ("column", "columns", "template", "constant", "hash")
OPTIONS = {
    *SOURCES, "join", "empty", "clean", "pattern", "part", "max", "shorten", "split", "words", "values", "match",
    "default", "dates", "decimal", "or",
}  # fmt: skip


class ColumnReader:
    """Adds every mistake to `problems`."""

    def __init__(self, problems: list[str], vocabulary: str = "", allowed: Iterable[str] = ()):
        self.problems = problems
        self.vocabulary = vocabulary
        self.allowed = set(allowed)

    def read(self, where: str, found: Any) -> Column:
        if isinstance(found, str):
            return Column(columns=(column_name(found),), vocabulary=self.vocabulary)
        if not isinstance(found, dict):
            self._problem(where, _("give the name of a column, or its options."))
            return Column()
        for name in sorted(map(str, set(found) - OPTIONS)):
            self._problem(where, _("“{name}” is unknown.").format(name=name))
        if len([name for name in SOURCES if name in found]) != 1:
            self._problem(where, _("give one of {names}.").format(names=", ".join(SOURCES)))
        self._check_codes(where, found)
        return Column(
            columns=tuple(map(column_name, as_list(found.get("column", found.get("columns"))))),
            template=self._template(where, found.get("template", "")),
            hash=tuple(map(column_name, as_list(found.get("hash")))),
            constant=found.get("constant"),
            otherwise=self.read(f"{where}.or", found["or"]) if "or" in found else None,
            vocabulary=self.vocabulary,
            **self._texts(where, found),
            **self._codes(where, found),
        )

    def _template(self, where: str, found: object) -> str:
        if not isinstance(found, str) or (found and not template_columns(found)):
            self._problem(where, _("a template has columns in braces, such as “{Place}”."))
            return ""
        return re.sub(r"\{([^{}]+)\}", lambda name: "{" + column_name(name[1]) + "}", found)

    def _texts(self, where: str, found: dict) -> dict[str, Any]:
        unknown = set(map(str, as_list(found.get("clean")))) - set(CLEANERS)
        if unknown:
            self._problem(where, _("clean knows {names}.").format(names=", ".join(CLEANERS)))
        if found.get("part", "") not in ("", *PARTS):
            self._problem(where, _("part knows {names}.").format(names=", ".join(PARTS)))
        return {
            "join": str(found.get("join", " ")),
            "empty": tuple(map(str, as_list(found.get("empty")))),
            "clean": tuple(name for name in as_list(found.get("clean")) if name in CLEANERS),
            "part": found.get("part", "") if found.get("part") in PARTS else "",
            "pattern": self._pattern(where, found.get("pattern")),
            "split": getattr(self._pattern(where, found.get("split")), "pattern", ""),
            "max": self._count(where, "max", found.get("max", 0)),
            "shorten": self._count(where, "shorten", found.get("shorten", 0)),
        }

    def _codes(self, where: str, found: dict) -> dict[str, Any]:
        if found.get("match", "label") != "label" or ("match" in found and not self.vocabulary):
            self._problem(where, _("match: label works for fields with a vocabulary."))
        if found.get("decimal", ",") not in (".", ","):
            self._problem(where, _("decimal is a point or a comma."))
        return {
            "values": {str(key): code for key, code in self._table(where, found, "values").items()},
            "words": {
                str(code): tuple(map(str, as_list(words))) for code, words in self._table(where, found, "words").items()
            },
            "match": found.get("match", ""),
            "default": found.get("default"),
            "dates": tuple(map(str, as_list(found.get("dates")))),
            "decimal": found.get("decimal", ""),
        }

    def _table(self, where: str, found: dict, name: str) -> dict:
        table = found.get(name) or {}
        if isinstance(table, dict):
            return table
        self._problem(where, _("{name} has one line for each.").format(name=name))
        return {}

    def _pattern(self, where: str, found: object) -> re.Pattern | None:
        try:
            return re.compile(str(found)) if found is not None else None
        except re.error as error:
            self._problem(where, _("“{pattern}” is no pattern: {error}.").format(pattern=found, error=error))
            return None

    def _count(self, where: str, name: str, found: object) -> int:
        if isinstance(found, int) and found >= 0:
            return found
        self._problem(where, _("{name} is a number.").format(name=name))
        return 0

    def _check_codes(self, where: str, found: dict) -> None:
        """What the mapping itself writes must exist, so that a typing error is not reported once for each row."""
        written = [*self._table(where, found, "values").values(), found.get("default"), found.get("constant")]
        codes = {code for value in written for code in as_list(value) if isinstance(code, str)}
        codes |= set(map(str, self._table(where, found, "words")))
        known = set(vocabulary_of(self.vocabulary).by_code) if self.vocabulary else self.allowed
        for code in sorted(codes - known) if known else ():
            self._problem(where, _("there is no code “{code}”.").format(code=code))

    def _problem(self, where: str, message: str) -> None:
        self.problems.append(f"{where}: {message}")
