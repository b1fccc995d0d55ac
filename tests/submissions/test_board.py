import pytest
from bs4 import BeautifulSoup
from django import forms
from django.urls import reverse

from community.members.models import Membership, User
from practices.submissions.desk.filters import CheckboxSelectMultiple
from practices.submissions.models import Submission
from practices.submissions.notifications import desk_of
from practices.submissions.services.assigning import assign
from practices.submissions.services.deciding import accept, decline, request_changes
from practices.submissions.services.reviewing import accept_invitation, invite_reviewer
from practices.submissions.services.submitting import withdraw
from practices.submissions.services.talking import send_message
from tests.factories import organisation, term, user
from tests.submissions.makers import desk, draft_case, member_of, school, submitted_case

BOARD = "/admin/submissions/"


@pytest.fixture
def people(hub):
    home = school()
    return member_of(home, "author@example.org"), home, desk()


def page_of(client, person, url: str = BOARD) -> BeautifulSoup:
    client.force_login(person)
    response = client.get(url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def titles(page: BeautifulSoup) -> list[str]:
    return [link.get_text(strip=True) for link in page.select("td.title a")]


def piles(page: BeautifulSoup) -> dict[str, int]:
    links = page.select(".hub-queues a")
    return {link.contents[0].strip(): int(link.select_one("span").get_text()) for link in links}


def test_board_sorts_cases_into_piles(client, people):
    author, home, editor = people
    draft_case(author, home, title="Not sent")
    submitted_case(author, home, title="New")
    assign(submitted_case(author, home, title="Taken"), to=editor, by=editor)
    request_changes(submitted_case(author, home, title="Given back"), by=editor, letter="More.")
    decline(submitted_case(author, home, title="Refused"), by=editor, letter="No.")
    late = submitted_case(author, home, title="Late")
    Submission.objects.filter(pk=late.pk).update(due_at="2020-01-01")

    assert piles(page_of(client, editor)) == {
        "All open": 4,
        "Without an editor": 2,
        "Mine": 1,
        "To answer": 0,
        "In review": 1,
        "Waiting for the author": 1,
        "Overdue": 1,
        "Closed": 1,
    }
    found = {name: titles(page_of(client, editor, f"{BOARD}queue/{name}/")) for name in ("mine", "author", "closed")}
    assert found == {"mine": ["Taken"], "author": ["Given back"], "closed": ["Refused"]}
    assert titles(page_of(client, editor))[0] == "Late"
    assert client.get(f"{BOARD}queue/nothing/").status_code == 404


def test_who_wrote_last_waits_for_an_answer(client, people):
    author, home, editor = people
    other = desk("other@example.org")
    taken = submitted_case(author, home, title="Taken")
    assign(taken, to=editor, by=editor)
    closed = submitted_case(author, home, title="Closed")
    decline(closed, by=editor, letter="No.")

    def to_answer(person) -> list[str]:
        board = page_of(client, person, f"{BOARD}queue/answer/")
        found = titles(board)
        assert piles(board)["To answer"] == len(found)
        return sorted(found)

    for case in (taken, closed):
        send_message(case, by=author, text="One thing more.")
    assert (to_answer(editor), to_answer(other)) == (["Closed", "Taken"], ["Closed"])
    send_message(closed, by=other, text="Nothing to answer.", for_desk=True)
    assert (to_answer(editor), to_answer(other)) == (["Taken"], [])
    accept(taken, by=other)
    assert to_answer(other) == []


def test_closed_case_is_answered_by_whoever_may(client, people):
    """Its editor has left the desk, or belongs to the organisation by now."""
    author, home, editor = people
    other = desk("other@example.org")
    case = submitted_case(author, home, title="Taken")
    assign(case, to=editor, by=editor)
    accept(case, by=editor)
    for number in (1, 2):
        send_message(case, by=author, text=f"A comma is missing on page {number}.")

    def to_answer() -> list[str]:
        return titles(page_of(client, other, f"{BOARD}queue/answer/"))

    assert to_answer() == []
    own = Membership.objects.create(user=editor, organisation=home, role="viewer")
    assert to_answer() == ["Taken"]
    assert desk_of(Submission.objects.get(pk=case.pk)) == [other]
    own.delete()
    assert to_answer() == []
    User.objects.filter(pk=editor.pk).update(is_active=False)
    assert to_answer() == ["Taken"]
    assert "The organisation waits for an answer" in page_of(client, other, f"{BOARD}{case.reference}/").get_text()
    send_message(case, by=other, text="They are there now.")
    assert to_answer() == []


def test_withdrawn_case_waits_for_no_answer(client, people):
    author, home, editor = people
    case = request_changes(submitted_case(author, home), by=editor, letter="More.")
    send_message(case, by=author, text="We have no more.")
    assert titles(page_of(client, editor, f"{BOARD}queue/answer/")) == ["Reading together"]
    withdraw(case, by=author, reason="We have no more.")
    assert titles(page_of(client, editor, f"{BOARD}queue/answer/")) == []


def test_row_says_what_an_editor_needs(client, people):
    author, home, editor = people
    case = submitted_case(author, home)
    for name in ("a", "b"):
        user(f"{name}@example.org")
        invitation = invite_reviewer(case, email=f"{name}@example.org", by=editor)
    accept_invitation(invitation, by=invitation.reviewer)

    row = page_of(client, editor).select_one("main tbody tr")
    words = " ".join(row.get_text(" ", strip=True).split())

    assert words.startswith(f"Reading together {case.reference} · Practice A school In review 1 0 of 2")
    assert words.endswith("0 days")


@pytest.mark.every
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("entry_kind=mooc", ["A course"]),
        ("country=be", ["In Belgium"]),
        ("theme=trauma", ["On trauma"]),
        ("language=nl", ["In Dutch"]),
        ("q=other", ["Of others"]),
        ("q=school+belgium", ["In Belgium"]),
        ("editor=0&q=course", ["A course"]),
        ("kind=update", []),
        ("status=changes", []),
    ],
)
def test_board_is_filtered_and_searched(client, people, query, found):
    author, home, editor = people
    term("country", "be")
    term("theme", "trauma")
    term("language", "nl")
    submitted_case(author, home, "mooc", title="A course")
    submitted_case(author, home, title="In Belgium", countries=["be"])
    submitted_case(author, home, title="On trauma", themes=["trauma"])
    submitted_case(author, home, title="In Dutch", language="nl")
    others = organisation("Other people")
    submitted_case(member_of(others, "other@example.org"), others, title="Of others")

    assert titles(page_of(client, editor, f"{BOARD}?{query}")) == found


