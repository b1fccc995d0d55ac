"""The versions of an entry that a case knows, each to be compared with any other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Revision

from practices.submissions.drafting import data_of
from practices.submissions.models import DraftBuffer, Submission
from practices.submissions.revisions import data_of_revision
from practices.submissions.rules import Role, roles_of
from practices.submissions.states import WITH_AUTHOR

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Version:
    """`key` names it in addresses; `data()` reads it when it is needed."""

    key: str
    label: str
    data: Callable[[], Data]


def versions_for(user, case: Submission, *, up_to: int | None = None) -> list[Version]:
    """What is published, then the rounds, then for members of the organisation the draft.

    `up_to` leaves out the rounds after that one.
    """
    versions = [Version("published", _("Published"), lambda: _published(case))] if case.entry.live else []
    for round_ in case.rounds.order_by("number").only("number", "revision_id", "submission_id"):
        if up_to is None or round_.number <= up_to:
            label = _("Round {number}").format(number=round_.number)
            versions.append(Version(str(round_.number), label, _reader(round_.revision_id, case.entry_kind)))
    if up_to is None and case.status in WITH_AUTHOR and Role.READER in roles_of(user, case):
        draft = DraftBuffer.objects.filter(submission=case).first()
        if draft:
            versions.append(Version("draft", _("Draft"), lambda: draft.data))
    return versions


def _reader(revision: int, kind: str) -> Callable[[], Data]:
    return lambda: data_of_revision(Revision.objects.get(pk=revision), kind)


def _published(case: Submission) -> Data:
    live = case.entry.live_revision
    return data_of_revision(live, case.entry_kind) if live else data_of(case.entry.specific)
