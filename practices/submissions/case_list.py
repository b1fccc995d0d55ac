"""The list of cases of a person's organisations: what waits for them, what they wait for, what is finished."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext as _

from community.members.models import Organisation, User
from community.members.queries import memberships_of
from community.members.rules import WRITERS
from practices.submissions.models import Submission
from practices.submissions.queries import cases_of_organisations, waits_for_answer
from practices.submissions.states import WITH_AUTHOR, WITH_DESK

PAGE_SIZE = 20
MINE, THEIRS, FINISHED = range(3)


@dataclass(frozen=True)
class Group:
    title: str
    cases: list[Submission]


@dataclass(frozen=True)
class CaseList:
    """`organisation` is the one it is narrowed to; `writes` says whether the person writes for any of them."""

    groups: list[Group]
    page: Page
    organisations: list[Organisation]
    organisation: Organisation | None
    writes: bool

    @property
    def query(self) -> str:
        """What an address needs beside the number of the page."""
        return urlencode({"organisation": self.organisation.slug}) + "&" if self.organisation else ""


def case_list(user: User, organisation: str = "", page: str = "") -> CaseList:
    """An organisation the person does not belong to is no filter; a page that is not there is the nearest."""
    memberships = list(memberships_of(user))
    mine = [membership.organisation for membership in memberships]
    chosen = next((row for row in mine if row.slug == organisation), None)
    writes = any(membership.role in WRITERS for membership in memberships)
    rows = cases_of_organisations(user).annotate(turn=_turn(), drafted=KeyTextTransform("title", "draft__data"))
    rows = rows.order_by("turn", "-changed_at", "-pk")
    found = Paginator(rows.filter(organisation=chosen) if chosen else rows, PAGE_SIZE).get_page(page)
    return CaseList(_groups(found, writes), found, mine, chosen, writes)


def _turn() -> Case:
    """Whose turn it is, in the order of the list."""
    return Case(
        When(status__in=sorted(WITH_AUTHOR), then=Value(MINE)),
        When(Q(status__in=sorted(WITH_DESK)) | waits_for_answer(), then=Value(THEIRS)),
        default=Value(FINISHED),
        output_field=IntegerField(),
    )


def _groups(rows: Iterable, writes: bool) -> list[Group]:
    titles = {
        MINE: _("Waiting for you") if writes else _("Waiting for your organisation"),
        THEIRS: _("You wait for the editors"),
        FINISHED: _("Finished"),
    }
    groups = [Group(title, [row for row in rows if row.turn == turn]) for turn, title in titles.items()]
    return [group for group in groups if group.cases]
