"""How an entry is shown: the facts that decide, its sections, its citation. No HTML is made here."""

from hub.catalogue.presentation import words
from hub.catalogue.presentation.entry import Presentation, present, presents
from hub.catalogue.presentation.parts import EntryLine, Fact, FileLine, LinkLine, Row, Section

__all__ = [
    "EntryLine",
    "Fact",
    "FileLine",
    "LinkLine",
    "Presentation",
    "Row",
    "Section",
    "present",
    "presents",
    "words",
]
