import pytest
from bs4 import BeautifulSoup

from community.members.models import Membership, Role
from practices.submissions.case_list import PAGE_SIZE, case_list
from practices.submissions.models import Submission
from practices.submissions.services.deciding import accept
from practices.submissions.services.talking import send_message
from tests.factories import organisation, user
from tests.submissions.makers import desk, draft_case, member_of, school, submitted_case
from tests.submissions.test_case_page import queries_of

pytestmark = pytest.mark.django_db
URL = "/my/cases/"


@pytest.fixture
def people(hub):
    home = school()
    return member_of(home, "author@example.org"), home, desk()


def shown(client, url: str = URL) -> BeautifulSoup:
    return BeautifulSoup(client.get(url).content, "html.parser")


def groups(page: BeautifulSoup) -> dict[str, list[str]]:
    return {
        section.h2.get_text(): [line.get_text(strip=True) for line in section.select(".title")]
        for section in page.select("main section")
    }


def test_cases_are_sorted_by_whose_turn_it_is(client, people):
    author, home, editor = people
    third = accept(submitted_case(author, home, title="Third"), by=editor)
    draft_case(author, home)
    submitted_case(author, home, title="Second")
    client.force_login(author)

    assert groups(shown(client)) == {
        "Waiting for you": ["Reading together"],
        "You wait for the editors": ["Second"],
        "Finished": ["Third"],
    }
    send_message(third, by=author, text="One thing more.")
    assert "Third" in groups(shown(client))["You wait for the editors"]


def test_draft_is_called_as_it_was_last_written(client, people):
    author, home, _editor = people
    case = draft_case(author, home, title="A better title")
    client.force_login(author)

    assert groups(shown(client)) == {"Waiting for you": ["A better title"]}
    assert shown(client, f"{URL}{case.reference}/").h1.get_text() == "A better title"


def test_viewer_is_not_told_that_it_is_their_turn(client, people):
    author, home, _editor = people
    draft_case(author, home)
    client.force_login(member_of(home, "vera@example.org", Role.VIEWER))

    assert list(groups(shown(client))) == ["Waiting for your organisation"]


def test_cases_of_others_are_not_listed(client, people):
    author, home, editor = people
    submitted_case(author, home)
    for person in (editor, member_of(organisation("Another"), "other@example.org")):
        client.force_login(person)
        assert groups(shown(client)) == {}


def test_list_is_narrowed_to_one_organisation(client, people):
    author, home, _editor = people
    second = organisation("A second school")
    Membership.objects.create(user=author, organisation=second, role=Role.OWNER)
    draft_case(author, home)
    submitted_case(author, second, title="Of the second")
    client.force_login(author)

    assert groups(shown(client, f"{URL}?organisation=a-second-school")) == {
        "You wait for the editors": ["Of the second"]
    }
    assert len(groups(shown(client, f"{URL}?organisation=nobody' OR 1=1"))) == 2


@pytest.mark.parametrize(("page", "number"), [("", 1), ("2", 2), ("99", 2), ("-1", 2), ("x", 1), ("9" * 50, 2)])
def test_pages_that_are_not_there_are_the_nearest(people, page, number):
    author, home, _editor = people
    first = draft_case(author, home)
    Submission.objects.bulk_create(
        Submission(entry=first.entry, entry_kind="practice", organisation=home, status="published", open=False)
        for _number in range(PAGE_SIZE)
    )

    assert case_list(author, "", page).page.number == number


def test_empty_list_says_what_to_do_next(client, hub):
    home = school()
    nobody = user("nobody@example.org")
    titles = []
    for person in (member_of(home, "author@example.org"), member_of(home, "vera@example.org", Role.VIEWER), nobody):
        client.force_login(person)
        titles.append(shown(client).select_one(".empty").get_text(" ", strip=True)[:70])

    assert titles == [
        "Nothing submitted yet Tell others what works: a practice, a project, a",
        "Nothing submitted yet You may read what your organisation submits. To ",
        "You belong to no organisation yet Organisations submit. Find yours and",
    ]


def test_list_costs_the_same_however_many_there_are(client, people):
    author, home, _editor = people
    client.force_login(author)
    submitted_case(author, home)
    few = queries_of(client, URL)
    for number in range(5):
        submitted_case(author, home, title=f"Number {number}")
    many = queries_of(client, URL)

    assert len(many) <= len(few), "\n".join(many)
    assert len(many) <= 12, "\n".join(many)
