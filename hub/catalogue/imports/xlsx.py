"""Rows of a workbook, read by a child process under limits: its parser meets whatever somebody uploaded."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from hub.catalogue.imports.errors import ImportRefused
from hub.catalogue.imports.limits import MAX_SECONDS, REFUSED

CHILD = Path(__file__).with_name("xlsx_child.py")


def read_xlsx(path: Path, sheet: str | int) -> Iterator[tuple[int, list]]:
    """Line and cells of each row. Raises `ImportRefused`."""
    command = [sys.executable, "-I", str(CHILD), str(path), json.dumps(sheet)]
    try:
        # Nothing of our environment, which holds secrets, is passed on.
        done = subprocess.run(command, capture_output=True, timeout=MAX_SECONDS, env={}, check=False)
    except subprocess.TimeoutExpired:
        raise ImportRefused(_("The workbook took longer than {count} seconds.").format(count=MAX_SECONDS)) from None
    if done.returncode:
        raise ImportRefused(_reason(done))
    for text in done.stdout.splitlines():
        line, cells = json.loads(text)
        yield line, cells


def _reason(done: subprocess.CompletedProcess) -> str:
    if done.returncode == REFUSED:
        return _("The workbook cannot be read: {reason}").format(reason=done.stderr.decode("utf-8", "replace").strip())
    return _("The workbook cannot be read: it is damaged, or needs more memory or time than allowed.")
