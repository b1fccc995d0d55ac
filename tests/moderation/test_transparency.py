"""A year in numbers."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from community.forum.models import Post
from community.moderation import transparency
from community.moderation.choices import Action
from community.moderation.models import Case, Decision, Notice
from community.moderation.services import deciding, law
from tests.forum import makers
from tests.moderation.test_deciding import REASONS, flagged
from tests.moderation.test_law import notice_of


@pytest.fixture
def year(db) -> int:
    """A notice that was acted upon after two hours, one that was not, a report that was kept, an appeal that won."""
    cache.clear()
    boss, other = makers.moderator(), makers.moderator("Other")
    topic = makers.topic()
    first = notice_of(makers.reply(topic).get_absolute_url())
    decision = deciding.decide(first.case, by=boss, action=Action.REMOVE, reasons=REASONS)
    Notice.objects.update(received_at=Notice.objects.get().told_at - timedelta(hours=2))
    second = notice_of("https://example.org/elsewhere/", kind="illegal")
    deciding.decide(flagged(makers.reply(topic)), by=boss, action=Action.KEEP)
    law.judge(law.appeal(decision, text="No.", language="en"), by=other, reverse_it=True, answer="Right.")
    assert second.case.state == Case.State.OPEN
    return timezone.localdate().year


def found(year: int) -> dict[tuple[str, str], str]:
    return {(section, measure): value for section, measure, value in transparency.rows(year)}


def test_numbers_of_a_year(year):
    rows = found(year)
    expected = {
        ("notices", "received"): "2",
        ("notices", "kind: copyright"): "1",
        ("notices", "kind: illegal"): "1",
        ("notices", "kind: privacy"): "0",
        ("notices", "decided"): "1",
        ("notices", "acted-law"): "0",
        ("notices", "acted-terms"): "1",
        ("notices", "median-hours"): "2",
        ("reports", "received"): "1",
        ("reports", "reason: rude"): "1",
        ("decisions", "made"): "2",
        ("decisions", "action: keep"): "1",
        ("decisions", "action: remove"): "1",
        ("restrictions", "statements"): "1",
        ("restrictions", "ground: terms"): "1",
        ("restrictions", "source: notice"): "1",
        ("restrictions", "rule: Guidelines, rule 1"): "1",
        ("restrictions", "automated"): "0",
        ("restrictions", "reversed"): "1",
        ("appeals", "filed"): "1",
        ("appeals", "from-restricted"): "1",
        ("appeals", "state: reversed"): "1",
        ("appeals", "state: open"): "0",
    }

    assert {key: rows[key] for key in expected} == expected


def test_another_year_has_other_numbers(year):
    Decision.objects.update(decided_at=timezone.now() - timedelta(days=800))

    rows = found(year)

    assert (rows["decisions", "made"], rows["decisions", "median-hours"]) == ("0", "")
    assert transparency.years()[0] == year and len(transparency.years()) > 2


def test_file_runs_no_formula(year, hub, client):
    client.force_login(makers.moderator())
    boss, case = makers.moderator(), flagged(Post.objects.latest("pk"))
    deciding.decide(case, by=boss, action=Action.REMOVE, reasons=deciding.Reasons("law", "=1+1", "Slander."))

    response = client.get(reverse("moderation:transparency_file", args=[year]))

    lines = list(csv.reader(io.StringIO(response.content.decode().removeprefix("\ufeff"))))
    assert (lines[0], response["Content-Type"]) == (["year", "section", "measure", "value"], "text/csv; charset=utf-8")
    assert [str(year), "restrictions", "rule: =1+1", "1"] in lines
    assert not [cell for line in lines for cell in line if cell.startswith(("=", "+", "-", "@"))]


def test_page_shows_the_year(year, hub, client):
    client.force_login(makers.moderator())

    page = client.get(reverse("moderation:transparency"), {"year": "1"})

    assert (page.context["year"], page.status_code) == (year, 200)
    assert client.get(reverse("moderation:transparency_file", args=[1999])).status_code == 404


@pytest.mark.parametrize("name", ["moderation:transparency", "moderation:transparency_file"])
def test_numbers_are_for_moderators(db, client, name):
    client.force_login(makers.member())

    assert client.get(reverse(name, args=[2026] if name.endswith("file") else [])).status_code == 404
