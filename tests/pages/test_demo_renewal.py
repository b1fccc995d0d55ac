"""A demo that an earlier version filled gets the words of this one, where nobody changed them."""

import pytest

from hub.pages.demo.tree import create_tree, renew_tree
from hub.pages.models import HomePage, InfoPage
from search.models import FinderPage
from tests.factories import superuser


@pytest.fixture
def bare(db) -> None:
    """A hub before its demo."""
    HomePage.objects.get().delete()


@pytest.fixture
def old(bare) -> HomePage:
    """The pages as a version without translations made them."""
    home = create_tree()
    for page in pages():
        page.translations = []
        page.save_revision().publish()
    return home


def pages() -> list[HomePage | FinderPage | InfoPage]:
    return [page for model in (HomePage, FinderPage, InfoPage) for page in model.objects.order_by("path")]


def languages() -> dict[str, list[str]]:
    return {page.slug: [block.value["language"] for block in page.translations] for page in pages()}


def test_page_nobody_edited_gets_the_words_of_this_version(old):
    FinderPage.objects.filter(slug="practices").update(noun="practices", title="Old")

    assert len(renew_tree()) == 9
    assert set(map(tuple, languages().values())) == {("nl", "ar")}
    assert FinderPage.objects.filter(slug="practices").values_list("title", "noun").get() == ("Practices", "")
    assert InfoPage.objects.get(slug="about").titles["nl"] == "Over de hub"


def test_renewed_twice_nothing_changes(old):
    renew_tree()
    versions = [page.latest_revision_id for page in pages()]

    assert renew_tree() == []
    assert [page.latest_revision_id for page in pages()] == versions


def test_new_demo_needs_no_renewal(bare):
    create_tree()

    assert renew_tree() == []


def test_page_that_somebody_edited_stays(old):
    about = InfoPage.objects.get(slug="about")
    about.title = "Who we are"
    about.save_revision(user=superuser()).publish()
    renew_tree()

    assert InfoPage.objects.get(slug="about").title == "Who we are"
    assert languages()["about"] == []
    assert languages()["privacy"] == ["nl", "ar"]


def test_page_that_somebody_took_away_stays_away(old):
    InfoPage.objects.get(slug="about").unpublish()
    InfoPage.objects.get(slug="privacy").delete()
    renew_tree()

    assert not InfoPage.objects.get(slug="about").live
    assert not InfoPage.objects.filter(slug="privacy").exists()
