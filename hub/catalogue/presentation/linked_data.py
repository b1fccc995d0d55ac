"""What search engines are told of an entry, in the words of schema.org."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from mimetypes import guess_type
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hub.catalogue.presentation.parts import FileLine

Address = Callable[[str], str]


class LinkedData:
    """The part of a presentation that is for machines. `address` makes a path a whole address."""

    entry: Any
    lang: str
    author: str
    files: list[FileLine]
    labels: Callable[[str], list[str]]
    schema_type = "LearningResource"

    def linked_data(self, permalink: str, address: Address) -> dict[str, Any]:
        described = {"@type": self.schema_type, "@id": permalink, **self.identity(address), **self.own_data(address)}
        return filled(described)

    def identity(self, address: Address) -> dict[str, Any]:
        entry = self.entry
        return {
            "url": address(entry.url),
            "identifier": entry.reference,
            "name": entry.title,
            "description": entry.summary,
        }

    def own_data(self, address: Address) -> dict[str, Any]:
        """What a kind of entry adds. That of a work, unless it is none."""
        return self.work(address)

    def work(self, address: Address) -> dict[str, Any]:
        entry = self.entry
        return {
            "inLanguage": [language.code for language in entry.content_languages.all()] or self.lang,
            "author": organisation(self.author),
            "datePublished": day_of(entry.first_published_at),
            "dateModified": day_of(entry.last_published_at),
            "license": (entry.licence.url or entry.licence.label()) if entry.licence else None,
            "isAccessibleForFree": entry.free_of_charge,
            "about": [*self.labels("themes"), *self.labels("subjects")],
            "educationalLevel": self.labels("education_levels"),
            "typicalAgeRange": age_range(entry.age_from, entry.age_to),
            "audience": [{"@type": "Audience", "audienceType": label} for label in self.labels("audiences")],
            "spatialCoverage": places(self.labels("countries")),
            "hasPart": [document(file, address) for file in self.files],
        }


def organisation(name: str) -> dict[str, str] | None:
    return {"@type": "Organization", "name": name} if name else None


def places(names: Iterable[str]) -> list[dict[str, str]]:
    return [{"@type": "Country", "name": name} for name in names]


def document(file: FileLine, address: Address) -> dict[str, Any]:
    kind, _encoding = guess_type(file.url)
    return filled({"@type": "DigitalDocument", "name": file.label, "url": address(file.url), "encodingFormat": kind})


def age_range(start: int | None, end: int | None) -> str:
    return f"{start or 0}-{'' if end is None else end}" if start is not None or end is not None else ""


def day_of(moment: Any) -> str:
    return moment.date().isoformat() if moment else ""


def filled(described: dict[str, Any]) -> dict[str, Any]:
    """Without what nobody filled in."""
    return {name: value for name, value in described.items() if value not in (None, "", [])}


def breadcrumbs(trail: Iterable[Any], title: str, here: str, address: Address) -> dict[str, Any]:
    """The way to a page: items with `label` and `url`, then the page itself."""
    steps = [*((item.label, address(item.url)) for item in trail), (title, here)]
    items = [
        {"@type": "ListItem", "position": place, "name": str(name), "item": url}
        for place, (name, url) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
