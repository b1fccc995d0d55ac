"""Cases under load and under fire, for tests and benchmarks: walks at random, and processes killed in the middle."""

import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connections
from wagtail.models import WorkflowState

from community.members.models import User
from community.notifications.models import Outbox
from hub.catalogue.models import Entry
from practices.submissions.models import Consent, DraftBuffer, PublishedVersion, Submission
from practices.submissions.queries import last_round
from practices.submissions.rules import acts_of
from practices.submissions.services import assigning, deciding, drafts, reviewing, submitting, talking
from practices.submissions.services.moving import computed_status
from practices.submissions.states import Act
from search.models import SearchDocument
from tests.submissions.makers import declarations, draft_case

# ---------------------------------------------------------------- Walks


@dataclass
class Walk:
    """Goes from act to act at random, each by somebody who may do it, and counts statuses that are not right."""

    author: User
    editor: User
    reviewer: User
    seed: int = 20261124
    wrong: list[str] = field(default_factory=list)
    done: dict[str, int] = field(default_factory=dict)

    def go(self, steps: int) -> "Walk":
        dice, case = random.Random(self.seed), None
        while sum(self.done.values()) < steps:
            case = self._step(dice, case)
        return self

    def _step(self, dice: random.Random, case: Submission | None) -> Submission | None:
        if case is None or (not case.open and dice.random() < 0.5):
            organisation = self.author.memberships.select_related("organisation").get().organisation
            case = draft_case(User.objects.get(pk=self.author.pk), organisation)
            return self._check(case, "begin")
        choices = [(act, who) for who in (self.author, self.editor) for act in acts_of(self._fresh(who), case)]
        acts = [(act, who) for act, who in choices if act in self._services(case)]
        if not acts:
            return None
        act, who = dice.choice(sorted(acts, key=lambda pair: (pair[0], pair[1].pk)))
        self._services(case)[act](self._fresh(who))
        gone = act == Act.DISCARD and not Submission.objects.filter(pk=case.pk).exists()
        return None if gone else self._check(case, act)

    def _check(self, case: Submission, what: str) -> Submission:
        case = Submission.objects.select_related("organisation", "entry").get(pk=case.pk)
        self.done[what] = self.done.get(what, 0) + 1
        if case.status != computed_status(case):
            self.wrong.append(f"{case.reference} after {what}: {case.status}")
        return case

    def _fresh(self, person: User) -> User:
        return User.objects.get(pk=person.pk)

    def _services(self, case: Submission) -> dict[Act, Callable[[User], object]]:
        return {
            Act.SUBMIT: lambda by: submitting.submit(case, by=by, declared=declarations()),
            Act.DISCARD: lambda by: drafts.discard_draft(case, by=by),
            Act.WITHDRAW: lambda by: submitting.withdraw(case, by=by, reason="A mistake."),
            Act.TAKE_UP: lambda by: drafts.take_up(case, by=by),
            Act.TALK: lambda by: talking.send_message(case, by=by, text="Hello"),
            Act.ASSIGN: lambda by: assigning.assign(case, to=by, by=by),
            Act.INVITE: self._review(case),
            Act.ACCEPT: lambda by: deciding.accept(case, by=by),
            Act.REQUEST_CHANGES: lambda by: deciding.request_changes(case, by=by, letter="Say more."),
            Act.DECLINE: lambda by: deciding.decline(case, by=by, letter="No."),
            Act.REOPEN: lambda by: deciding.reopen(case, by=by, reason="A mistake."),
        }

    def _review(self, case: Submission) -> Callable[[User], object]:
        """Asks the reviewer, or cancels when they were asked before."""

        def act(by: User) -> object:
            asked = last_round(case).assignments.filter(state__in=["invited", "accepted"]).first()
            if asked:
                return reviewing.cancel_invitation(asked, by=by)
            return reviewing.invite_reviewer(case, email=self.reviewer.email, by=by)

        return act


# ---------------------------------------------------------------- Killed in the middle


def killed(act: Callable[[], object], after: float) -> bool:
    """Run it in a process of its own and end that with SIGKILL `after` seconds. Whether it was still running."""
    connections.close_all()
    ready, begun = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(begun, b"!")
            act()
        finally:
            os._exit(0)
    os.close(begun)
    os.read(ready, 1)
    os.close(ready)
    time.sleep(after)
    os.kill(pid, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


def duration(act: Callable[[], object]) -> float:
    """Seconds it takes in a process of its own."""
    connections.close_all()
    before = time.monotonic()
    pid = os.fork()
    if pid == 0:
        try:
            act()
        finally:
            os._exit(0)
    os.waitpid(pid, 0)
    return time.monotonic() - before


def facts_of(case: Submission) -> dict[str, object]:
    """Everything that an act changes. All of it changes together."""
    case = Submission.objects.get(pk=case.pk)
    state = WorkflowState.objects.for_instance(case.entry).order_by("-pk").first()
    return {
        "status": case.status,
        "computed": str(computed_status(case)),
        "rounds": list(case.rounds.values_list("number", "outcome")),
        "draft": DraftBuffer.objects.filter(submission=case).exists(),
        "workflow": state.status if state else "",
        "consents": Consent.objects.filter(round__submission=case).count(),
        "events": list(case.events.values_list("kind", flat=True)),
        # Sent mails keep their key alone.
        "mails": sorted(
            Outbox.objects.filter(dedupe_key__regex=rf"^\D+:\d+:{case.pk}:").values_list("kind", flat=True)
        ),
        "visible": Entry.objects.visible().filter(pk=case.entry_id).exists(),
        "found": SearchDocument.objects.filter(object_id=case.entry_id, deleted=False).exists(),
        "versions": PublishedVersion.objects.filter(entry=case.entry_id).count(),
    }


def sweep(make: Callable[[], Submission], act: Callable[[Submission], object], times: int) -> tuple[int, list[dict]]:
    """Kill the act on a new case at `times` moments from its beginning to its end.

    Returns how often it was still running, and what differs from the end for every case that is neither as before nor
    as after, as `(found, at the end)`.
    """
    whole = make()
    before = facts_of(whole)
    lasts = duration(lambda: act(whole))
    after = facts_of(whole)
    assert before != after
    interrupted, halves = 0, []
    for moment in range(times):
        case = make()
        interrupted += killed(lambda case=case: act(case), lasts * (moment + 0.5) / times)
        facts = facts_of(case)
        if facts not in (before, after):
            halves.append({name: (value, after[name]) for name, value in facts.items() if value != after[name]})
    return interrupted, halves
