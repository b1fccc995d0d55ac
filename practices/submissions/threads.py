"""Comments on fields as pages show them: each with its answers and with what the field said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from wagtail.models import Revision

from community.members.models import User
from practices.submissions.models import FieldComment, ReviewAssignment, Submission
from practices.submissions.revisions import value_in
from practices.submissions.values import label_of, text_of

#: Of a long field, its beginning is enough to know what a comment is about.
QUOTED = 300


@dataclass
class Said:
    comment: FieldComment
    name: str


@dataclass
class Thread:
    """`changed`: the draft says something else by now than the version that was commented."""

    comment: FieldComment
    name: str
    label: str
    quoted: str
    changed: bool = False
    replies: list[Said] = field(default_factory=list)
    form: object = None
    reply_url: str = ""
    settle_url: str = ""

    @property
    def resolved(self) -> bool:
        return self.comment.resolved_at is not None


def threads_of(
    rows: Iterable[FieldComment],
    case: Submission,
    revisions: Mapping[int, Revision],
    draft: Mapping | None = None,
    *,
    named: bool = False,
    me: User | None = None,
) -> list[Thread]:
    """The comments with their answers, open ones first, then the newest round first.

    `revisions` are the versions of the rounds. Organisations do not learn who reviews; `named` shows all names.
    What `me` wrote says so.
    """
    rows = list(rows)
    names = _names(rows, case, named, me)
    said = _values(rows, case.entry_kind, revisions)
    threads = {row.pk: _thread(row, names[row.pk], case, said, draft) for row in rows if not row.parent_id}
    for row in rows:
        if row.parent_id in threads:
            threads[row.parent_id].replies.append(Said(row, names[row.pk]))
    return sorted(threads.values(), key=lambda it: (it.resolved, -it.comment.round.number, it.comment.pk))


def _values(rows: list[FieldComment], kind: str, revisions: Mapping[int, Revision]) -> dict[tuple[int, str], str]:
    """What the fields said that are commented, each read once: keywords and partners cost a question."""
    places = {(row.round_id, row.field) for row in rows if row.round_id in revisions}
    return {(at, name): text_of(kind, name, value_in(revisions[at], kind, name)) for at, name in places}


def _thread(row: FieldComment, name: str, case: Submission, said: Mapping, draft: Mapping | None) -> Thread:
    kind = case.entry_kind
    text = said.get((row.round_id, row.field), "")
    quoted = text if len(text) <= QUOTED else f"{text[:QUOTED].rsplit(' ', 1)[0]} …"
    changed = draft is not None and row.field in draft and text_of(kind, row.field, draft[row.field]) != text
    return Thread(row, name, label_of(kind, row.field), quoted, changed)


def _names(rows: list[FieldComment], case: Submission, named: bool, me: User | None) -> dict[int, str]:
    if not rows:
        return {}
    asked = ReviewAssignment.objects.filter(round__submission=case).values_list("reviewer_id", flat=True)
    reviewers = set() if named else set(asked)
    return {row.pk: _("You") if me and row.author_id == me.pk else _name(row, reviewers, named) for row in rows}


def _name(row: FieldComment, reviewers: set[int], named: bool) -> str:
    if row.from_desk and not named:
        return _("Reviewer") if row.author_id in reviewers else _("Editor")
    return row.author.public_name if row.author else ""
