"""The demo shows what editors can tell the search."""

import json
import subprocess
import sys

import yaml
from django.utils import timezone

from hub.pages.demo.search import CONTENT, WEEKS, lines_of, load_synonym
from search.models import Synonym
from search.reports import monday_of
from tests.demo_site.server import ROOT, environment


def test_recommendation_of_the_demo_is_shown(demo):
    page = demo.get("/search/?q=first%20day").text

    assert "Recommended by the editors" in page
    assert page.index("A photo tour of the school") < page.index('<ol class="results')


def test_rule_saved_by_another_process_is_in_force_at_the_next_search(demo):
    def total() -> int:
        return json.loads(demo.get("/search/?q=zzmeinwort&format=json").text)["total"]

    before = total()
    code = "from search.models import Synonym; Synonym.objects.create(words='zzmeinwort\\nmentoring')"
    shell = [sys.executable, "manage.py", "shell", "-v", "0", "-c", code]
    subprocess.run(shell, cwd=ROOT, env=environment(demo.folder), check=True, capture_output=True)

    assert (before, total() > 3) == (0, True)


def test_synonyms_of_the_demo_say_something(hub):
    hub.entry()
    for row in yaml.safe_load(CONTENT.read_text(encoding="utf-8"))["synonyms"]:
        load_synonym(row)

    assert all(rule.targets for rule in Synonym.objects.all())


def test_searches_of_the_demo_are_past_and_in_every_week(hub):
    today = timezone.localdate()
    hub.entry(title="Tea")
    lines = list(lines_of({"text": "tea", "weekly": [3, 9], "opened": 5, "rank": 2}, today))

    assert len({monday_of(line.day) for line in lines}) == len(lines) == WEEKS
    assert max(line.day for line in lines) <= today
    assert all((line.total, line.ranks) == (1, line.clicks * 2) for line in lines)
