from dataclasses import dataclass

from search.results import Parts


@dataclass(frozen=True)
class Option:
    """One line to choose. `note` says what it is; `query` is the part of the address that sets a facet."""

    text: Parts
    url: str
    note: str = ""
    query: str = ""
    lang: str = ""
    dir: str = ""

    def as_data(self) -> dict:
        """As JSON, without what goes without saying."""
        data = {"text": [list(part) for part in self.text], "url": self.url, "note": self.note}
        return data | {name: value for name in ("query", "lang", "dir") if (value := getattr(self, name))}
