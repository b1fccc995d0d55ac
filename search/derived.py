"""Facet values that follow from other fields of an entry. All functions are pure."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hub.catalogue.choices import AGE_BOUNDS, CostBand, TimeBand
from resources.rules import course_status

LONGEST_PROJECT = 40


class Permission(TextChoices):
    """What a licence lets others do."""

    USE = "use", _("Use")
    SHARE = "share", _("Share")
    ADAPT = "adapt", _("Adapt")
    COMMERCIAL = "commercial", _("Use commercially")


def age_bands(age_from: int | None, age_to: int | None) -> list[str]:
    """Every band that the ages touch. An open end reaches to the first or last band."""
    if age_from is None and age_to is None:
        return []
    low, high = age_from or 0, 120 if age_to is None else age_to
    return [band.value for band, (first, last) in AGE_BOUNDS.items() if first <= high and low <= last]


def years(start: date | None, end: date | None) -> list[str]:
    """Every year from start to end; of a project that only has one of them, that year."""
    first, last = start or end, end or start
    if not first or not last:
        return []
    return [str(year) for year in range(max(first.year, last.year - LONGEST_PROJECT), last.year + 1)]


def time_of_minutes(minutes: int | None) -> str:
    if not minutes:
        return ""
    if minutes <= 60:
        return TimeBand.HOUR.value
    return TimeBand.DAY.value if minutes <= 8 * 60 else TimeBand.WEEK.value


def time_of_weeks(weeks: int | None) -> str:
    if not weeks:
        return ""
    if weeks == 1:
        return TimeBand.WEEK.value
    return TimeBand.TERM.value if weeks <= 16 else TimeBand.YEAR.value


def cost_of_price(price: Decimal | None) -> str:
    if price is None:
        return ""
    for limit, band in ((0, CostBand.NONE), (500, CostBand.LOW), (5000, CostBand.MEDIUM)):
        if price <= limit:
            return band.value
    return CostBand.HIGH.value


def status_steps(
    always_open: bool, sessions: Iterable[tuple[date, date | None]], *, first_day: date = date(1, 1, 2)
) -> list[tuple[int, str]]:
    """From which day (an ordinal) a course has which status, rising.

    A document holds the steps, not the status, so that midnight changes no document.
    """
    sessions = list(sessions)
    days = {first_day}
    for start, end in sessions:
        days.add(start)
        if end:
            days.add(end + timedelta(days=1))
    steps: list[tuple[int, str]] = []
    for day in sorted(days):
        status = course_status(always_open, sessions, day).value
        if not steps or steps[-1][1] != status:
            steps.append((day.toordinal(), status))
    return steps
