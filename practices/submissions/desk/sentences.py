"""The timeline in sentences, for the desk. Whoever reads them may know everybody's name."""

from collections.abc import Iterable
from datetime import date

from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.members.models import User
from hub.catalogue.models import Entry
from practices.submissions.models import DuplicateLink, SubmissionEvent

SENTENCES = {
    "begun": _("{who} began the draft"),
    "submitted": _("{who} submitted it"),
    "resubmitted": _("{who} submitted round {round}"),
    "withdrawn": _("{who} withdrew it"),
    "taken_up": _("{who} took it up again"),
    "assigned": _("{who} gave it to {to}"),
    "duplicate_judged": _("{who} compared it with “{entry}”: {verdict}"),
    "accepted": _("{who} accepted round {round}"),
    "changes_requested": _("{who} asked for changes by {due}"),
    "declined": _("{who} declined it"),
    "reopened": _("{who} reopened it: {reason}"),
    "published_directly": _("{who} published the entry past its case, which ended it as accepted"),
    "reviewer_invited": _("{who} asked {reviewer} to review"),
    "reviewer_accepted": _("{reviewer} agreed to review"),
    "reviewer_declined": _("{reviewer} will not review"),
    "reviewer_cancelled": _("{who} no longer needs the review of {reviewer}"),
    "review_received": _("{reviewer} sent the review"),
    "comment_shared": _("{who} shared a comment on {field}"),
}


class Sentences:
    """Tells events. People and entries they name are looked up once for all."""

    def __init__(self, events: Iterable[SubmissionEvent]):
        events = list(events)
        people = {pk for event in events for key in ("to", "reviewer") if (pk := event.data.get(key))}
        entries = {pk for event in events if (pk := event.data.get("entry"))}
        self.people = User.objects.in_bulk(people) if people else {}
        titles = Entry.objects.filter(pk__in=entries).values_list("pk", "title") if entries else []
        self.titles = dict(titles)

    def of(self, event: SubmissionEvent) -> str:
        """A kind nobody has told how to say is said by its name."""
        words = SENTENCES.get(event.kind)
        if not words:
            return gettext("{who}: {what}").format(who=self._who(event), what=event.kind.replace("_", " "))
        return str(words).format(**self._parts(event))

    def _parts(self, event: SubmissionEvent) -> dict[str, str]:
        data = event.data
        verdict = data.get("verdict", "")
        return {
            "who": self._who(event),
            "to": self._name(data["to"]) if data.get("to") else gettext("nobody"),
            "reviewer": self._name(data.get("reviewer")),
            "round": str(data.get("round", "")),
            "due": _day(data.get("due", "")),
            "reason": data.get("reason", ""),
            "entry": self.titles.get(data.get("entry"), "–"),
            "verdict": str(DuplicateLink.Verdict(verdict).label) if verdict in DuplicateLink.Verdict.values else "",
            "field": data.get("field", ""),
        }

    def _who(self, event: SubmissionEvent) -> str:
        return event.actor.public_name if event.actor else gettext("The hub")

    def _name(self, pk: int | None) -> str:
        person = self.people.get(pk)
        return person.public_name if person else gettext("Former member")


def _day(text: str) -> str:
    try:
        return formats.date_format(date.fromisoformat(text))
    except ValueError:
        return text
