"""Every cell of who may do what in which state: asked of the rules, and tried with the services."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db import transaction

from community.members.models import Membership, Role, User
from community.members.services.groups import ensure_groups
from practices.submissions.errors import NotAllowed, NotNow, SubmissionRefused
from practices.submissions.models import DraftBuffer, Submission
from practices.submissions.queries import last_round
from practices.submissions.rules import acts_of
from practices.submissions.services import assigning, deciding, drafts, reviewing, submitting, talking
from practices.submissions.states import Act, Status
from tests.factories import organisation, superuser, user
from tests.submissions.makers import declarations, desk, draft_case, member_of, school, submitted_case

pytestmark = [pytest.mark.django_db, pytest.mark.every]

#: One letter an act.
LETTERS = {
    "r": Act.READ,
    "w": Act.WRITE,
    "s": Act.SUBMIT,
    "x": Act.DISCARD,
    "b": Act.WITHDRAW,
    "u": Act.TAKE_UP,
    "t": Act.TALK,
    "d": Act.READ_DESK,
    "a": Act.ASSIGN,
    "i": Act.INVITE,
    "v": Act.REVIEW,
    "y": Act.ACCEPT,
    "c": Act.REQUEST_CHANGES,
    "n": Act.DECLINE,
    "o": Act.REOPEN,
}
STATES = ("draft", "submitted", "in_review", "changes", "published", "declined", "withdrawn")
TABLE = """
role            draft  submitted  in_review  changes  published  declined  withdrawn
visitor         -      -          -          -        -          -         -
stranger        -      -          -          -        -          -         -
other           -      -          -          -        -          -         -
moderator       -      -          -          -        -          -         -
viewer          r      r          r          r        r          r         r
writer          rwsx   rbt        rbt        rwsbt    rt         rt        ru
owner           rwsx   rbt        rbt        rwsbt    rt         rt        ru
reviewer        -      -          v          -        -          -         -
desk            -      rtdaiycn   rtdaiycn   rtdan    rtd        rtdo      rd
administrator   -      rtdaiycn   rtdaiycn   rtdan    rtd        rtdo      rd
desk_writer     rwsx   rbt        rbt        rwsbt    rt         rt        ru
"""


def expected() -> dict[tuple[str, str], set[Act]]:
    _head, *rows = (line.split() for line in TABLE.strip().splitlines())
    return {
        (row[0], state): {LETTERS[letter] for letter in cell if letter != "-"}
        for row in rows
        for state, cell in zip(STATES, row[1:], strict=True)
    }


EXPECTED = expected()
ROLES = sorted({role for role, _state in EXPECTED})


@pytest.fixture
def cast(hub) -> dict[str, User | AnonymousUser]:
    """Somebody in every role, towards an organisation named “A school”."""
    ensure_groups()
    home, elsewhere = school(), organisation("Another school")
    moderator = user("moderator@example.org")
    moderator.groups.add(Group.objects.get(name="Moderators"))
    desk_writer = desk("both@example.org")
    Membership.objects.create(user=desk_writer, organisation=home, role=Role.EDITOR)
    return {
        "visitor": AnonymousUser(),
        "stranger": user("stranger@example.org"),
        "other": member_of(elsewhere, "other@example.org", Role.OWNER),
        "moderator": moderator,
        "viewer": member_of(home, "viewer@example.org", Role.VIEWER),
        "writer": member_of(home, "writer@example.org", Role.EDITOR),
        "owner": member_of(home, "owner@example.org", Role.OWNER),
        "reviewer": user("reviewer@example.org"),
        "desk": desk(),
        "administrator": superuser(),
        "desk_writer": desk_writer,
    }


def case_in(state: str, cast) -> Submission:
    writer, editor = cast["writer"], cast["desk"]
    home = writer.memberships.get().organisation
    if state == "draft":
        return draft_case(writer, home)
    case = submitted_case(writer, home)
    if state == "submitted":
        return case
    assignment = reviewing.invite_reviewer(case, email="reviewer@example.org", by=editor)
    reviewing.accept_invitation(assignment, by=cast["reviewer"])
    acts: dict[str, Callable] = {
        "in_review": lambda: case,
        "changes": lambda: deciding.request_changes(case, by=editor, letter="Say more."),
        "published": lambda: deciding.accept(case, by=editor),
        "declined": lambda: deciding.decline(case, by=editor, letter="It is an advertisement."),
        "withdrawn": lambda: submitting.withdraw(case, by=writer, reason="A mistake."),
    }
    acts[state]()
    return Submission.objects.select_related("organisation", "entry").get(pk=case.pk)


def fresh(person):
    """Without what earlier questions have left on the object."""
    return User.objects.get(pk=person.pk) if person.is_authenticated else person


@pytest.mark.parametrize("state", STATES)
def test_everybody_may_do_what_the_table_says_and_nothing_else(cast, state):
    case = case_in(state, cast)
    assert case.status == Status(state)
    found = {role: acts_of(fresh(cast[role]), case) for role in ROLES}
    assert found == {role: EXPECTED[role, state] for role in ROLES}


def services(case: Submission, cast) -> dict[Act, Callable]:
    """How each act is done. `by` is who tries."""
    round_ = last_round(case)
    asked = round_.assignments.first() if round_ else None
    return {
        Act.WRITE: lambda by: drafts.save_draft(case, data={"title": "Other"}, version=version_of(case), by=by),
        Act.SUBMIT: lambda by: submitting.submit(case, by=by, declared=declarations()),
        Act.DISCARD: lambda by: drafts.discard_draft(case, by=by),
        Act.WITHDRAW: lambda by: submitting.withdraw(case, by=by, reason="A mistake."),
        Act.TAKE_UP: lambda by: drafts.take_up(case, by=by),
        Act.TALK: lambda by: talking.send_message(case, by=by, text="Hello"),
        Act.ASSIGN: lambda by: assigning.assign(case, to=None, by=by),
        Act.INVITE: lambda by: reviewing.invite_reviewer(case, email="stranger@example.org", by=by),
        Act.ACCEPT: lambda by: deciding.accept(case, by=by),
        Act.REQUEST_CHANGES: lambda by: deciding.request_changes(case, by=by, letter="Say more."),
        Act.DECLINE: lambda by: deciding.decline(case, by=by, letter="No."),
        Act.REOPEN: lambda by: deciding.reopen(case, by=by, reason="A mistake."),
        **({Act.REVIEW: lambda by: reviewing.save_review(asked, by=by, for_author="Good")} if asked else {}),
    }


def version_of(case: Submission) -> int:
    draft = DraftBuffer.objects.filter(submission=case).first()
    return draft.version if draft else 1


@pytest.mark.parametrize("state", STATES)
def test_services_refuse_whoever_the_table_does_not_name(cast, state):
    case = case_in(state, cast)
    found, wanted = {}, {}
    for act, service in services(case, cast).items():
        for role in ROLES:
            found[role, act] = tried(service, fresh(cast[role]))
            wanted[role, act] = act in EXPECTED[role, state]
    assert found == wanted


class _Undo(Exception):
    pass


def tried(service: Callable, by) -> bool:
    """Whether it was done. It is undone at once."""
    try:
        with transaction.atomic():
            service(by)
            raise _Undo
    except _Undo:
        return True
    except (NotAllowed, NotNow):
        return False
    except SubmissionRefused as error:
        raise AssertionError(f"refused for another reason: {error!r}") from error
