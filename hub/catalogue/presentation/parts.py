"""The pieces a page of an entry is made of, as plain data."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Fact:
    """Something that helps to decide. `lang` is that of the note, which the owner of the entry wrote."""

    label: str
    value: str
    note: str = ""
    lang: str = ""
    level: int = 0  # of the evidence
    anchor: str = ""  # where on the page the note is explained


@dataclass(frozen=True)
class Row:
    """A line of a table-like list: owner's text, a few words of the hub, or terms that link to a search."""

    label: str
    text: str = ""
    note: str = ""
    links: tuple[tuple[str, str], ...] = ()  # label, address
    lang: str = ""  # of the owner's words: the note, or the text where there is no note


@dataclass(frozen=True)
class Section:
    """A part of the text. `template` names one of `catalogue/sections/`; `short` is its name in the contents."""

    anchor: str
    heading: str
    template: str
    content: object
    short: str = ""
    own_words: bool = True  # written by the owner, so in the language of the record

    @property
    def template_name(self) -> str:
        return f"catalogue/sections/{self.template}.html"

    @property
    def name(self) -> str:
        return self.short or self.heading


@dataclass(frozen=True)
class LinkLine:
    """A link out of the hub, with the host it leads to."""

    url: str
    label: str
    role: str

    @property
    def host(self) -> str:
        return (urlsplit(self.url).hostname or "").removeprefix("www.")


@dataclass(frozen=True)
class FileLine:
    """A file to download: what it is, how big, in which language, under which licence."""

    url: str
    label: str
    details: str
    licence: str = ""


@dataclass(frozen=True)
class EntryLine:
    """Another entry, in a list beside the text."""

    reference: str
    url: str
    kind: str
    kind_label: str
    title: str
    lang: str = ""
    cover_sector: str = ""
    reason: str = ""
    image: object = None


@dataclass(frozen=True)
class Results:
    """What is known about the outcome, and how it is known."""

    text: str
    people_reached: int | None
    level: int
    label: str
    explanation: str
    method: str
    links: tuple[LinkLine, ...] = field(default_factory=tuple)
