from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search import log
from search.models import SearchLog
from search.queries import latest_without_result

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_gathered():
    log._gathered.clear()
    log._totals.clear()


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


@pytest.mark.parametrize("text", ["jan@example.org", "call 0032 470 12 34 56", "1234567", "https://x.org", "!!!"])
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
