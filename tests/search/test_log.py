from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search import log
from search.models import SearchLog
from search.queries import latest_without_result
from search.query import SearchQuery

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_gathered():
    log._gathered.clear()


def lines() -> list[tuple]:
    log.flush()
    return list(SearchLog.objects.order_by("text").values_list("text", "language", "searches", "total"))


def test_searches_are_counted_by_day(client, hub):
    hub.entry(title="Refugees welcome")
    for address in ("/search/?q=Refugees", "/search/?q=refugees", "/nl/search/?q=nothing"):
        client.get(address)
    assert lines() == [("nothing", "nl", 1, 0), ("refugees", "en", 2, 1)]
    client.get("/search/?q=REFUGEES")
    assert lines() == [("nothing", "nl", 1, 0), ("refugees", "en", 3, 1)]


def opened() -> list[tuple]:
    log.flush()
    return list(SearchLog.objects.order_by("text", "filters").values_list("text", "filters", "clicks", "ranks"))


@pytest.mark.parametrize(
    "text",
    [
        "jan@example.org",
        "jan＠example",
        "call 0032 470 12 34 56",
        "tel (0470) 12-34-56",
        "٠٤٧٠١٢٣٤٥٦ هاتف",
        "1234567",
        "2026",
        "https://x.org",
        "!!!",
    ],
)
def test_what_could_be_a_person_is_not_kept(client, hub, text):
    client.get("/search/", {"q": text}, follow=True)
    assert lines() == []


@pytest.mark.parametrize("header", [{"DNT": "1"}, {"Sec-GPC": "1"}])
def test_who_does_not_want_to_be_counted_is_not(client, hub, header):
    client.get("/search/?q=refugees", headers=header)
    assert lines() == []


def test_search_does_not_write(client, hub):
    with CaptureQueriesContext(connection) as queries:
        client.get("/search/?q=refugees")
    assert [query for query in queries if not query["sql"].lstrip().startswith("SELECT")] == []


def test_memory_is_bounded(client, hub, monkeypatch):
    monkeypatch.setattr(log, "MOST", 3)
    for number in range(6):
        client.get(f"/search/?q=word{number}")
    assert len(lines()) == 3


def test_old_searches_are_forgotten():
    today = date(2026, 5, 17)
    for age in (1, 399, 401):
        SearchLog.objects.create(day=today - timedelta(days=age), text=str(age), language="en")
    assert log.forget_before(datetime(2026, 5, 17, 12, tzinfo=UTC)) == 1


def test_latest_without_result_names_each_question_once():
    for day, text, total in ((1, "malta", 0), (2, "malta", 0), (3, "greek", 0), (4, "dutch", 5)):
        SearchLog.objects.create(day=date(2026, 5, day), text=text, language="en", searches=1, total=total)
    assert [(row.text, row.day.day) for row in latest_without_result()] == [("greek", 3), ("malta", 2)]


def test_a_question_that_only_a_filter_leaves_without_result_is_not_missed():
    for filters, total in (("country=be", 0), ("", 4)):
        SearchLog.objects.create(day=date(2026, 5, 1), text="tea", filters=filters, language="en", total=total)
    SearchLog.objects.create(day=date(2026, 5, 2), text="greek", language="en", total=0)
    SearchLog.objects.create(day=date(2026, 5, 3), text="greek", language="en", total=2)
    assert latest_without_result() == []


def test_what_is_chosen_is_a_line_of_its_own(client, hub):
    hub.entry(title="Refugees welcome", sectors=["schools"])
    for address in ("/search/?q=refugees", "/search/?q=refugees&sector=schools", "/practices/?q=refugees"):
        client.get(address)
    log.flush()
    assert sorted(SearchLog.objects.values_list("filters", flat=True)) == ["", "sector=schools", "type=practice"]


def test_long_choices_are_cut_between_two():
    choices = {"country": tuple(f"country-{number:02}" for number in range(20))}
    filters = log.filters_of(SearchQuery(text="x", choices=choices))
    assert (filters.startswith("country=country-00&"), len(filters) <= 200, filters[-11:-2]) == (
        True,
        True,
        "=country-",
    )


# ---------------------------------------------------------------- What was opened


def test_page_says_what_a_beacon_tells(client, hub):
    hub.entry(title="Refugees welcome", sectors=["schools"])
    page = BeautifulSoup(client.get("/practices/?q=refugees&sector=schools").content, "html.parser")
    place = page.select_one("[data-rank]")
    address = page.select_one("script[data-opened]")["data-opened"]
    told = place.find_parent(attrs={"data-question": True})["data-question"] + f"&rank={place['data-rank']}"

    answer = client.post(address, told, content_type="application/x-www-form-urlencoded;charset=UTF-8")

    assert (answer.status_code, answer.content, dict(answer.cookies)) == (204, b"", {})
    assert opened() == [("refugees", "type=practice&sector=schools", 1, 1)]


def test_ranks_are_summed(client, hub):
    client.get("/search/?q=refugees")
    for rank in (3, 0, 4):
        client.post("/search/opened/", {"q": "Refugees", "rank": rank})
    assert opened() == [("refugees", "", 3, 7)]


def test_what_nobody_searched_for_makes_no_line(client, hub):
    assert client.post("/search/opened/", {"q": "advertisement", "rank": 1}).status_code == 204
    assert opened() == []


@pytest.mark.parametrize("header", [{"DNT": "1"}, {"Sec-GPC": "1"}])
def test_opening_is_not_counted_either(client, hub, header):
    client.get("/search/?q=refugees")
    client.post("/search/opened/", {"q": "refugees", "rank": 1}, headers=header)
    assert opened() == [("refugees", "", 0, 0)]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"q": "refugees"},
        {"rank": "1"},
        {"q": "refugees", "rank": "-1"},
        {"q": "refugees", "rank": "1001"},
        {"q": "refugees", "rank": "one"},
        {"q": "x" * 513, "rank": "1"},
        {"q": "a\x00b", "rank": "1"},
    ],
)
def test_bad_beacon_is_refused(client, hub, data):
    client.get("/search/?q=refugees")
    assert client.post("/search/opened/", data).status_code == 400
    assert opened() == [("refugees", "", 0, 0)]


def test_beacon_comes_from_our_own_pages(client, hub):
    client.get("/search/?q=refugees")
    data, header = {"q": "refugees", "rank": 1}, {"Sec-Fetch-Site": "cross-site"}
    assert client.post("/search/opened/", data, headers=header).status_code == 400
    assert client.get("/search/opened/", data).status_code == 405


def test_beacon_needs_no_token(hub):
    client = Client(enforce_csrf_checks=True)
    assert client.post("/search/opened/", {"q": "refugees", "rank": 1}).status_code == 204
