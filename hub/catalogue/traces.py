"""What programs write into documents about the people who use them: names of authors, editors and companies."""

import subprocess
import sys
from pathlib import Path

CHILD = Path(__file__).with_name("traces_child.py")
#: Of an EPUB the author is on the cover, too: whom it names is meant to be named.
CLEANED = ("pdf", "docx", "pptx", "xlsx", "odt", "odp", "ods")
MAX_SECONDS = 30


def without_traces(content: bytes, extension: str) -> tuple[bytes, bool]:
    """The document without what its program wrote about people, and whether that could be taken out.

    A document that is signed, encrypted or too strange to be written anew stays as it is, byte for byte. What people
    wrote into the text stays anyway: comments and tracked changes with their names.
    """
    if extension not in CLEANED:
        return content, True
    command = [sys.executable, "-I", str(CHILD), extension]
    try:
        # Nothing of our environment, which holds secrets, is passed on.
        done = subprocess.run(command, input=content, capture_output=True, timeout=MAX_SECONDS, env={}, check=False)
    except subprocess.TimeoutExpired:
        return content, False
    clean = done.returncode == 0 and bool(done.stdout)
    return (done.stdout if clean else content), clean
