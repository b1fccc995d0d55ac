"""What editors do with entries and reports in one step."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from hub.catalogue.models import Entry, Keyword, ProblemReport
from hub.catalogue.services.entries import withdraw_entry
from tests.factories import user

TODAY = timezone.localdate


def saved(entry) -> Entry:
    return Entry.objects.get(pk=entry.pk)


def address(action: str, entry) -> str:
    return reverse(f"{action}_entry", args=[entry.pk])


def report_on(entry, **fields) -> ProblemReport:
    return ProblemReport.objects.create(entry=entry, kind="broken-link", text="The guide is gone.", **fields)


@pytest.fixture
def member_browser(client, hub):
    client.force_login(user("member@example.org"))
    return client


def test_editor_withdraws_with_a_reason_and_restores(hub, admin):
    entry = hub.entry()

    without = admin.post(address("withdraw", entry), {"reason": " "})
    assert (list(without.context["form"].errors), saved(entry).live) == (["reason"], True)

    assert admin.post(address("withdraw", entry), {"reason": "The school asked for it."}).status_code == 302
    assert saved(entry).withdrawn_reason == "The school asked for it."
    assert admin.get(address("withdraw", entry)).status_code == 302

    assert admin.post(address("restore", entry)).status_code == 302
    assert (saved(entry).is_withdrawn, saved(entry).live) == (False, False)


def test_editor_verifies_on_a_day(hub, admin, editor):
    entry = hub.entry()
    yesterday = TODAY() - timedelta(days=1)

    late = admin.post(address("verify", entry), {"day": TODAY() + timedelta(days=1)})
    assert list(late.context["form"].errors) == ["day"]

    admin.post(address("verify", entry), {"day": yesterday})
    assert (saved(entry).last_verified_at, saved(entry).verified_by) == (yesterday, editor)


def test_editor_verifies_many_at_once(hub, admin, editor):
    entries = [hub.entry(title="One"), hub.entry(title="Two")]
    gone = hub.entry(title="Gone")
    withdraw_entry(gone, reason="Wrong.", user=editor)
    ids = "&".join(f"id={page.pk}" for page in [*entries, gone, hub.home])
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "verify"]) + f"?{ids}&next=/admin/"

    assert "Two" in admin.get(url).text
    admin.post(url)

    assert [saved(entry).last_verified_at for entry in [*entries, gone]] == [TODAY(), TODAY(), None]


def test_drafts_that_lack_something_are_not_published_in_bulk(hub, admin):
    whole, without = hub.entry(title="Whole", live=False), hub.entry(title="Without", live=False, sectors=[])
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + "?next=/admin/"

    page = admin.post(f"{url}&id={whole.pk}&id={without.pk}", follow=True)
    assert "Without: sectors" in page.text
    assert [saved(entry).live for entry in (whole, without)] == [False, False]

    admin.post(f"{url}&id={whole.pk}")
    assert saved(whole).live


@pytest.mark.parametrize("action", ["verify", "withdraw", "restore"])
def test_member_may_do_none_of_it(hub, member_browser, action):
    entry = hub.entry()

    assert member_browser.get(address(action, entry)).status_code == 302
    assert member_browser.post(address(action, entry), {"reason": "Me", "day": TODAY()}).status_code == 302
    assert (saved(entry).live, saved(entry).last_verified_at) == (True, None)


def test_who_may_not_publish_may_not_withdraw(hub, admin, editor):
    entry = hub.entry()
    editor.groups.first().page_permissions.filter(permission__codename="publish_page").delete()

    assert admin.post(address("withdraw", entry), {"reason": "Me"}).status_code == 302
    assert saved(entry).live
    assert address("withdraw", entry) not in admin.get(reverse("entries:index")).text


def test_buttons_are_in_the_menu_of_the_listing_and_of_the_form(hub, admin, editor):
    entry = hub.entry()
    form = reverse("wagtailadmin_pages:edit", args=[entry.pk])
    for page in (reverse("entries:index"), form):
        text = admin.get(page).text
        offered = [address(name, entry) in text for name in ("verify", "withdraw", "restore")]
        assert offered == [True, True, False]

    withdraw_entry(entry, reason="Wrong.", user=editor)
    text = admin.get(reverse("entries:index")).text
    assert [address(name, entry) in text for name in ("verify", "withdraw", "restore")] == [False, False, True]


def test_report_is_read_and_dealt_with(hub, admin, editor):
    report = report_on(hub.entry(title="Story bags"), email="teacher@example.org")
    page = reverse("problem_reports:edit", args=[report.pk])

    assert "The guide is gone." in admin.get(reverse("problem_reports:index")).text
    assert "teacher@example.org" in admin.get(page).text
    assert admin.post(page).status_code == 302

    report.refresh_from_db()
    assert report.handled_by == editor
    assert list(admin.get(reverse("problem_reports:index") + "?state=open").context["object_list"]) == []


def test_list_of_reports_shows_open_ones_first(hub, admin, django_assert_max_num_queries):
    entry = hub.entry()
    done = report_on(entry, handled_at=timezone.now())
    waiting = [report_on(entry) for _ in range(30)]
    admin.get(reverse("problem_reports:index"))

    with django_assert_max_num_queries(12):
        rows = list(admin.get(reverse("problem_reports:index")).context["object_list"])

    assert (rows[-1], set(rows[:-1])) == (done, set(waiting))


def test_reports_are_refused_to_a_member(hub, member_browser):
    report = report_on(hub.entry())
    for url in (reverse("problem_reports:index"), reverse("problem_reports:edit", args=[report.pk])):
        assert member_browser.get(url).status_code == 302


def test_dashboard_counts_what_its_links_list(hub, admin):
    due = {"last_verified_at": TODAY() - timedelta(days=400), "verify_due_at": TODAY()}
    for number in range(7):
        hub.entry(title=f"Draft {number}", live=False)
    for entry in (hub.entry(title="Due", **due), hub.entry(title="Thin")):
        entry.get_latest_revision().publish()
    hub.entry(title="Changed")
    Entry.objects.exclude(title="Thin").update(completeness=80)
    Entry.objects.filter(title="Thin").update(completeness=20)
    report_on(hub.entry(title="Reported", live=False))

    page = BeautifulSoup(admin.get(reverse("wagtailadmin_home")).text, "html.parser")
    piles = {head.text.split(maxsplit=1)[1].strip(): head for head in page.select(".hub-pile__head a")}

    numbers = {label: int(head.text.split()[0]) for label, head in piles.items()}
    assert numbers == {
        "open problem report": 1,
        "drafts": 8,
        "entry with changes not yet published": 1,
        "live entry under 60 per cent complete": 1,
        "live entry due for verification": 1,
    }
    listed = {label: admin.get(head["href"]).context["paginator"].count for label, head in piles.items()}
    assert listed == numbers


def test_dashboard_of_a_tidy_catalogue_says_so(hub, admin):
    assert "Nothing waits for you." in admin.get(reverse("wagtailadmin_home")).text


def test_keywords_are_listed_and_renamed(hub, admin):
    entry = hub.entry()
    entry.tags.add("story bags")
    entry.save()
    keyword = Keyword.objects.get()

    page = admin.get(reverse("keywords:index"))
    admin.post(reverse("keywords:edit", args=[keyword.pk]), {"name": "story sacks"})

    assert [row.uses for row in page.context["object_list"]] == [1]
    assert [tag.name for tag in saved(entry).tags.all()] == ["story sacks"]


def tagged(hub, *names: str, **fields):
    entry = hub.entry(slug="-".join(names).replace(" ", "-"), **fields)
    entry.tags.add(*names)
    entry.save()
    return entry


def test_keywords_are_merged(hub, admin, client):
    one, both = tagged(hub, "storybags"), tagged(hub, "storybags", "story bags")
    source, target = Keyword.objects.get(name="storybags"), Keyword.objects.get(name="story bags")
    address = reverse("keywords:merge", args=[source.pk])

    assert "2 entries move" in admin.get(address, {"target": "Story Bags"}).text
    assert Keyword.objects.count() == 2
    assert admin.post(address, {"target": "story bags"}).status_code == 302
    assert list(Keyword.objects.all()) == [target]
    assert [[tag.name for tag in saved(entry).tags.all()] for entry in (one, both)] == [["story bags"]] * 2
    assert client.get("/search/?q=storybags&format=json").json()["total"] == 0
    assert client.get("/search/?q=story+bags&format=json").json()["total"] == 2


def test_drafts_keep_a_merged_keyword(hub, admin):
    entry = tagged(hub, "other")
    target = Keyword.objects.create(name="story bags", slug="story-bags")
    draft = saved(entry).specific
    draft.tags.add("storybags")
    draft.save_revision()
    admin.post(reverse("keywords:merge", args=[Keyword.objects.get(name="storybags").pk]), {"target": target.name})

    saved(entry).get_latest_revision().publish()
    assert sorted(tag.name for tag in saved(entry).tags.all()) == ["other", "story bags"]


@pytest.mark.parametrize("name", ["storybags", "nothing", "", "x" * 300])
def test_keyword_is_merged_into_another_one_only(hub, admin, name):
    tagged(hub, "storybags")
    address = reverse("keywords:merge", args=[Keyword.objects.get().pk])

    for answer in (admin.get(address, {"target": name}), admin.post(address, {"target": name})):
        assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["target"])
    assert Keyword.objects.count() == 1


def test_merging_keywords_needs_the_permission(hub, client):
    tagged(hub, "storybags")
    client.force_login(user("member@example.org"))
    assert client.post(reverse("keywords:merge", args=[Keyword.objects.get().pk])).status_code in (302, 403)
    assert Keyword.objects.count() == 1
