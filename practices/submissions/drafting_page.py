"""What a page of the form says around its questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from community.members.models import User
from hub.catalogue.models import Entry
from practices.submissions.addresses import edit_url, page_url
from practices.submissions.drafting import problems_of, sketch_of
from practices.submissions.fields import HEADINGS, STEPS, fields_of, fields_on
from practices.submissions.likeness import likely_duplicates
from practices.submissions.models import DraftBuffer, Submission
from practices.submissions.quality import advice_for, percent_of
from practices.submissions.queries import comments_for
from practices.submissions.values import label_of, saved_at

#: Advice beside the form; the page before submitting shows all of it.
SHOWN_ADVICE = 4


@dataclass(frozen=True)
class StepLink:
    """`state` is done, now or nothing."""

    name: str
    label: str
    url: str
    state: str = ""


@dataclass(frozen=True)
class Hint:
    """Something to mend or to improve, and where."""

    words: str
    url: str
    step: str = ""


class DraftPage:
    """The draft of a case for one who writes it."""

    def __init__(self, user: User, case: Submission, draft: DraftBuffer):
        self.user, self.case, self.draft = user, case, draft

    @property
    def data(self) -> Mapping[str, Any]:
        return self.draft.data

    @property
    def title(self) -> str:
        return self.data.get("title") or self.case.entry.title

    @property
    def saved(self) -> str:
        return saved_at(self.draft.saved_at) if self.draft.saved_at else ""

    @cached_property
    def entry(self) -> Entry:
        """The entry as it would be, in memory."""
        return sketch_of(self.case, self.draft.data)

    def steps(self, now: str) -> list[StepLink]:
        """The steps of the form, then the page before submitting."""
        links = [
            StepLink(name, str(label), page_url("edit", self.case.reference, name), self._state(name, now))
            for name, label in STEPS.items()
        ]
        state = "now" if now == "ready" else ""
        return [*links, StepLink("ready", _("Check and submit"), page_url("ready", self.case.reference), state)]

    def _state(self, name: str, now: str) -> str:
        """Done is a step that was begun and on which nothing is missing."""
        if name == now:
            return "now"
        names = {item.name for item in fields_on(self.case.entry_kind, name)}
        begun = self.case.submitted_at or self.draft.base or names & self.draft.changed.keys()
        return "done" if begun and not names & self.problems.keys() else ""

    @cached_property
    def problems(self) -> dict[str, list[str]]:
        return problems_of(self.case, self.draft.data)

    @property
    def missing(self) -> list[Hint]:
        """What must be mended before submitting, in the order of the form."""
        order = [item.name for item in fields_of(self.case.entry_kind)]
        names = sorted(self.problems, key=lambda name: order.index(name) if name in order else len(order))
        return [self._hint(name, " ".join(str(word) for word in self.problems[name])) for name in names]

    def _hint(self, name: str, words: str) -> Hint:
        label = label_of(self.case.entry_kind, name)
        step = next((str(STEPS[item.step]) for item in fields_of(self.case.entry_kind) if item.name == name), "")
        question = label if label.endswith(("?", "؟")) else f"{label}:"
        return Hint(f"{question} {words}" if label else words, edit_url(self.case, name), step)

    @cached_property
    def advice(self) -> list[Hint]:
        """What would make it better; what must be there is said by `missing`."""
        found = [item for item in advice_for(self.entry) if item.field not in self.problems]
        return [Hint(item.words, edit_url(self.case, item.field)) for item in found]

    @property
    def first_advice(self) -> list[Hint]:
        return self.advice[:SHOWN_ADVICE]

    @property
    def percent(self) -> int:
        return percent_of(self.entry)

    @cached_property
    def similar(self) -> list[Entry]:
        """Published entries that look the same."""
        urls = [row.get("url", "") for row in self.data.get("links") or [] if isinstance(row, dict)]
        found = likely_duplicates(
            title=str(self.data.get("title") or ""),
            organisation=self.case.organisation,
            urls=[url for url in urls if url],
            leave_out=self.case.entry_id,
        )
        return [entry for entry, _likeness in found]

    @cached_property
    def comments(self) -> list:
        """Open comments of the other side on fields."""
        rows = comments_for(self.user, self.case).filter(from_desk=True, parent=None, resolved_at=None)
        return list(rows)


def heading_of(step: str) -> tuple[str, str]:
    heading, lede = HEADINGS[step]
    return str(heading), str(lede)


def next_step(step: str) -> str:
    """The step after this one; the last leads to `ready`."""
    names = [*STEPS, "ready"]
    return names[names.index(step) + 1]


def step_before(step: str) -> str:
    names = list(STEPS)
    place = names.index(step)
    return names[place - 1] if place else ""
