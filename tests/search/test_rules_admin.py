"""Synonyms and best bets in the admin."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.utils import timezone

from community.members.services.groups import ensure_groups
from search.models import BestBet, Synonym
from search.viewsets import rules
from tests.factories import superuser, user

SYNONYMS, BETS = "/admin/search/synonyms/", "/admin/search/best-bets/"


@pytest.fixture
def editor(hub, client):
    ensure_groups()
    person = user()
    person.groups.add(Group.objects.get(name="Editors"))
    client.force_login(person)
    return client


def read(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def sides(page: BeautifulSoup) -> list[list[str]]:
    return [
        [item.get_text(" ", strip=True) for item in side.select("li")] for side in page.select(".hub-sides section")
    ]


def test_editor_adds_changes_and_deletes_a_synonym(hub, editor):
    entry = hub.entry(title="Newcomers")
    data = {"words": "immigrants\nnewcomers", "direction": "both", "language": "", "also": "ignored", "question": ""}
    assert editor.post(SYNONYMS + "new/", data).status_code == 302
    rule = Synonym.objects.get()
    assert (rule.words, rule.also) == ("immigrants\nnewcomers", "")
    assert entry.title in editor.get("/search/?q=immigrant").text

    data |= {"words": "immigrants", "direction": "one-way", "also": "somebody"}
    assert editor.post(f"{SYNONYMS}edit/{rule.pk}/", data).status_code == 302
    assert entry.title not in editor.get("/search/?q=immigrant").text
    assert "immigrants → somebody" in editor.get(SYNONYMS).text
    assert editor.post(f"{SYNONYMS}delete/{rule.pk}/").status_code == 302
    assert Synonym.objects.count() == 0


def test_errors_are_at_their_field_and_the_text_stays(hub, editor):
    page = read(editor.post(SYNONYMS + "new/", {"words": "one\nthe", "direction": "both", "language": ""}))
    hub.entry()

    assert page.select_one("textarea[name=words]").get_text().strip() == "one\nthe"
    page = read(editor.post(SYNONYMS + "new/", {"words": "one", "direction": "both", "language": ""}))
    assert "2 different words" in page.select_one("#panel-child-words-child-words-errors, .w-field__errors").get_text()


def test_preview_shows_what_a_synonym_changes_and_saves_nothing(hub, editor):
    hub.entry(title="Newcomers", slug="a")
    hub.entry(title="Immigrants", slug="b")
    data = {"words": "immigrants\nnewcomers", "direction": "both", "language": "", "preview": "1"}
    page = read(editor.post(SYNONYMS + "new/", data | {"question": "immigrants"}))

    before, after = sides(page)
    assert ([line.split(" ")[0] for line in before], len(after)) == (["Immigrants"], 2)
    assert [line.split(" ")[0] for line in after if line.endswith("new")] == ["Newcomers"]
    headings = [heading.get_text() for heading in page.select(".hub-sides h3")]
    assert headings == ["Now: 1 result", "Once saved: 2 results"]
    assert page.select_one("textarea[name=words]").get_text().strip() == "immigrants\nnewcomers"
    assert [field["value"] for field in page.select("input[name=question]")] == ["immigrants"]
    assert Synonym.objects.count() == 0


def test_preview_of_a_change_compares_with_what_is_saved(hub, editor):
    hub.entry(title="Newcomers", slug="a")
    rule = Synonym.objects.create(words="immigrants\nnewcomers")
    data = {"words": "immigrants\nsettlers", "direction": "both", "language": "", "preview": "1", "question": ""}
    page = read(editor.post(f"{SYNONYMS}edit/{rule.pk}/", data))

    before, after = sides(page)
    assert (len(before), after) == (1, [])
    rule.refresh_from_db()
    assert rule.words == "immigrants\nnewcomers"


def test_preview_of_a_best_bet_is_of_its_first_day(hub, editor):
    found = hub.entry(title="Tea hour", slug="a")
    recommended = hub.entry(title="Coffee", slug="b")
    start = timezone.localdate() + timedelta(days=9)
    data = {"words": "tea", "match": "exact", "language": "", "entry": recommended.pk, "starts_on": start.isoformat()}
    page = read(editor.post(BETS + "new/", data | {"ends_on": "", "question": "", "preview": "1"}))

    before, after = sides(page)
    assert before == [f"Tea hour {found.reference}"]
    assert after == [
        f"Coffee {recommended.reference} · recommended · new",
        f"Tea hour {found.reference} · was number 1",
    ]
    assert BestBet.objects.count() == 0


def test_list_says_why_a_best_bet_is_not_shown(hub, editor):
    today, day = timezone.localdate(), timedelta(days=1)
    entry, draft = hub.entry(slug="a"), hub.entry(slug="b", live=False)
    for words, fields in {
        "a": {"entry": entry},
        "b": {"entry": entry, "starts_on": today + day},
        "c": {"entry": entry, "ends_on": today - day},
        "d": {"entry": draft},
    }.items():
        BestBet.objects.create(words=words, **fields)
    states = [row.select("td")[-1].get_text(strip=True) for row in read(editor.get(BETS)).select("main tbody tr")]

    assert states == ["Shown", "Not yet", "Over", "Not shown: nobody can see the entry"]


def test_dates_the_wrong_way_round_are_refused(hub, editor):
    data = {"words": "tea", "match": "exact", "language": "", "entry": hub.entry().pk, "question": ""}
    page = read(editor.post(BETS + "new/", data | {"starts_on": "2026-05-02", "ends_on": "2026-05-01"}))

    assert "It would end before it starts." in page.get_text()


def test_number_of_rules_is_bounded(hub, editor, monkeypatch):
    monkeypatch.setattr(rules, "MOST_RULES", 1)
    Synonym.objects.create(words="one\ntwo")
    data = {"words": "three\nfour", "direction": "both", "language": "", "question": ""}

    assert "There are 1 already." in read(editor.post(SYNONYMS + "new/", data)).get_text()


def test_members_cannot_steer(hub, client):
    client.force_login(user())
    for address in (SYNONYMS, BETS, SYNONYMS + "new/"):
        assert client.get(address).status_code in (302, 403)


def test_what_a_link_fills_in_is_bounded(hub, client):
    client.force_login(superuser())
    page = read(client.get(SYNONYMS + "new/", {"words": "x" * 5000, "language": "zz", "direction": "one-way"}))

    assert len(page.select_one("textarea[name=words]").get_text().strip()) == 512
    assert page.select_one("input[name=direction]:checked")["value"] == "both"
