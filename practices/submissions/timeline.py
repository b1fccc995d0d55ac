"""What happened to a case, in words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from community.members.models import User
from practices.submissions.models import DuplicateLink, SubmissionEvent
from practices.submissions.values import day_of, label_of

#: What only the desk does. To organisations it is one person: the editors.
BY_DESK = frozenset({"changes_requested", "accepted", "published_directly", "declined", "reopened", "comment_shared"})
_NAMED = ("to", "reviewer")


@dataclass(frozen=True)
class Line:
    """`by` is empty when nobody did it, or when the words name who did."""

    moment: datetime
    text: str
    by: str = ""


@dataclass(frozen=True)
class _Happened:
    """What the words of a line are made of."""

    event: SubmissionEvent
    person: str
    day: str
    field: str

    @property
    def round(self) -> int | str:
        return self.event.data.get("round", "")


def timeline(events: Iterable[SubmissionEvent], *, entry_kind: str, for_desk: bool = False) -> list[Line]:
    """The lines of these events, in their order. Asks once for the people who are named in them."""
    events = list(events)
    names = _names(events)
    return [_line(event, names, entry_kind, for_desk) for event in events]


def words_of(event: SubmissionEvent, *, entry_kind: str, names: dict[int, str] | None = None) -> str:
    """One event as a phrase without who did it. `names` are those of the people in its data, by their key."""
    data = event.data
    person = next((names[data[key]] for key in _NAMED if names and data.get(key) in names), "")
    happened = _Happened(event, person, day_of(data.get("due", "")), label_of(entry_kind, data.get("field", "")))
    return _WORDS[event.kind](happened) if event.kind in _WORDS else _("Changed")


def _line(event: SubmissionEvent, names: dict[int, str], entry_kind: str, for_desk: bool) -> Line:
    text = words_of(event, entry_kind=entry_kind, names=names)
    if event.kind in BY_DESK and not for_desk:
        return Line(event.created_at, text, _("the editors"))
    return Line(event.created_at, text, event.actor.public_name if event.actor else "")


def _names(events: list[SubmissionEvent]) -> dict[int, str]:
    pks = {event.data.get(key) for event in events for key in _NAMED} - {None}
    return {person.pk: person.public_name for person in User.objects.filter(pk__in=pks)} if pks else {}


def _assigned(it: _Happened) -> str:
    if not it.event.data.get("to"):
        return _("Given back to the queue")
    return _("Given to {person}").format(person=it.person)


def _duplicate(it: _Happened) -> str:
    same = it.event.data.get("verdict") == DuplicateLink.Verdict.SAME
    return _("Possible duplicate: it is the same") if same else _("Possible duplicate: it is something else")


_WORDS: dict[str, Callable[[_Happened], str]] = {
    "begun": lambda it: _("Draft begun"),
    "submitted": lambda it: pgettext("what happened", "Submitted"),
    "resubmitted": lambda it: _("Submitted again, round {round}").format(round=it.round),
    "withdrawn": lambda it: pgettext("what happened", "Withdrawn"),
    "taken_up": lambda it: _("Taken up again"),
    "changes_requested": lambda it: _("Changes requested in round {round}, due {day}").format(
        round=it.round, day=it.day
    ),
    "accepted": lambda it: _("Accepted and published"),
    "published_directly": lambda it: _("Published by an editor, outside this submission"),
    "declined": lambda it: pgettext("what happened", "Not accepted"),
    "reopened": lambda it: _("Opened again"),
    "comment_shared": lambda it: _("Comment on “{field}” shared").format(field=it.field),
    "assigned": _assigned,
    "reviewer_invited": lambda it: _("{person} was asked to review").format(person=it.person),
    "reviewer_accepted": lambda it: _("{person} agreed to review").format(person=it.person),
    "reviewer_declined": lambda it: _("{person} declined to review").format(person=it.person),
    "reviewer_cancelled": lambda it: _("The review of {person} is no longer needed").format(person=it.person),
    "review_received": lambda it: _("The review of {person} was received").format(person=it.person),
    "duplicate_judged": _duplicate,
}
KINDS = frozenset(_WORDS)
