"""What search engines are told of a course beside what is told of every work: when, how much work, at what price.

They list a course only if it names an offer with a category, and a run with its workload or schedule.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from hub.catalogue.presentation.linked_data import filled
from resources.choices import Certificate

if TYPE_CHECKING:
    from decimal import Decimal

    from resources.models import MoocPage, MoocSession


def runs(course: MoocPage, sessions: Sequence[MoocSession]) -> list[dict[str, Any]]:
    """Each session; a course without any is one run without dates, of which at least the workload is known."""
    load = workload(course)
    dates: list[dict[str, str]] = [
        {"startDate": run.start.isoformat(), "endDate": run.end.isoformat() if run.end else ""} for run in sessions
    ]
    known = dates or ([{}] if load else [])
    return [filled({"@type": "CourseInstance", "courseMode": course.mode, **load, **each}) for each in known]


def workload(course: MoocPage) -> dict[str, Any]:
    weeks, hours = course.weeks, course.hours_per_week
    if weeks and hours:
        return {"courseWorkload": f"PT{round(weeks * hours)}H"}
    if weeks:
        return {"courseSchedule": {"@type": "Schedule", "repeatFrequency": "Weekly", "repeatCount": weeks}}
    return {}


def offer(course: MoocPage) -> dict[str, Any] | None:
    if course.price:
        return priced("Paid", course.price)
    if course.price is None and not course.free_of_charge:
        return None
    return priced("Partially Free" if course.certificate == Certificate.PAID else "Free", 0)


def priced(category: str, price: Decimal | int) -> dict[str, Any]:
    return {"@type": "Offer", "category": category, "price": str(price), "priceCurrency": "EUR"}