def test_board_is_filtered_by_organisation_and_by_the_reference(client, people):
    author, home, editor = people
    submitted_case(author, home, title="Ours")
    others = organisation("Other people")
    case = submitted_case(member_of(others, "other@example.org"), others, title="Of others")

    assert titles(page_of(client, editor, f"{BOARD}?organisation={others.pk}")) == ["Of others"]
    assert titles(page_of(client, editor, f"{BOARD}?q={case.reference}")) == ["Of others"]
    assert titles(page_of(client, editor, f"{BOARD}?q=S-{'9' * 30}")) == []
    assert titles(page_of(client, editor, f"{BOARD}?ordering=-entry__title")) == ["Ours", "Of others"]


def test_nobody_sees_the_submissions_of_their_own_organisation(client, people):
    author, home, editor = people
    submitted_case(author, home)
    Membership.objects.create(user=editor, organisation=home, role="viewer")

    page = page_of(client, editor)

    assert (titles(page), piles(page)["All open"]) == ([], 0)


def test_menu_says_how_many_wait(client, people):
    author, home, editor = people
    submitted_case(author, home)
    assign(submitted_case(author, home), to=desk("second@example.org"), by=editor)

    props = page_of(client, editor, "/admin/").select_one("#wagtail-sidebar-props").get_text()

    assert "Submissions (1)" in props


def test_chosen_cases_are_assigned_at_once(client, people):
    author, home, editor = people
    cases = [submitted_case(author, home) for _number in range(3)]
    client.force_login(editor)
    values = {"cases": [case.pk for case in cases[:2]], "editor": editor.pk, "next": f"{BOARD}queue/mine/"}

    response = client.post(reverse("submissions_desk:assign_many"), values)

    assert response["Location"] == f"{BOARD}queue/mine/"
    assert [Submission.objects.get(pk=case.pk).handling_editor for case in cases] == [editor, editor, None]


def test_cases_that_cannot_be_assigned_are_named(client, people):
    author, home, editor = people
    case = submitted_case(author, home)
    decline(case, by=editor, letter="No.")
    client.force_login(editor)
    url = reverse("submissions_desk:assign_many")

    answers = [
        client.post(url, values, follow=True).content.decode()
        for values in (
            {"cases": [case.pk], "editor": editor.pk},
            {"editor": editor.pk},
            {"cases": ["x"], "editor": "0"},
        )
    ]

    assert f"Not assigned: {case.reference}" in answers[0]
    assert ["Choose at least one submission" in answer for answer in answers] == [False, True, True]


@pytest.mark.parametrize("query", ["", "?entry_kind=practice&country=be&q=number"])
def test_board_asks_as_often_for_many_cases_as_for_few(client, people, query, django_assert_max_num_queries):
    author, home, editor = people
    term("country", "be")
    for number in range(12):
        assign(submitted_case(author, home, title=f"Number {number}", countries=["be"]), to=editor, by=editor)
    page_of(client, editor)

    with django_assert_max_num_queries(20):
        response = client.get(BOARD + query)

    assert len(titles(BeautifulSoup(response.content, "html.parser"))) == 12


@pytest.mark.parametrize("who", ["visitor", "author", "reviewer"])
def test_board_is_for_the_desk(client, people, who):
    author, home, _editor = people
    case = submitted_case(author, home)
    if who != "visitor":
        client.force_login(author if who == "author" else user("r@example.org"))

    assert client.get(BOARD).status_code == 302
    response = client.post(reverse("submissions_desk:assign_many"), {"cases": [case.pk], "editor": ""})
    assert response.status_code == 302
    assert Submission.objects.get(pk=case.pk).status == "submitted"


def boxes(html: str) -> list[tuple]:
    found = [(box, box.find_parent("label")) for box in BeautifulSoup(html, "html.parser").select("input")]
    return [
        (box["id"], box["name"], box["value"], box.has_attr("checked"), label["for"], label.get_text(strip=True))
        for box, label in found
    ]


def test_boxes_of_a_filter_are_those_of_django():
    choices = [("be", "Belgium"), ("x&y", "<b>Somewhere</b>"), (3, "Three")]
    ours, theirs = (
        widget(choices=choices).render("country", ["x&y", "3"], attrs={"id": "id_country"})
        for widget in (CheckboxSelectMultiple, forms.CheckboxSelectMultiple)
    )
    assert boxes(ours) == boxes(theirs)
    assert BeautifulSoup(ours, "html.parser").div["id"] == "id_country"
