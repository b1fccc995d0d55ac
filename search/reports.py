"""What people searched for, as sums of the log."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, FloatField, Max, QuerySet, Sum
from django.db.models.functions import Cast, NullIf, TruncWeek

from search.models import SearchLog

Key = tuple[str, str]


@dataclass(frozen=True)
class Week:
    """A week by its Monday."""

    monday: date
    searches: int = 0
    missed: int = 0
    clicks: int = 0


def questions_since(day: date) -> QuerySet:
    """One row per question and language; `found` is the most results any of its searches had."""
    rows = SearchLog.objects.filter(day__gte=day).values("text", "language")
    opened = Cast(Sum("ranks"), FloatField()) / NullIf(Sum("clicks"), 0)
    return rows.annotate(times=Sum("searches"), found=Max("total"), opened=Sum("clicks"), rank=opened)


def without_result(questions: QuerySet) -> QuerySet:
    return questions.filter(found=0)


def without_click(questions: QuerySet) -> QuerySet:
    """Something was found, and nobody opened it."""
    return questions.filter(found__gt=0, opened=0)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weeks_until(today: date, count: int) -> list[date]:
    """The Mondays of the last weeks, this one among them."""
    last = monday_of(today)
    return [last - timedelta(weeks=back) for back in range(count - 1, -1, -1)]


def weeks(mondays: Collection[date]) -> list[Week]:
    """All searches by week; a week without any is there too."""
    rows = _by_week(min(mondays))
    sums = rows.values("week").annotate(times=Sum("searches"), opened=Sum("clicks"))
    missed = dict(rows.filter(total=0).values("week").annotate(times=Sum("searches")).values_list("week", "times"))
    found = {row["week"]: row for row in sums}
    return [
        Week(monday, row["times"], missed.get(monday, 0), row["opened"]) if (row := found.get(monday)) else Week(monday)
        for monday in mondays
    ]


def trends(texts: Collection[str], mondays: Collection[date]) -> Mapping[Key, list[int]]:
    """How often each of these questions was asked, week by week."""
    rows = _by_week(min(mondays)).filter(text__in=texts).values("text", "language", "week")
    counts: defaultdict[Key, dict[date, int]] = defaultdict(dict)
    for row in rows.annotate(times=Sum("searches")):
        counts[row["text"], row["language"]][row["week"]] = row["times"]
    return {key: [found.get(monday, 0) for monday in mondays] for key, found in counts.items()}


def _by_week(first: date) -> QuerySet:
    # The sum of an expression that is named like a column would be read as that column.
    return SearchLog.objects.filter(day__gte=first).annotate(week=TruncWeek(F("day")))
