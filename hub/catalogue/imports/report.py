"""What an import did, and everything that was wrong, for the terminal and for a spreadsheet."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.catalogue.imports.columns import labels_of
from hub.catalogue.imports.errors import Problem
from hub.catalogue.spreadsheets import neutral

# Examples of each kind of error; all of them are in the table.
SHOWN = 3
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")


@dataclass(frozen=True)
class LineError:
    """One thing that is wrong in one line of the file."""

    line: int
    field: str
    value: str
    message: str


@dataclass
class Report:
    dry_run: bool = False
    counts: Counter = field(default_factory=Counter)
    errors: list[LineError] = field(default_factory=list)
    # How often each value that is no term was met, by field, vocabulary and value.
    unknown: Counter = field(default_factory=Counter)
    seconds: float = 0.0

    def refuse(self, line: int, problems: Iterable[Problem]) -> None:
        """A row that was not written."""
        self.counts["refused"] += 1
        self.note(line, problems)

    def note(self, line: int, problems: Iterable[Problem]) -> None:
        """Something wrong with a row that was written."""
        for problem in problems:
            self.errors.append(LineError(line, problem.field, shown(problem.value), str(problem.message)))
            if problem.vocabulary:
                name = re.sub(r"\[\d+\]", "", problem.field)
                self.unknown[name, problem.vocabulary, shown(problem.value)] += 1

    @property
    def written(self) -> int:
        return self.counts["created"] + self.counts["updated"] + self.counts["unchanged"]

    @property
    def rate(self) -> float:
        """Rows a second, of those that were to become entries."""
        return (self.written + self.counts["refused"]) / self.seconds if self.seconds else 0.0

    # ------------------------------------------------------------ For people

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self) -> Iterator[str]:
        names = {
            "created": _("created"),
            "updated": _("updated"),
            "unchanged": _("unchanged"),
            "refused": _("refused"),
            "left out": _("left out by the mapping"),
        }
        yield ", ".join(f"{self.counts[key]} {name}" for key, name in names.items())
        yield _("{rate} rows a second").format(rate=f"{self.rate:.1f}")
        yield from self._kinds_of_errors()
        if self.unknown:
            yield from ("", _("Values without a term. Write the code beside each and add this to the mapping:"))
            yield from self.snippet()
        if self.dry_run:
            yield _("This was a dry run: nothing of it was kept.")

    def _kinds_of_errors(self) -> Iterator[str]:
        """What is wrong, the commonest first, with the first lines where it is so."""
        kinds: dict[tuple[str, str], list[LineError]] = {}
        for error in self.errors:
            kinds.setdefault((error.field, error.message), []).append(error)
        for (name, message), errors in sorted(kinds.items(), key=lambda kind: -len(kind[1])):
            examples = [f"{error.line} [{error.value}]" if error.value else str(error.line) for error in errors[:SHOWN]]
            more = [_("…")] if len(errors) > SHOWN else []
            lines = ngettext("line {lines}", "lines {lines}", len(errors)).format(lines=", ".join(examples + more))
            yield f"{len(errors)} × {name}: {message} ({lines})" if name else f"{len(errors)} × {message} ({lines})"

    def snippet(self) -> Iterator[str]:
        """YAML for the mapping, with the term that has this or nearly this label where there is one."""
        by_field: dict[tuple[str, str], list[tuple[str, int]]] = {}
        for (name, vocabulary, value), count in sorted(self.unknown.items()):
            by_field.setdefault((name, vocabulary), []).append((value, count))
        yield "columns:"
        for (name, vocabulary), values in by_field.items():
            labels = labels_of(vocabulary)
            yield f"  {name}:"
            yield "    values:"
            for value, count in values:
                rows = ngettext("{count} row", "{count} rows", count).format(count=count)
                yield f"      {json.dumps(value, ensure_ascii=False)}: {_suggestion(value, labels)}  # {rows}"

    def write_csv(self, path: Path) -> None:
        """All errors as a table; a value that a spreadsheet would run as a formula is made text."""
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([_("line"), _("field"), _("value"), _("problem")])
            for error in self.errors:
                writer.writerow([error.line, *map(neutral, (error.field, error.value, error.message))])


def shown(value: object) -> str:
    """A value on one line of sane length."""
    text = "" if value is None else value if isinstance(value, str) else repr(value)
    text = _UNPRINTABLE.sub(" ", text[:1000])
    return text if len(text) <= 200 else f"{text[:199]}…"


def _suggestion(value: str, labels: dict[str, str]) -> str:
    near = get_close_matches(value.casefold(), labels, 1, 0.85)
    return labels[near[0]] if near else ""
