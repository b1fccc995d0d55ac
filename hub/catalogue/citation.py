"""How to cite an entry: as a sentence and as files for reference managers."""

import json
import re
from dataclasses import asdict, dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from hub.catalogue.models import Entry


@dataclass(frozen=True)
class Citation:
    """The parts of a citation. `year` is the year of the last publication."""

    author: str
    year: int | None
    title: str
    reference: str
    url: str
    language: str
    publisher: str

    def as_text(self) -> str:
        return _("{author} ({year}). {title}. {publisher}, {reference}. {url}").format(
            **asdict(self) | {"year": self.year or _("no date")}
        )

    def as_bibtex(self) -> str:
        fields = {
            "author": "{" + self.author + "}",
            "title": "{" + self.title + "}",
            "year": str(self.year or ""),
            "publisher": self.publisher,
            "number": self.reference,
            "url": self.url,
            "language": self.language,
        }
        body = ",\n".join(f"  {name} = {{{_bibtex(value)}}}" for name, value in fields.items() if value)
        return f"@misc{{{self.reference},\n{body}\n}}\n"

    def as_ris(self) -> str:
        rows = [
            ("TY", "GEN"),
            ("AU", self.author),
            ("TI", self.title),
            ("PY", str(self.year or "")),
            ("PB", self.publisher),
            ("AN", self.reference),
            ("LA", self.language),
            ("UR", self.url),
            ("ER", ""),
        ]
        return "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in rows if value or tag == "ER")

    def as_csl(self) -> str:
        item = {
            "id": self.reference,
            "type": "webpage",
            "title": self.title,
            "author": [{"literal": self.author}],
            "publisher": self.publisher,
            "number": self.reference,
            "URL": self.url,
            "language": self.language,
        }
        if self.year:
            item["issued"] = {"date-parts": [[self.year]]}
        return json.dumps([item], ensure_ascii=False, indent=2)


FORMATS = {
    "bib": ("application/x-bibtex", Citation.as_bibtex),
    "ris": ("application/x-research-info-systems", Citation.as_ris),
    "json": ("application/vnd.citationstyles.csl+json", Citation.as_csl),
}


def citation_of(entry: Entry, url: str) -> Citation:
    """`url` is the permanent address of the entry."""
    changed = entry.last_published_at or entry.first_published_at
    return Citation(
        author=str(entry.organisation or settings.WAGTAIL_SITE_NAME),
        year=changed.year if changed else None,
        title=entry.title,
        reference=entry.reference,
        url=url,
        language=entry.language.code if entry.language else "",
        publisher=settings.WAGTAIL_SITE_NAME,
    )


def _one_line(value: str) -> str:
    return re.sub(r"\s+", " ", value).strip()


def _bibtex(value: str) -> str:
    return _one_line(re.sub(r"([&%$#_])", r"\\\1", value))
