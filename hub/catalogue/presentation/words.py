"""Values as short phrases in the language of the interface."""

from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hub.catalogue.presentation.parts import Fact

#: Field of an entry → the name of its facet in addresses.
FACETS = {
    "sectors": "sector",
    "target_groups": "target-group",
    "audiences": "audience",
    "countries": "country",
    "themes": "theme",
    "subjects": "subject",
    "education_levels": "education-level",
    "content_languages": "language",
    "funding_programmes": "funding",
}


def search_url(field: str, code: str) -> str:
    """All entries that have this term."""
    return f"{reverse('search')}?{urlencode({FACETS[field]: code})}"


def day(value: date | None) -> str:
    """A date in words that are short and cannot be misread, such as 3 Sep 2026."""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return date_format(value, "SHORT_DATE_FORMAT") if value else ""


def short_day(value: datetime) -> str:
    """A day without its year in this year."""
    value = timezone.localtime(value)
    return date_format(value, "MONTH_DAY_FORMAT") if value.year == timezone.now().year else day(value)


def moment(value: datetime | None) -> str:
    """A date with the time of the day."""
    return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT") if value else ""


def month(value: date | None) -> str:
    return date_format(value, "YEAR_MONTH_FORMAT") if value else ""


def listed(parts: Iterable[str]) -> str:
    """Words in a row, with the comma of the language of the interface."""
    # Translators: what stands between the parts of a list
    return pgettext("list", ", ").join(parts)


def short_list(labels: Iterable[str], limit: int = 3) -> str:
    """The first labels, and how many more there are."""
    names = list(labels)
    if len(names) <= limit + 1:
        return listed(names)
    counted = _("%(names)s + %(more)s") % {"names": listed(names[:limit]), "more": len(names) - limit}
    # A plus does not stand at the end of a line.
    return counted.replace("+ ", "+\u00a0")


def years(start: date | None, end: date | None) -> str:
    """The years from start to end, as one year where they are the same."""
    if start and end and start.year != end.year:
        return f"{start.year}–{end.year}"
    if start and not end:
        return _("since %(year)s") % {"year": start.year}
    if end and not start:
        return _("until %(year)s") % {"year": end.year}
    return str(start.year) if start else ""


def ages(youngest: int | None, oldest: int | None) -> str:
    """An age range in words."""
    if youngest is not None and oldest is not None:
        return _("aged %(from)s–%(to)s") % {"from": youngest, "to": oldest}
    if youngest is not None:
        return _("aged %(from)s and over") % {"from": youngest}
    return _("aged up to %(to)s") % {"to": oldest} if oldest is not None else ""


def duration(minutes: int | None) -> str:
    """Minutes up to two hours, then hours."""
    if not minutes:
        return ""
    if minutes < 120:
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    hours = minutes / 60
    shown = number_format(hours, decimal_pos=0 if hours.is_integer() else 1)
    return ngettext("%(count)s hour", "%(count)s hours", round(hours)) % {"count": shown}


def euro(amount) -> str:
    """An amount in euro, without cents when there are none."""
    if amount is None:
        return ""
    decimals = 0 if amount == int(amount) else 2
    return f"€{number_format(amount, decimal_pos=decimals, force_grouping=True)}"


def size(count: int | None) -> str:
    """The size of a file; 1 kB is 1,000 bytes."""
    if not count:
        return ""
    if count < 1_000_000:
        return f"{number_format(max(1, round(count / 1000)))} kB"
    return f"{number_format(count / 1_000_000, decimal_pos=1)} MB"


def card_facts(
    *, time: str = "", languages: Iterable[str] = (), verified: date | None = None, licence: str = ""
) -> list[Fact]:
    """The facts of a card, in their order; evidence stands before them."""
    facts = [
        Fact(_("Time"), time),
        Fact(_("Languages"), short_list(languages)),
        Fact(_("Last verified"), day(verified)),
        Fact(_("Licence"), licence),
    ]
    return [fact for fact in facts if fact.value]
