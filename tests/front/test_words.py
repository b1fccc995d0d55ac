from datetime import UTC, date, datetime
from decimal import Decimal
from importlib.util import find_spec

import pytest
from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format, time_format

from hub.catalogue.presentation import Fact, words


def test_day_is_short_and_clear():
    assert words.day(date(2026, 9, 3)) == "3 Sep 2026"


def test_day_of_a_moment_is_the_local_day():
    assert words.day(datetime(2026, 9, 3, 23, 30, tzinfo=UTC)) == "4 Sep 2026"


def test_no_day_is_nothing():
    assert (words.day(None), words.moment(None)) == ("", "")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ("3 Sep", "3 Sep 2020", "3 Sep 2020, 14:05")),
        ("nl", ("3 sep", "3 sep 2020", "3 sep 2020, 14:05")),
        ("ar", ("3 سبتمبر", "3 سبتمبر 2020", "3 سبتمبر 2020، 14:05")),
    ],
)
def test_days_and_moments_are_written_as_the_language_does(language, expected):
    long_ago = datetime(2020, 9, 3, 12, 5, tzinfo=UTC)
    with translation.override(language):
        this_year = long_ago.replace(year=timezone.now().year)
        assert (words.short_day(this_year), words.short_day(long_ago), words.moment(long_ago)) == expected


def test_month_speaks_the_language_of_the_interface():
    with translation.override("nl"):
        assert words.month(date(2026, 3, 3)) == "maart 2026"


@pytest.mark.parametrize(
    ("labels", "limit", "expected"),
    [
        ([], 3, ""),
        (["a"], 3, "a"),
        (["a", "b", "c", "d"], 3, "a, b, c, d"),
        (["a", "b", "c", "d", "e"], 3, "a, b, c +\N{NO-BREAK SPACE}2"),
    ],
)
def test_short_list(labels, limit, expected):
    assert words.short_list(labels, limit) == expected


def test_list_has_the_comma_of_the_language():
    with translation.override("ar"):
        assert words.short_list(["هولندا", "كندا"]) == "هولندا، كندا"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2021, 1, 1), date(2023, 1, 1), "2021–2023"),
        (date(2021, 1, 1), date(2021, 12, 1), "2021"),
        (date(2021, 1, 1), None, "since 2021"),
        (None, date(2023, 1, 1), "until 2023"),
        (None, None, ""),
    ],
)
def test_years(start, end, expected):
    assert words.years(start, end) == expected


@pytest.mark.parametrize(
    ("youngest", "oldest", "expected"),
    [
        (5, 8, "aged 5–8"),
        (0, 3, "aged 0–3"),
        (16, None, "aged 16 and over"),
        (None, 6, "aged up to 6"),
        (None, None, ""),
    ],
)
def test_ages(youngest, oldest, expected):
    assert words.ages(youngest, oldest) == expected


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(None, ""), (0, ""), (1, "1 minute"), (90, "90 minutes"), (120, "2 hours"), (150, "2.5 hours")],
)
def test_duration(minutes, expected):
    assert words.duration(minutes) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [(None, ""), (Decimal("249000.00"), "€249,000"), (Decimal("9.90"), "€9.90"), (Decimal(0), "€0")],
)
def test_euro(amount, expected):
    assert words.euro(amount) == expected


@pytest.mark.parametrize(("count", "expected"), [(0, ""), (12, "1 kB"), (210_000, "210 kB"), (2_100_000, "2.1 MB")])
def test_size(count, expected):
    assert words.size(count) == expected


def test_card_facts_leave_out_what_nobody_knows():
    facts = words.card_facts(time="Up to a day", languages=["Dutch", "Arabic"], verified=None, licence="")

    assert facts == [Fact("Time", "Up to a day"), Fact("Languages", "Dutch, Arabic")]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ("4 September 2026", "4 September 2026, 14:05", "14:05")),
        ("nl", ("4 september 2026", "4 september 2026, 14:05", "14:05")),
        ("ar", ("4 سبتمبر 2026", "4 سبتمبر 2026، 14:05", "14:05")),
    ],
)
def test_long_date_cannot_be_misread(language, expected):
    moment = datetime(2026, 9, 4, 14, 5)
    with translation.override(language):
        assert (date_format(moment), date_format(moment, "DATETIME_FORMAT"), time_format(moment)) == expected


def test_each_language_of_the_interface_has_its_dates():
    assert [code for code, _name in settings.LANGUAGES if not find_spec(f"hub.formats.{code}.formats")] == []
