import re
from pathlib import Path

import pytest
from django.utils import timezone

import practices.submissions
from practices.submissions.models import SubmissionEvent
from practices.submissions.queries import events_for
from practices.submissions.services.assigning import assign
from practices.submissions.services.deciding import request_changes
from practices.submissions.timeline import KINDS, Line, timeline, words_of
from tests.submissions.makers import desk, member_of, school, submitted_case

ROOM = Path(practices.submissions.__file__).parent


def noted() -> set[str]:
    """Every kind that some code of the room notes."""
    calls = [call for path in ROOM.rglob("*.py") for call in re.findall(r"\bnote\(case, ([^)]*)", path.read_text())]
    words = {word for call in calls for word in re.findall(r'"([a-z_]+)"', call.partition("by=")[0])}
    told = {word for path in ROOM.rglob("*.py") for word in re.findall(r'_tell\(case, row, "(\w+)"', path.read_text())}
    return words | told


def test_every_kind_that_is_noted_has_words():
    assert noted() == KINDS


def test_kind_without_words_is_still_a_line():
    event = SubmissionEvent(kind="unheard_of", data={}, created_at=timezone.now())

    assert words_of(event, entry_kind="practice") == "Changed"


@pytest.mark.django_db
def test_organisation_reads_what_the_editors_did_and_the_desk_who_it_was(hub):
    home = school()
    author, editor = member_of(home, "nadia@example.org"), desk()
    case = assign(submitted_case(author, home), to=editor, by=editor)
    case = request_changes(case, by=editor, letter="Say how many.")
    due = f"{case.due_at:%-d %b %Y}"

    def said(user, for_desk: bool) -> list[tuple[str, str]]:
        lines: list[Line] = timeline(events_for(user, case), entry_kind="practice", for_desk=for_desk)
        return [(line.text, line.by) for line in lines]

    assert said(author, False) == [
        ("Draft begun", "Nadia"),
        ("Submitted", "Nadia"),
        (f"Changes requested in round 1, due {due}", "the editors"),
    ]
    assert said(editor, True) == [
        ("Draft begun", "Nadia"),
        ("Submitted", "Nadia"),
        ("Given to Desk", "Desk"),
        (f"Changes requested in round 1, due {due}", "Desk"),
    ]
