"""What the desk works with, looked after in the administration; the log and the report."""

import csv
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from community.members.models import Membership, User
from community.members.services import ensure_groups
from practices.submissions.models import (
    AssignmentRule,
    Criterion,
    Declaration,
    EligibilityQuestion,
    Rubric,
    Submission,
    SubmissionEvent,
)
from practices.submissions.queries import declarations_in_force
from practices.submissions.services.deciding import decline, reopen
from practices.submissions.services.reviewing import accept_invitation, invite_reviewer, save_review
from practices.submissions.shipped import ensure_texts
from tests.factories import organisation, term, user
from tests.guards.admin_forms import fields_of
from tests.guards.test_pages_render import check_page
from tests.submissions.makers import draft_case, member_of, school, submitted_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(hub, client):
    ensure_groups()
    ensure_texts()
    home = school()
    editor = user("desk@example.org", display_name="Desk")
    editor.groups.add(Group.objects.get(name="Editors"))
    editor = User.objects.get(pk=editor.pk)
    client.force_login(editor)
    return member_of(home, "author@example.org"), home, editor


def shown(response) -> BeautifulSoup:
    """A page of Wagtail's own making."""
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def url(viewset: str, name: str = "index", *args) -> str:
    return reverse(f"{viewset}:{name}", args=args)


@pytest.mark.parametrize("viewset", ["assignment_rules", "rubrics", "eligibility_questions", "declarations"])
def test_lists_and_forms_show(client, people, viewset):
    AssignmentRule.objects.create(editor=people[2])

    shown(client.get(url(viewset)))
    shown(client.get(url(viewset, "add")))
    row = {
        "assignment_rules": AssignmentRule,
        "rubrics": Rubric,
        "eligibility_questions": EligibilityQuestion,
        "declarations": Declaration,
    }[viewset].objects.first()
    shown(client.get(url(viewset, "edit", row.pk)))


@pytest.mark.parametrize("viewset", ["assignment_rules", "rubrics", "eligibility_questions", "declarations"])
@pytest.mark.parametrize("who", ["reviewer", "author"])
def test_settings_are_for_editors(client, people, viewset, who):
    person = people[0]
    if who == "reviewer":
        person = user("rosa@example.org")
        person.groups.add(Group.objects.get(name="Reviewers"))
    client.force_login(person)

    assert [client.get(url(viewset, name)).status_code for name in ("index", "add")] == [302, 302]


def test_new_rule_comes_last_and_the_first_that_fits_decides(client, people):
    author, home, editor = people
    other = user("second@example.org", display_name="Second")
    other.groups.add(Group.objects.get(name="Editors"))
    belgium = term("country", "be")
    page = BeautifulSoup(client.get(url("assignment_rules", "add")).content, "html.parser")
    assert [option.get_text() for option in page.select("select[name=editor] option")][1:] == ["Desk", "Second"]

    client.post(
        url("assignment_rules", "add"), {"editor": other.pk, "country": belgium.pk, "theme": "", "language": ""}
    )
    client.post(url("assignment_rules", "add"), {"editor": editor.pk, "country": "", "theme": "", "language": ""})

    assert [rule.sort_order for rule in AssignmentRule.objects.all()] == [0, 1]
    assert submitted_case(author, home, countries=["be"]).handling_editor == other
    assert submitted_case(author, home, title="Elsewhere").handling_editor == editor
    client.post(url("assignment_rules", "reorder", AssignmentRule.objects.last().pk) + "?position=0")
    assert AssignmentRule.objects.first().editor == editor


def test_rubric_keeps_a_criterion_that_was_scored(client, people):
    author, home, editor = people
    case = submitted_case(author, home)
    rosa = user("rosa@example.org")
    invitation = invite_reviewer(case, email=rosa.email, by=editor)
    accept_invitation(invitation, by=rosa)
    criteria = list(Criterion.objects.all())
    save_review(invitation, by=rosa, levels={criteria[0].pk: 3})
    edit = url("rubrics", "edit", Rubric.objects.get().pk)
    values = fields_of(client.get(edit))

    refused = client.post(edit, values | {"criteria-0-DELETE": "1"})
    assert "was used in a review and cannot be deleted" in refused.content.decode()
    assert client.post(edit, values | {"criteria-1-DELETE": "1"}).status_code == 302
    assert Criterion.objects.count() == len(criteria) - 1


def test_second_rubric_in_force_is_refused_in_words(client, people):
    edit = url("rubrics", "edit", Rubric.objects.get().pk)
    values = fields_of(client.get(edit))
    new = {name: value for name, value in values.items() if not name.endswith("-id")} | {"criteria-INITIAL_FORMS": "0"}

    response = client.post(url("rubrics", "add"), new)

    assert "Another rubric is in force for this type. Retire that one first." in response.content.decode()
    assert Rubric.objects.count() == 1


