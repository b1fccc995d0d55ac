"""What a year of moderation was like, in numbers without people: Articles 15 and 24 of the Digital Services Act.

Everything is counted by when it came in: notices when they were received, decisions when they were made, appeals when
they were filed. What became of them is as it stands today.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from community.moderation.choices import Action, FlagReason, Ground, NoticeKind, Source
from community.moderation.models import Appeal, Decision, Flag, Notice, Statement


@dataclass(frozen=True)
class Line:
    """One number. `key` is for programs and never changes; `label` is for people."""

    key: str
    label: str
    value: float | None  # None: there is nothing to measure


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    lines: tuple[Line, ...]


def years() -> list[int]:
    """From this year back to the first in which anything happened."""
    found = [
        Notice.objects.aggregate(first=Min("received_at"))["first"],
        Decision.objects.aggregate(first=Min("decided_at"))["first"],
    ]
    first = min((timezone.localtime(moment).year for moment in found if moment), default=timezone.localdate().year)
    return list(range(timezone.localdate().year, first - 1, -1))


def report(year: int) -> list[Section]:
    return [
        _notices(Notice.objects.filter(received_at__year=year)),
        _flags(Flag.objects.filter(created_at__year=year)),
        _decisions(Decision.objects.filter(decided_at__year=year)),
        _restrictions(Statement.objects.filter(created_at__year=year)),
        _appeals(Appeal.objects.filter(filed_at__year=year)),
    ]


def rows(year: int) -> Iterator[tuple[str, str, str]]:
    """The report as a table: section, measure, value."""
    for section in report(year):
        for line in section.lines:
            yield section.key, line.key, "" if line.value is None else f"{line.value:g}"


def _notices(notices: QuerySet[Notice]) -> Section:
    spent = _spent(notices.filter(told_at__isnull=False).values_list("received_at", "told_at"))
    acted = notices.filter(case__decisions__statement__isnull=False)
    by_law = acted.filter(case__decisions__statement__ground=Ground.LAW)
    lines = [
        Line("received", _("Received"), notices.count()),
        *_each("kind", notices, NoticeKind),
        Line("decided", _("Decided"), notices.filter(told_at__isnull=False).count()),
        Line("acted-law", _("Acted upon because of the law"), by_law.distinct().count()),
        Line("acted-terms", _("Acted upon because of the terms"), acted.exclude(pk__in=by_law).distinct().count()),
        Line("automated", _("Decided by programs alone"), 0),
        Line("median-hours", _("Median time to the decision, in hours"), spent),
    ]
    return Section("notices", _("Notices from outside"), tuple(lines))


def _flags(flags: QuerySet[Flag]) -> Section:
    lines = [Line("received", _("Received"), flags.count()), *_each("reason", flags, FlagReason)]
    return Section("reports", _("Reports of members"), tuple(lines))


def _decisions(decisions: QuerySet[Decision]) -> Section:
    spent = _spent(decisions.values_list("case__opened_at", "decided_at"))
    lines = [
        Line("made", _("Made"), decisions.count()),
        *_each("action", decisions, Action),
        Line("median-hours", _("Median time from the first report to the decision, in hours"), spent),
    ]
    return Section("decisions", _("Decisions"), tuple(lines))


def _restrictions(statements: QuerySet[Statement]) -> Section:
    """What was taken from somebody, each with its statement of reasons."""
    rules = statements.values("rule").annotate(number=Count("pk")).order_by("-number", "rule")[:50]
    lines = [
        Line("statements", _("Statements of reasons"), statements.count()),
        *_each("action", statements, Action, only=(Action.REMOVE, Action.UNLIST, Action.SILENCE, Action.SUSPEND)),
        *_each("ground", statements, Ground),
        *_each("source", statements, Source),
        *[Line(f"rule: {row['rule']}", row["rule"], row["number"]) for row in rules],
        Line("automated", _("Found or decided by programs"), statements.filter(automated=True).count()),
        Line("reversed", _("Reversed since"), statements.filter(reversed_at__isnull=False).count()),
    ]
    return Section("restrictions", _("Restrictions"), tuple(lines))


def _appeals(appeals: QuerySet[Appeal]) -> Section:
    spent = _spent(appeals.filter(decided_at__isnull=False).values_list("filed_at", "decided_at"))
    lines = [
        Line("filed", _("Filed"), appeals.count()),
        Line("from-restricted", _("By the person restricted"), appeals.filter(from_notifier=False).count()),
        Line("from-notifier", _("By who gave the notice"), appeals.filter(from_notifier=True).count()),
        *_each("state", appeals, Appeal.State),
        Line("median-hours", _("Median time to the judgement, in hours"), spent),
    ]
    return Section("appeals", _("Appeals"), tuple(lines))


def _each(field: str, things: QuerySet, choices: Any, only: Iterable[str] | None = None) -> list[Line]:
    """How many there are of each choice, also of those that never came up."""
    counts = dict(things.order_by().values_list(field).annotate(number=Count("pk")))
    wanted = list(only or choices)
    return [Line(f"{field}: {choice}", str(choices(choice).label), counts.get(choice, 0)) for choice in wanted]


def _spent(moments: Iterable[tuple[datetime, datetime]]) -> float | None:
    """The median of some times, in hours."""
    hours = [(end - start) / timedelta(hours=1) for start, end in moments]
    return round(median(hours), 1) if hours else None
