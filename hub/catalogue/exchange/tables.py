"""Vocabularies as CSV, and the generated JSON files that the hub ships."""

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hub.catalogue.exchange.rows import (
    PLAIN_FIELDS,
    Problem,
    TermRow,
    VocabularyFileError,
    clean_value,
    extra_fields,
    read_text,
    rows_of,
)
from hub.catalogue.models import VOCABULARIES, Term

LABEL = re.compile(r"(label|also)_([a-z]{2,3}(?:-[A-Za-z0-9]{2,4})?)")
# The shipped files say in which language their help sentences are.
ALIASES = {"description_en": "description"}


def read_csv(path: Path, kind: str) -> list[TermRow]:
    """The terms of a CSV file with a header. Raises `VocabularyFileError` with every problem found."""
    model = VOCABULARIES[kind]
    reader = csv.DictReader(io.StringIO(read_text(path), newline=""), strict=True)
    problems: list[Problem] = []
    rows = []
    try:
        _check_header(reader.fieldnames or [], model)
        for cells in reader:
            rows.append(_read_row(model, cells, reader.line_num, problems))
    except csv.Error as error:
        problems.append(Problem(reader.line_num, "", str(error)))
    if problems:
        raise VocabularyFileError(problems)
    return rows


def _check_header(columns: Sequence[str], model: type[Term]) -> None:
    known = {"code", "parent", "replaced_by", *PLAIN_FIELDS, *extra_fields(model), *ALIASES}
    problems = [
        Problem(1, name, _("Unknown column.")) for name in columns if name not in known and not LABEL.fullmatch(name)
    ]
    if "code" not in columns:
        problems.append(Problem(1, "code", _("This column is missing.")))
    if len(set(columns)) < len(columns):
        problems.append(Problem(1, "", _("A column occurs twice.")))
    if problems:
        raise VocabularyFileError(problems)


def _read_row(model: type[Term], cells: dict, line: int, problems: list[Problem]) -> TermRow:
    row = TermRow(code=(cells.get("code") or "").strip(), line=line)
    if None in cells or None in cells.values():
        problems.append(Problem(line, "", _("The number of cells differs from the header.")))
        return row
    for name, text in cells.items():
        try:
            _read_cell(row, model, ALIASES.get(name, name), text)
        except ValidationError as error:
            problems.append(Problem(line, name, " ".join(error.messages)))
    return row


def _read_cell(row: TermRow, model: type[Term], name: str, text: str) -> None:
    label = LABEL.fullmatch(name)
    if label:
        if text.strip():
            (row.labels if label[1] == "label" else row.also)[label[2]] = text.strip()
    elif name in ("parent", "replaced_by"):
        setattr(row, name, text.strip())
    elif name != "code" and (text.strip() or name != "sort_order"):
        row.values[name] = clean_value(model, name, text)


def write_csv(kind: str) -> str:
    """A vocabulary as CSV, to be edited in a spreadsheet and loaded again."""
    rows = rows_of(kind)
    languages = _in_order(language for row in rows for language in row.labels)
    other = _in_order(language for row in rows for language in row.also)
    names = [*PLAIN_FIELDS, *extra_fields(VOCABULARIES[kind])]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    labels = [*(f"label_{language}" for language in languages), *(f"also_{language}" for language in other)]
    writer.writerow(["code", "parent", "replaced_by", *names, *labels])
    for row in rows:
        values = [_cell(row.values[name]) for name in names]
        called = [*(row.labels.get(code, "") for code in languages), *(row.also.get(code, "") for code in other)]
        writer.writerow([row.code, row.parent, row.replaced_by, *values, *called])
    return out.getvalue()


def _in_order(languages: Iterable[str]) -> list[str]:
    return sorted(set(languages), key=lambda code: (code != "en", code))


def _cell(value: object) -> object:
    return ("no", "yes")[value] if isinstance(value, bool) else value


def read_json(path: Path, kind: str) -> list[TermRow]:
    """The terms of a generated file; its order is theirs."""
    extra = extra_fields(VOCABULARIES[kind])
    terms = json.loads(read_text(path))["terms"]
    return [
        TermRow(
            code=term["code"],
            line=place,
            parent=term["parent"],
            labels=term["labels"],
            values={"uri": term["uri"], "sort_order": place * 10, **{name: term.get(name, "") for name in extra}},
        )
        for place, term in enumerate(terms, start=1)
    ]