def test_wording_that_was_declared_gets_a_new_version(client, people):
    author, home, _editor = people
    submitted_case(author, home)
    old = Declaration.objects.get(subject="rights", language="en")
    copy = url("declarations", "copy", old.pk)

    assert client.get(url("declarations", "edit", old.pk))["Location"] == copy
    values = fields_of(client.get(copy))
    client.post(
        copy, values | {"text": "We may share all of it.", "valid_from": timezone.now().strftime("%Y-%m-%d %H:%M")}
    )

    old.refresh_from_db()
    assert old.text.startswith("We wrote these texts")
    assert [(row.version, row.text) for row in declarations_in_force("en") if row.subject == "rights"] == [
        (2, "We may share all of it.")
    ]
    client.post(url("declarations", "delete", old.pk))
    assert Declaration.objects.filter(pk=old.pk).exists()


def test_wording_nobody_declared_is_changed_and_deleted(client, people):
    row = Declaration.objects.get(subject="rights", language="nl")
    edit = url("declarations", "edit", row.pk)

    client.post(edit, fields_of(client.get(edit)) | {"text": "Wij mogen dit delen."})

    row.refresh_from_db()
    assert (row.text, row.version) == ("Wij mogen dit delen.", 1)
    client.post(url("declarations", "delete", row.pk))
    assert not Declaration.objects.filter(pk=row.pk).exists()


# ---------------------------------------------------------------- The log


def log(client, query: str = "") -> list[list[str]]:
    page = shown(client.get(reverse("submissions_desk:audit") + query))
    return [[cell.get_text(" ", strip=True) for cell in row.select("td")] for row in page.select("main tbody tr")]


def test_log_says_who_did_what(client, people):
    author, home, editor = people
    case = submitted_case(author, home)
    decline(case, by=editor, letter="No.")
    reopen(case, by=editor, reason="=We were wrong")
    others = organisation("Others")
    submitted_case(member_of(others, "other@example.org"), others, title="Of others")
    draft_case(author, home, title="Never submitted")

    told = [(who, what) for _when, who, what, _case, _shown in log(client, f"?case={case.reference}")]

    assert told == [
        ("Desk", "Opened again: =We were wrong"),
        ("Desk", "Not accepted"),
        ("Author", "Submitted"),
        ("Author", "Draft begun"),
    ]
    assert "Never submitted" not in str(log(client))
    assert [len(log(client, query)) for query in (f"?person={editor.pk}", "?kind=submitted", "?case=nothing")] == [
        2,
        2,
        0,
    ]
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert [len(log(client, query)) for query in (f"?day_from={tomorrow}", f"?day_to={tomorrow}")] == [0, 6]


def test_log_is_exported_without_formulas(client, people):
    author, home, editor = people
    case = submitted_case(author, home, title="=1+1")
    decline(case, by=editor, letter="No.")

    response = client.get(reverse("submissions_desk:audit_export"), {"person": editor.pk})
    rows = list(csv.reader(response.content.decode().splitlines()))

    assert rows[0] == ["When", "Who", "What", "Submission", "Title", "Shown to"]
    assert [row[1:] for row in rows[1:]] == [
        ["Desk", "Not accepted", case.reference, "'=1+1", "The organisation and the desk"]
    ]


def test_log_leaves_out_ones_own_organisation(client, people):
    author, home, editor = people
    submitted_case(author, home)
    Membership.objects.create(user=editor, organisation=home, role="viewer")

    assert log(client) == []
    assert len(client.get(reverse("submissions_desk:audit_export")).content.decode().splitlines()) == 1


def test_log_asks_as_often_for_many_lines_as_for_few(client, people, django_assert_max_num_queries):
    author, home, _editor = people
    for number in range(5):
        submitted_case(author, home, title=f"Number {number}")
    client.get(reverse("submissions_desk:audit"))

    with django_assert_max_num_queries(18):
        assert len(log(client)) == 10


# ---------------------------------------------------------------- The report


def test_report_tells_medians_outcomes_and_loads(client, people):
    author, home, editor = people
    now = timezone.now()
    for days in (4, 9, 12):
        case = submitted_case(author, home, title=f"After {days}")
        decline(case, by=editor, letter="No.")
        Submission.objects.filter(pk=case.pk).update(
            submitted_at=now - timedelta(days=days),
            responded_at=now - timedelta(days=1),
            closed_at=now,
            handling_editor=editor,
        )
    submitted_case(author, home, title="Waiting")

    page = check_page(client.get(reverse("submissions_desk:turn_around")))
    tables = [
        [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in table.select("tbody tr")]
        for table in page.select("main table")
    ]

    assert tables[0][0] == ["Practice", "8", "9", "3"]
    assert tables[0][-1] == ["All types", "8", "9", "3"]
    assert tables[1] == [["Published", "0"], ["Declined", "3"], ["Withdrawn by the author", "0"]]
    assert tables[2] == [["Desk", "0", "0", "0", "3"], ["Nobody", "1", "0", "0", "0"]]


@pytest.mark.parametrize("name", ["audit", "audit_export", "turn_around"])
def test_log_and_report_are_for_the_desk(client, people, name):
    client.force_login(people[0])

    assert client.get(reverse(f"submissions_desk:{name}")).status_code == 302
    assert SubmissionEvent.objects.count() == 0
