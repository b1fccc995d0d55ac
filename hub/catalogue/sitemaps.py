"""The base of the sections of the site map: every line in every interface language, with links between them."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet


class LanguageSitemap(Sitemap):
    i18n = True
    alternates = True
    x_default = True
    limit = 2000


class RowSitemap(LanguageSitemap):
    """A section of rows of the database, of which only those of the page asked for are read.

    Django reads them all: for each page because of the languages, and for the index because of the latest change.
    """

    #: The column that says when a row last changed.
    changed = ""

    def items(self) -> QuerySet:
        raise NotImplementedError

    def _items(self) -> "EveryLanguage":
        return EveryLanguage(self.items(), self._languages())

    def lastmod(self, item) -> datetime | None:
        return getattr(item, self.changed)

    def get_latest_lastmod(self) -> datetime | None:
        return self.items().aggregate(latest=Max(self.changed))["latest"]


class EveryLanguage(Sequence):
    """Each row once in each language. Cutting a part of it reads that part."""

    def __init__(self, rows: QuerySet, languages: Sequence[str]) -> None:
        self.rows, self.languages = rows, languages

    def __len__(self) -> int:
        return self.rows.count() * len(self.languages)

    def __getitem__(self, part):
        if isinstance(part, int):
            row, language = divmod(part, len(self.languages))
            return self.rows[row], self.languages[language]
        start, stop, _step = part.indices(len(self))
        first, last = start // len(self.languages), -(-stop // len(self.languages))
        lines = [(row, language) for row in self.rows[first:last] for language in self.languages]
        return lines[start - first * len(self.languages) :][: stop - start]
