"""Rows of a CSV, XLSX or JSON Lines file, read whole and checked before anything is written."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from hub.catalogue.imports.errors import ImportRefused
from hub.catalogue.imports.limits import MAX_BYTES, MAX_COLUMNS, MAX_LINE, MAX_ROWS
from hub.catalogue.imports.xlsx import read_xlsx


@dataclass(frozen=True)
class Row:
    """One row of the file with its line there. `cells` by column name; `problem` says why they cannot be trusted."""

    line: int
    cells: dict[str, Any]
    problem: str = ""


@dataclass(frozen=True)
class Layout:
    """Where in the file the rows are. Lines count from 1."""

    format: str
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    sheet: str | int = 1
    header_row: int = 1
    first_row: int = 0
    skip_rows: tuple[int, ...] = ()


def read_rows(path: Path, layout: Layout) -> list[Row]:
    """The rows of the file. Raises `ImportRefused` that says where the file is broken."""
    if not path.is_file():
        raise ImportRefused(_("There is no file “{path}”.").format(path=path))
    size = path.stat().st_size
    if not size:
        raise ImportRefused(_("The file is empty."))
    if size > MAX_BYTES:
        message = _("The file has {size} bytes; at most {limit} are read.")
        raise ImportRefused(message.format(size=size, limit=MAX_BYTES))
    rows = READERS[layout.format](path, layout)
    if not rows:
        raise ImportRefused(_("The file has no rows."))
    return rows


# ---------------------------------------------------------------- Tables


def read_csv(path: Path, layout: Layout) -> list[Row]:
    return _table(_csv_lines(_decoded(path, layout.encoding), layout.delimiter), layout)


def _csv_lines(text: str, delimiter: str) -> Iterator[tuple[int, list]]:
    """Each record with the line on which it starts; a quoted value may hold line ends."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise ImportRefused(_("Line {line}: {error}.").format(line=line, error=error)) from None
        if cells is None:
            return
        yield line, cells
        line = reader.line_num + 1


def read_workbook(path: Path, layout: Layout) -> list[Row]:
    return _table(read_xlsx(path, layout.sheet), layout)


def _table(lines: Iterator[tuple[int, list]], layout: Layout) -> list[Row]:
    """Rows under their header; rows without any value are left out."""
    header: list[str] = []
    rows: list[Row] = []
    first = layout.first_row or layout.header_row + 1
    for line, cells in lines:
        if line == layout.header_row:
            header = _header(cells)
        elif line >= first and line not in layout.skip_rows and any(cell not in (None, "") for cell in cells):
            if not header:
                break
            rows.append(_row(line, header, cells))
            if len(rows) > MAX_ROWS:
                raise ImportRefused(_("The file has more than {limit} rows.").format(limit=MAX_ROWS))
    if not any(header):
        raise ImportRefused(_("There is no header in line {line}.").format(line=layout.header_row))
    return rows


def _header(cells: list) -> list[str]:
    if len(cells) > MAX_COLUMNS:
        raise ImportRefused(_("The file has more than {limit} columns.").format(limit=MAX_COLUMNS))
    names = [column_name(cell) for cell in cells]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise ImportRefused(_("These columns occur twice in the header: {names}.").format(names=", ".join(twice)))
    return names


def column_name(cell: object) -> str:
    """A column's name on one line, whatever line ends and double spaces its cell has."""
    return " ".join(str(cell or "").split())


def _row(line: int, header: list[str], cells: list) -> Row:
    """A shorter row lacks its last values; a longer one has slipped."""
    problem = ""
    if any(cell not in (None, "") for cell in cells[len(header) :]):
        problem = _("This row has {cells} values, the header {columns} columns.")
        problem = problem.format(cells=len(cells), columns=len(header))
    padded = [*cells, *[None] * (len(header) - len(cells))]
    return Row(line, {name: cell for name, cell in zip(header, padded, strict=False) if name}, problem)


# ---------------------------------------------------------------- JSON Lines


def read_json_lines(path: Path, layout: Layout) -> list[Row]:
    rows = []
    for line, text in enumerate(_decoded(path, layout.encoding).split("\n"), start=1):
        if len(text) > MAX_LINE:
            raise ImportRefused(_("Line {line} is longer than {limit} characters.").format(line=line, limit=MAX_LINE))
        if text.strip():
            rows.append(Row(line, _object(line, text)))
        if len(rows) > MAX_ROWS:
            raise ImportRefused(_("The file has more than {limit} rows.").format(limit=MAX_ROWS))
    return rows


def _object(line: int, text: str) -> dict[str, Any]:
    try:
        found = json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        message = _("Line {line}, character {place} is not JSON: {error}.")
        raise ImportRefused(message.format(line=line, place=error.colno, error=error.msg)) from None
    except (ValueError, RecursionError) as error:
        raise ImportRefused(_("Line {line} cannot be read: {error}.").format(line=line, error=error)) from None
    if not isinstance(found, dict):
        raise ImportRefused(_("Line {line} is not an object.").format(line=line))
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


# ---------------------------------------------------------------- Text


def _decoded(path: Path, encoding: str) -> str:
    data = path.read_bytes()
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(encoding, "ignore").count("\n") + 1
        message = _("The file is not in {encoding}: byte {byte}, in line {line}, cannot be read.")
        raise ImportRefused(message.format(encoding=encoding, byte=error.start + 1, line=line)) from None
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise ImportRefused(_("Line {line} has a NUL character; this is no text file.").format(line=line))
    return text


READERS: dict[str, Callable[[Path, Layout], list[Row]]] = {
    "csv": read_csv,
    "xlsx": read_workbook,
    "jsonl": read_json_lines,
}
