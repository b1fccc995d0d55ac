from collections.abc import Sequence
from datetime import date

from resources.choices import CourseStatus


def course_status(always_open: bool, sessions: Sequence[tuple[date, date | None]], day: date) -> CourseStatus:
    """What one can do with a course on `day`. A session without an end runs on.

    A course without any session and not marked as always open counts as finished: nobody can join it.
    """
    if any(start <= day and (end is None or day <= end) for start, end in sessions):
        return CourseStatus.RUNNING
    if always_open:
        return CourseStatus.OPEN
    if any(start > day for start, _end in sessions):
        return CourseStatus.UPCOMING
    return CourseStatus.FINISHED
