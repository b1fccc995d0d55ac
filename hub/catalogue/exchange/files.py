"""Which reader and writer belongs to which file."""

from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext as _

from hub.catalogue.exchange.rows import Problem, TermRow, VocabularyFileError
from hub.catalogue.exchange.tables import read_csv, read_json, write_csv


def read_skos(path: Path, kind: str) -> list[TermRow]:
    # rdflib takes half a second to import, which no web request should pay for.
    from hub.catalogue.exchange import skos

    return skos.read_skos(path, kind)


def write_skos(kind: str) -> str:
    from hub.catalogue.exchange import skos

    return skos.write_skos(kind)


READERS: dict[str, Callable[[Path, str], list[TermRow]]] = {".csv": read_csv, ".json": read_json, ".ttl": read_skos}
# Format: writer, file ending, media type.
WRITERS: dict[str, tuple[Callable[[str], str], str, str]] = {
    "csv": (write_csv, "csv", "text/csv"),
    "skos": (write_skos, "ttl", "text/turtle"),
}


def read_vocabulary(path: Path, kind: str) -> list[TermRow]:
    """The terms of a CSV, Turtle or JSON file. Raises `VocabularyFileError`."""
    reader = READERS.get(path.suffix.lower())
    if not reader:
        endings = ", ".join(READERS)
        raise VocabularyFileError(
            [Problem(0, "", _("Unknown kind of file; known are {endings}.").format(endings=endings))]
        )
    if not path.is_file():
        raise VocabularyFileError([Problem(0, "", _("There is no such file."))])
    return reader(path, kind)
