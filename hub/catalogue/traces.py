"""What programs write into documents about the people who use them: names of authors, editors and companies."""

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

#: A folder that runs as a program.
CHILD = Path(__file__).with_name("traces_child")
#: Of an EPUB the author is on the cover, too: whom it names is meant to be named.
CLEANED = ("pdf", "docx", "pptx", "xlsx", "odt", "odp", "ods")
MAX_SECONDS = 30


class Remark(TextChoices):
    """What whoever sends a document should know, since everybody who opens it can."""

    NAMES = (
        "names",
        _(
            "What your program noted in the file, such as the name of its author, could not be taken out, because the "
            "file is signed, encrypted or unusual. Readers of the file can see it. Take the file off if you do not "
            "want that."
        ),
    )
    COMMENTS = "comments", _("There are comments in the file. Whoever opens it can read them.")
    CHANGES = "changes", _("There are tracked changes in the file. Whoever opens it can read what stood there before.")


class Cleaned(NamedTuple):
    content: bytes
    remarks: list[Remark]


def without_traces(content: bytes, extension: str) -> Cleaned:
    """The document without what its program wrote about people; beside comments and changes stands `Author 1`.

    A document that is signed, encrypted or too strange to be written anew stays as it is, byte for byte.
    """
    if extension not in CLEANED:
        return Cleaned(content, [])
    heading, _newline, written = _ask_child(content, extension).partition(b"\n")
    found = {*heading.decode().split(), *([] if written else [Remark.NAMES])}
    return Cleaned(written or content, [remark for remark in Remark if remark in found])


def _ask_child(content: bytes, extension: str) -> bytes:
    """Its answer; nothing when it ran out of time or memory."""
    command = [sys.executable, "-I", str(CHILD), extension]
    try:
        # Nothing of our environment, which holds secrets, is passed on; parsers complain at length.
        done = subprocess.run(
            command, input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=MAX_SECONDS, env={},
            check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return b""
    return done.stdout if done.returncode == 0 else b""


def told(remarks: list[str]) -> list[str]:
    """The words of what was kept of a document."""
    return [str(remark.label) for remark in Remark if remark in remarks]
