"""What the page of a case says, in plain data. It shows to whoever reads it what the organisation may read."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.members.models import User
from practices.submissions.models import Consent, DraftBuffer, Message, Round, Submission
from practices.submissions.queries import comments_for, events_for, median_days, messages_for, unanswered_messages
from practices.submissions.rules import Role, acts_of, roles_of
from practices.submissions.states import (
    PUBLIC_NAMES,
    WITH_AUTHOR,
    WITH_DESK,
    Act,
    Audience,
    Outcome,
    Status,
)
from practices.submissions.threads import Thread, threads_of
from practices.submissions.timeline import Line, timeline

#: More messages than anybody reads; the newest are shown.
MAX_MESSAGES = 200


@dataclass(frozen=True)
class Step:
    """A step of the bar: `done`, `now`, or nothing yet."""

    label: str
    state: str = ""


@dataclass(frozen=True)
class Now:
    """Who acts next, what they do, until when, and how long that usually takes."""

    who: str
    what: str
    tone: str
    until: date | None = None
    until_label: str = ""
    until_note: str = ""
    wait: str = ""
    wait_note: str = ""


class CasePage:
    def __init__(self, user: User, case: Submission):
        self.user, self.case = user, case

    @cached_property
    def roles(self) -> set[Role]:
        return roles_of(self.user, self.case)

    @cached_property
    def acts(self) -> set[str]:
        return {act.value for act in acts_of(self.user, self.case)}

    @property
    def is_desk(self) -> bool:
        return Role.DESK in self.roles

    @property
    def may_talk(self) -> bool:
        return Act.TALK in self.acts

    @property
    def may_comment(self) -> bool:
        """Begin a comment: there is a text that both sides read."""
        return self.may_talk and bool(self.rounds)

    @property
    def may_write(self) -> bool:
        return Act.WRITE in self.acts

    @property
    def may_update(self) -> bool:
        """Begin an update of what is published."""
        return self.case.status == Status.PUBLISHED and self.case.entry.live and Role.WRITER in self.roles

    @property
    def title(self) -> str:
        """As last written, for those who may read the draft."""
        return (self.draft or {}).get("title") or self.case.entry.title

    # ---------------------------------------------------------------- Where it stands
    @property
    def steps(self) -> list[Step]:
        """The way of a case. How it ended without publication stands in the place of the end."""
        return steps_of(Status(self.case.status), changed_before=any(r.outcome == Outcome.CHANGES for r in self.rounds))

    @property
    def tone(self) -> str:
        return TONES[Status(self.case.status)]

    @cached_property
    def now(self) -> Now:
        case = self.case
        if case.status in WITH_AUTHOR:
            return self._with_author()
        if case.status in WITH_DESK:
            return self._with_desk()
        if unanswered_messages().filter(submission=case).exists():
            return Now(_("The editors"), _("answer the last message"), "info")
        return Now(_("Nobody"), FINISHED[Status(case.status)](), "good" if case.status == Status.PUBLISHED else "info")

    def _with_author(self) -> Now:
        who = _("You") if Role.WRITER in self.roles else self.case.organisation.name
        wait, note = self._wait()
        if self.case.status == Status.DRAFT:
            return Now(who, _("finish the draft and submit it"), "info", wait=wait, wait_note=note)
        waiting = len(self.open_threads)
        what = ngettext(
            "answer {number} comment, then send again", "answer {number} comments, then send again", waiting
        )
        words = what.format(number=waiting) if waiting else _("change what the letter asks for, then send again")
        until = self.case.due_at
        return Now(who, words, "bad", until, _("Until"), _days_left(until) if until else "", wait, note)

    def _with_desk(self) -> Now:
        reviewed = self.case.status == Status.IN_REVIEW
        what = _("read and judge it") if reviewed else _("look at it and say who takes care of it")
        wait, note = self._wait()
        return Now(
            _("The editors"), what, "info", self.case.due_at, _("They want to decide by"), wait=wait, wait_note=note
        )

    def _wait(self) -> tuple[str, str]:
        """How long the desk usually takes, and what that rests on."""
        found = median_days(entry_kind=self.case.entry_kind)
        if found["decision"] is None:
            return _("Not known yet"), _("nothing of this kind was decided in the last 90 days")
        note = ngettext(
            "median of {number} decision of the last 90 days", "median of {number} decisions of the last 90 days",
            found["cases"] or 0,
        )  # fmt: skip
        return in_days(found["decision"]), note.format(number=found["cases"])

    # ---------------------------------------------------------------- What was said
    @cached_property
    def rounds(self) -> list[Round]:
        """The rounds with what was declared, the newest first."""
        consents = Consent.objects.select_related("declaration", "given_by")
        rows = self.case.rounds.select_related("submitted_by", "revision")
        return list(rows.prefetch_related(Prefetch("consents", consents)).order_by("-number"))

    @property
    def letter(self) -> Round | None:
        """The round with the last letter of the desk."""
        return next((round_ for round_ in self.rounds if round_.letter), None)

    @cached_property
    def threads(self) -> list[Thread]:
        rows = comments_for(self.user, self.case).filter(audience=Audience.AUTHOR)
        return threads_of(rows, self.case, {r.pk: r.revision for r in self.rounds}, self.draft)

    @property
    def open_threads(self) -> list[Thread]:
        """What the organisation has to answer; what it asked itself waits for the desk."""
        return [thread for thread in self.threads if thread.comment.from_desk and not thread.resolved]

    @cached_property
    def messages(self) -> list[Message]:
        rows = messages_for(self.user, self.case).filter(audience=Audience.AUTHOR)
        return list(rows.order_by("-created_at", "-pk")[:MAX_MESSAGES])[::-1]

    @cached_property
    def timeline(self) -> list[Line]:
        """Newest first."""
        rows = events_for(self.user, self.case).filter(audience=Audience.AUTHOR)
        return timeline(rows, entry_kind=self.case.entry_kind)[::-1]

    @cached_property
    def draft(self) -> dict | None:
        """The draft, for those who may read it before it is submitted."""
        if self.case.status not in WITH_AUTHOR or Role.READER not in self.roles:
            return None
        return DraftBuffer.objects.filter(submission=self.case).values_list("data", flat=True).first()


TONES = {
    Status.DRAFT: "",
    Status.SUBMITTED: "info",
    Status.IN_REVIEW: "info",
    Status.CHANGES: "warn",
    Status.PUBLISHED: "good",
    Status.DECLINED: "bad",
    Status.WITHDRAWN: "",
}
FINISHED = {
    Status.PUBLISHED: lambda: _("it is published; you can still write to the editors"),
    Status.DECLINED: lambda: _("it was not accepted; you can still write to the editors"),
    Status.WITHDRAWN: lambda: _("it was withdrawn and can be taken up again"),
}


def steps_of(status: Status, *, changed_before: bool = False) -> list[Step]:
    """After changes were made, the request for them lies between the draft and what was submitted then."""
    if status == Status.WITHDRAWN:
        way = [Status.DRAFT, Status.SUBMITTED, Status.WITHDRAWN]
    else:
        again = [Status.CHANGES] if changed_before and status not in WITH_AUTHOR else []
        asked = [Status.CHANGES] if status == Status.CHANGES else []
        end = Status.DECLINED if status == Status.DECLINED else Status.PUBLISHED
        way = [Status.DRAFT, *again, Status.SUBMITTED, Status.IN_REVIEW, *asked, end]
    place = way.index(status)
    return [
        Step(str(PUBLIC_NAMES[step]), "now" if at == place else "done" if at < place else "")
        for at, step in enumerate(way)
    ]


def in_days(number: int) -> str:
    if number < 1:
        return _("less than a day")
    return ngettext("{number} day", "{number} days", number).format(number=number)


def _days_left(until: date) -> str:
    left = (until - timezone.localdate()).days
    if left < 0:
        return _("{days} ago; it stays open").format(days=in_days(-left))
    return _("today") if not left else in_days(left)
