"""The report of what people search for."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from search import reports
from search.models import SearchLog
from tests.factories import superuser, user

ADDRESS = "/admin/search/searches/"


def logged(text: str, days_ago: int = 0, searches: int = 1, total: int = 5, **fields) -> None:
    day = timezone.localdate() - timedelta(days=days_ago)
    fields = {"language": "en", **fields}
    SearchLog.objects.create(day=day, text=text, searches=searches, total=total, **fields)


@pytest.fixture
def editor(hub, client):
    client.force_login(superuser())
    return client


def rows(client, query: str = "") -> list[list[str]]:
    page = BeautifulSoup(client.get(ADDRESS + query).content, "html.parser")
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("td")][:6]
        for row in page.select("table.listing tbody tr")
    ]


def test_questions_are_summed_the_most_frequent_first(editor):
    logged("refugees", searches=2, clicks=1, ranks=3)
    logged("refugees", 8, searches=5, total=7, clicks=1, ranks=0)
    logged("refugees", filters="country=be", total=1)
    logged("malta", searches=9, total=0)
    logged("refugees", language="nl")
    logged("long ago", 120)

    assert rows(editor) == [
        ["malta", "English", "9", "0", "0", ""],
        ["refugees", "English", "8", "7", "2", "1.5"],
        ["refugees", "Nederlands", "1", "5", "0", ""],
    ]
    assert [row[0] for row in rows(editor, "?weeks=26")] == ["malta", "refugees", "long ago", "refugees"]


def test_questions_without_result_or_click(editor):
    logged("malta", total=0)
    logged("greek", total=0)
    logged("greek", 3, total=2)
    logged("tea", clicks=1, ranks=1)

    assert [row[0] for row in rows(editor, "?kind=missed")] == ["malta"]
    assert [row[0] for row in rows(editor, "?kind=unopened")] == ["greek"]
    assert [row[0] for row in rows(editor, "?q=MAL")] == ["malta"]
    page = BeautifulSoup(editor.get(ADDRESS + "?weeks=26&kind=missed&p=1").content, "html.parser")
    links = [(link["href"], "aria-current" in link.attrs) for link in page.select(".hub-kinds a")]
    address = ADDRESS + "?weeks=26"
    assert links == [(address, False), (f"{address}&kind=missed", True), (f"{address}&kind=unopened", False)]
    assert [row[0] for row in rows(editor, "?ordering=found")] == ["malta", "greek", "tea"]


def test_weeks_begin_on_monday_and_none_is_left_out(db):
    for day, searches, total in ((date(2026, 5, 4), 2, 0), (date(2026, 5, 10), 3, 1), (date(2026, 5, 18), 1, 1)):
        SearchLog.objects.create(day=day, text="tea", language="en", searches=searches, total=total, clicks=1)
    mondays = reports.weeks_until(date(2026, 5, 20), 4)

    assert [(week.monday.day, week.searches, week.missed, week.clicks) for week in reports.weeks(mondays)] == [
        (27, 0, 0, 0),
        (4, 5, 2, 2),
        (11, 0, 0, 0),
        (18, 1, 0, 1),
    ]
    assert reports.trends(["tea"], mondays) == {("tea", "en"): [0, 5, 0, 1]}


def test_export_is_no_formula(editor):
    logged("=cmd", clicks=2, ranks=3)
    text = b"".join(editor.get(ADDRESS + "?export=csv").streaming_content).decode()

    assert text.splitlines() == [
        "Question,Language,Searches,Results,Opened,Place of what was opened",
        "'=cmd,en,1,5,2,1.5",
    ]


def test_question_becomes_a_rule_in_two_clicks(editor):
    logged("tea & biscuits")
    page = BeautifulSoup(editor.get(ADDRESS).content, "html.parser")
    links = [link["href"] for link in page.select(".hub-buttons a")]
    forms = [BeautifulSoup(editor.get(link).content, "html.parser") for link in links]

    assert [form.select_one("textarea[name=words]").get_text(strip=True) for form in forms] == ["tea & biscuits"] * 2
    assert [form.select_one("input[name=question]")["value"] for form in forms] == ["tea & biscuits"] * 2


def test_report_is_for_those_with_the_permission(hub, client):
    member = user()
    member.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(member)
    assert client.get(ADDRESS).status_code == 302

    member.user_permissions.add(Permission.objects.get(codename="view_searchlog"))
    logged("tea")
    page = client.get(ADDRESS)
    assert (page.status_code, "tea" in page.text, "hub-buttons" in page.text) == (200, True, True)
    assert BeautifulSoup(page.content, "html.parser").select(".hub-buttons a") == []
    assert client.get(reverse("search_synonyms:add")).status_code == 302


def test_number_of_queries_does_not_grow(editor, django_assert_max_num_queries):
    for number in range(40):
        logged(f"word {number}")
    editor.get(ADDRESS)
    with django_assert_max_num_queries(25):
        editor.get(ADDRESS)


@pytest.mark.parametrize(
    "query", ["?weeks=x", "?kind=x", "?language=x", "?ordering=x", "?q=%00", "?p=x", "?export=pdf"]
)
def test_bad_questions_do_no_harm(editor, query):
    logged("tea")
    assert editor.get(ADDRESS + query).status_code == 200
