"""The life of a submission: its states, who acts next, and which act leads where.

A state is never set by hand. It follows from the rows of the case (`status_from`) and is cached on it.
"""

from collections.abc import Mapping

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    """The labels are those of the desk; `PUBLIC_NAMES` has those of the organisation."""

    DRAFT = "draft", _("Draft of the organisation")
    SUBMITTED = "submitted", _("To be assigned")
    IN_REVIEW = "in_review", _("In review")
    CHANGES = "changes", _("Waiting for the author")
    PUBLISHED = "published", _("Published")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn by the author")


PUBLIC_NAMES: Mapping[Status, str | Promise] = {
    Status.DRAFT: _("Draft"),
    Status.SUBMITTED: _("Submitted"),
    Status.IN_REVIEW: _("In review"),
    Status.CHANGES: _("Changes requested"),
    Status.PUBLISHED: pgettext_lazy("a submission", "Published"),
    Status.DECLINED: _("Not accepted"),
    Status.WITHDRAWN: _("Withdrawn"),
}


class EntryKind(models.TextChoices):
    """What can be submitted. The values are the kinds of the page types."""

    PRACTICE = "practice", _("Practice")
    PROJECT = "project", _("Project")
    MOOC = "mooc", _("MOOC")
    RESOURCE = "resource", _("Learning resource")


class Kind(models.TextChoices):
    NEW = "new", _("New entry")
    UPDATE = "update", _("Update of a published entry")


class Outcome(models.TextChoices):
    """How a round ended. Empty while it waits for the desk."""

    CHANGES = "changes", _("Changes requested")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Actor(models.TextChoices):
    """Who acts next."""

    AUTHOR = "author", _("The organisation")
    DESK = "desk", _("The editors")
    NOBODY = "nobody", _("Nobody: it is finished")


class Act(models.TextChoices):
    """What can be done with a case. `rules.MAY` says who, `MOVES` when and what becomes of the case."""

    READ = "read", _("read the case")
    WRITE = "write", _("write the draft")
    SUBMIT = "submit", _("submit")
    DISCARD = "discard", _("discard the draft")
    WITHDRAW = "withdraw", _("withdraw")
    TAKE_UP = "take_up", _("take up again")
    TALK = "talk", _("write a message or comment")
    READ_DESK = "read_desk", _("read what the desk keeps for itself")
    ASSIGN = "assign", _("assign")
    INVITE = "invite", _("invite reviewers")
    REVIEW = "review", _("review")
    ACCEPT = "accept", _("accept")
    REQUEST_CHANGES = "request_changes", _("request changes")
    DECLINE = "decline", _("decline")
    REOPEN = "reopen", _("reopen")


ALL = frozenset(Status)
WITH_AUTHOR = frozenset({Status.DRAFT, Status.CHANGES})
WITH_DESK = frozenset({Status.SUBMITTED, Status.IN_REVIEW})
OPEN = WITH_AUTHOR | WITH_DESK
CLOSED = ALL - OPEN

#: In which states each act is possible. An act that is not possible is refused whoever asks.
MOVES: Mapping[Act, frozenset[Status]] = {
    Act.READ: ALL,
    Act.WRITE: WITH_AUTHOR,
    Act.SUBMIT: WITH_AUTHOR,
    Act.DISCARD: frozenset({Status.DRAFT}),
    Act.WITHDRAW: WITH_DESK | {Status.CHANGES},
    Act.TAKE_UP: frozenset({Status.WITHDRAWN}),
    # Readers of what is published find mistakes that are too small for an update.
    Act.TALK: OPEN | {Status.DECLINED, Status.PUBLISHED},
    Act.READ_DESK: ALL,
    Act.ASSIGN: WITH_DESK | {Status.CHANGES},
    Act.INVITE: WITH_DESK,
    Act.REVIEW: WITH_DESK,
    Act.ACCEPT: WITH_DESK,
    Act.REQUEST_CHANGES: WITH_DESK,
    Act.DECLINE: WITH_DESK | {Status.CHANGES},
    Act.REOPEN: frozenset({Status.DECLINED}),
}

_AFTER_ROUND = {
    Outcome.CHANGES: Status.CHANGES,
    Outcome.ACCEPTED: Status.PUBLISHED,
    Outcome.DECLINED: Status.DECLINED,
    Outcome.WITHDRAWN: Status.DRAFT,
}


def status_from(*, withdrawn: bool, rounds: int, outcome: str, started: bool) -> Status:
    """The state of a case from its rows.

    `outcome` is that of the last round, empty while it waits. `started` says whether somebody handles the case or was
    asked to review its last round. A round that was withdrawn and taken up again is a draft.
    """
    if withdrawn:
        return Status.WITHDRAWN
    if not rounds:
        return Status.DRAFT
    if outcome:
        return _AFTER_ROUND[Outcome(outcome)]
    return Status.IN_REVIEW if started else Status.SUBMITTED


def next_actor(status: str) -> Actor:
    if status in WITH_AUTHOR:
        return Actor.AUTHOR
    return Actor.DESK if status in WITH_DESK else Actor.NOBODY


class InviteState(models.TextChoices):
    """The life of an invitation to review."""

    INVITED = "invited", _("Invited")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    SUBMITTED = "submitted", _("Review received")
    CANCELLED = "cancelled", _("Cancelled")


class Recommendation(models.TextChoices):
    ACCEPT = "accept", _("Publish as it is")
    CHANGES = "changes", _("Ask for changes")
    DECLINE = "decline", _("Do not publish")


class Audience(models.TextChoices):
    """Who reads a message, a comment or a line of the timeline."""

    AUTHOR = "author", _("The organisation and the desk")
    DESK = "desk", _("The desk only")


class People(models.TextChoices):
    """Who can be recognised in a picture."""

    NONE = "none", _("Nobody can be recognised")
    ADULTS = "adults", _("Adults can be recognised")
    MINORS = "minors", _("People under 18 can be recognised")
