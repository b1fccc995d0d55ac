"""A whole file: read, mapped, written row by row, reported."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.signal_handlers import disable_reference_index_auto_update

from hub.catalogue.imports.errors import Problem, RecordRefused
from hub.catalogue.imports.mapping import FieldMapping
from hub.catalogue.imports.readers import Row, read_rows
from hub.catalogue.imports.records import Outcome, link_record, write_record
from hub.catalogue.imports.report import Report
from hub.catalogue.publication import changing
from hub.catalogue.tasks import index_references

# Rows that share a transaction, so that search counts up once for all. Other writers wait as long.
BATCH = 25

Progress = Callable[[list], Iterable]


def import_file(
    path: Path,
    mapping: FieldMapping,
    *,
    user: AbstractBaseUser | None = None,
    publish: bool = True,
    dry_run: bool = False,
    progress: Progress = iter,
) -> Report:
    """Write every row of a file that the mapping wants to an entry.

    A row that is wrong is refused as a whole and reported; the others are written. A dry run does all of it,
    search documents included, in a transaction that is rolled back.
    Raises `ImportRefused` when the file or the mapping cannot be used; then nothing is changed.
    """
    rows = read_rows(path, mapping.layout)
    mapping.check_columns(rows)
    run = _Run(mapping, user, publish, Report(dry_run=dry_run))
    started = time.monotonic()
    with _quiet(), transaction.atomic() if dry_run else _each_batch_for_itself():
        run.write(progress(rows))
        run.link()
        if dry_run:
            transaction.set_rollback(True)
    run.report.seconds = time.monotonic() - started
    return run.report


class _Run:
    """One import under way."""

    def __init__(self, mapping: FieldMapping, user: AbstractBaseUser | None, publish: bool, report: Report):
        self.mapping, self.report = mapping, report
        self.user, self.publish = user, publish
        self.lines: dict[tuple[str, str], int] = {}
        self.related: list[tuple[int, dict[str, Any]]] = []

    def write(self, rows: Iterable[Row]) -> None:
        candidates = self.mapping.candidates(rows)
        while batch := list(islice(candidates, BATCH)):
            self._write_batch([row for row, wanted in batch if wanted])
            self.report.counts["left out"] += sum(not wanted for _row, wanted in batch)

    def _write_batch(self, rows: list[Row]) -> None:
        with changing():
            written = [pk for row in rows if (pk := self._write_row(row))]
            if written:
                index_references.enqueue(written)

    def _write_row(self, row: Row) -> int | None:
        """The key of an entry that was changed."""
        try:
            record = self.mapping.record(row)
            self._refuse_repeated(row.line, record)
            entry, outcome = write_record(record, user=self.user, publish=self.publish)
        except RecordRefused as error:
            self.report.refuse(row.line, error.problems)
            return None
        except (IntegrityError, DataError) as error:
            self.report.refuse(row.line, [Problem("", str(error))])
            return None
        except PermissionDenied:
            message = _("{user} may not publish entries of this type.").format(user=self.user)
            self.report.refuse(row.line, [Problem("type", message, record["type"])])
            return None
        self.report.counts[str(outcome)] += 1
        if record.get("relations"):
            self.related.append((row.line, record))
        return None if outcome == Outcome.UNCHANGED else entry.pk

    def _refuse_repeated(self, line: int, record: dict[str, Any]) -> None:
        identity = (str(record.get("source") or ""), str(record.get("source_id") or ""))
        first = self.lines.setdefault(identity, line) if all(identity) else line
        if first != line:
            message = _("An earlier line has the same source and identifier.")
            raise RecordRefused([Problem("source_id", message, _("line {line}").format(line=first))])

    def link(self) -> None:
        """Relations, now that every entry of the file is there."""
        for line, record in self.related:
            try:
                self.report.note(line, link_record(record, user=self.user, publish=self.publish))
            except RecordRefused as error:
                self.report.note(line, error.problems)


@contextmanager
def _each_batch_for_itself() -> Iterator[None]:
    yield


@contextmanager
def _quiet() -> Iterator[None]:
    """Wagtail writes a log line and updates its index of references at every save."""
    logger = logging.getLogger("wagtail")
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        logger.setLevel(level)
