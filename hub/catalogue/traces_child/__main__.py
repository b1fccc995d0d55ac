"""Runs alone, in a process of its own: reads a document, writes it without the names its program noted in it.

It imports nothing of the hub, so that it starts fast and holds no secret. It answers with a line that says what else
whoever opens the document can read (`comments`, `changes`), and then with the new document. Every doubt ends with no
document, and then the old one stays as it was.
"""

import resource
import sys

from packed import clean_packed
from pdf import clean_pdf
from people import Findings

MAX_MEMORY = 1_000_000_000
MAX_SECONDS = 20


def main(extension: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    content, findings, written = sys.stdin.buffer.read(), Findings(), b""
    try:
        written = clean_pdf(content, findings) if extension == "pdf" else clean_packed(content, findings)
    except Exception as error:
        # Whatever the parser meets in a damaged file, the document stays as it was.
        print(f"{type(error).__name__}: {str(error)[:200]}", file=sys.stderr)
    if len(written) > 4 * len(content) + 5_000_000:
        written = b""  # The hub reads the whole answer.
    sys.stdout.buffer.write(" ".join(sorted(findings.remarks)).encode() + b"\n" + written)


if __name__ == "__main__":
    main(sys.argv[1])
