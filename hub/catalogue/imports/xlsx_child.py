"""Runs alone, in a process of its own: prints the rows of one sheet as lines of JSON.

It imports nothing of the hub, so that it starts fast and holds no secret.
"""

import json
import resource
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace


class Refused(Exception):
    pass


# Its own folder is no place it may import from.
limits = SimpleNamespace(**run_path(str(Path(__file__).with_name("limits.py"))))


def main(path: str, sheet: str | int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limits.MAX_MEMORY, limits.MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.MAX_SECONDS, limits.MAX_SECONDS))
    check_archive(path)
    printed = 0
    for line, cells in enumerate(rows(path, sheet), start=1):
        if line > limits.MAX_ROWS:
            raise Refused(f"it has more than {limits.MAX_ROWS} rows.")
        text = json.dumps([line, cells]) if cells else ""
        printed += len(text)
        if printed > limits.MAX_OUTPUT:
            raise Refused(f"its cells hold more than {limits.MAX_OUTPUT} characters.")
        if text:
            print(text)


def check_archive(path: str) -> None:
    """Refuse an archive that unpacks to too much, before any of it is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            files = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Refused(f"it is no XLSX file ({error}).") from None
    unpacked = sum(file.file_size for file in files)
    ratio = unpacked / max(Path(path).stat().st_size, 1)
    too_dense = unpacked > limits.RATIO_MATTERS_FROM and ratio > limits.MAX_RATIO
    if unpacked > limits.MAX_UNPACKED or too_dense or len(files) > 2_000:
        raise Refused(f"it would unpack to {unpacked} bytes from {len(files)} parts, which is not reasonable.")


def rows(path: str, sheet: str | int):
    """The cells of each row without the empty ones at its end."""
    from openpyxl import load_workbook

    found = choose(load_workbook(path, read_only=True, data_only=True), sheet)
    # A sheet may claim any size, and every row would be filled up to it.
    found.reset_dimensions()
    for cells in found.iter_rows(max_row=limits.MAX_ROWS + 1, values_only=True):
        values = [plain(cell) for cell in cells]
        while values and values[-1] in (None, ""):
            values.pop()
        if len(values) > limits.MAX_COLUMNS:
            raise Refused(f"it has more than {limits.MAX_COLUMNS} columns.")
        yield values


def choose(book, sheet: str | int):
    names = book.sheetnames
    if isinstance(sheet, int) and 0 < sheet <= len(names):
        return book[names[sheet - 1]]
    if sheet in names:
        return book[sheet]
    raise Refused(f"it has no sheet {sheet!r}, but {', '.join(names)}.")


def plain(cell: object) -> object:
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ") if cell.time() != time() else cell.date().isoformat()
    if isinstance(cell, date | time | timedelta):
        return str(cell)
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell


if __name__ == "__main__":
    try:
        main(sys.argv[1], json.loads(sys.argv[2]))
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(limits.REFUSED)
    except MemoryError:
        print("it needs more memory than allowed.", file=sys.stderr)
        sys.exit(limits.REFUSED)
    except Exception as error:
        # Whatever the parser meets in a damaged file is a refusal, not a crash of the import.
        print(f"{type(error).__name__}: {str(error)[:200]}", file=sys.stderr)
        sys.exit(limits.REFUSED)
