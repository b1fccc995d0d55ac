import pytest

from search.related import related_entries
from tests.factories import organisation, term

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def terms():
    term("country", "be", "Belgium", parent="europe-west")
    term("country", "nl", "Netherlands", parent="europe-west")


def test_what_has_more_in_common_comes_first(hub):
    entry = hub.entry(title="First", target_groups=["adults"], countries=["be"], themes=["trauma"])
    near = hub.entry(title="Near", target_groups=["adults"], countries=["be"], themes=["trauma"])
    far = hub.entry(title="Far", target_groups=["families"], countries=["be"])
    assert [hit.title for hit in related_entries(entry)] == [near.title, far.title]


def test_reason_says_in_what_both_are_alike(hub):
    entry = hub.entry(title="First", target_groups=["adults"], countries=["be"])
    hub.entry(title="Other", target_groups=["adults"], countries=["be"])
    assert [hit.reason for hit in related_entries(entry)] == ["Same target group and country: Adults, Belgium"]


def test_reason_of_one_thing_in_common(hub):
    entry = hub.entry(title="First", target_groups=["adults"], sectors=["health"])
    hub.entry(title="Other", target_groups=["families"], sectors=["health"])
    assert [hit.reason for hit in related_entries(entry)] == ["Same sector: Health"]


def test_reason_of_nothing_but_words(hub):
    entry = hub.entry(title="Quilting lessons", target_groups=["adults"], sectors=["health"])
    hub.entry(title="Lessons of quilting", target_groups=["families"], sectors=["schools"])
    assert [hit.reason for hit in related_entries(entry)] == ["Similar title"]


def test_nothing_in_common_leads_to_the_newest_of_the_type(hub):
    entry = hub.entry("mooc", title="First", target_groups=["adults"], sectors=["health"])
    assert related_entries(entry) == []
    practice = hub.entry(title="Practice", target_groups=["families"])
    assert [(hit.title, hit.reason) for hit in related_entries(entry)] == [(practice.title, "New in the hub")]
    course = hub.entry("mooc", title="Course", target_groups=["families"])
    assert [hit.title for hit in related_entries(entry)] == [course.title]


def test_one_organisation_is_not_shown_again_and_again(hub):
    owner = organisation("De Brug")
    entry = hub.entry(title="First")
    for number in range(4):
        hub.entry(title=f"Of the same {number}", organisation=owner)
    hub.entry(title="Of another", organisation=organisation("Het Huis"))
    assert sorted(hit.organisation for hit in related_entries(entry)) == ["De Brug", "De Brug", "Het Huis"]


def test_drafts_and_those_already_named_are_not_among_them(hub):
    entry, named = hub.entry(title="First"), hub.entry(title="Named")
    hub.entry(title="Draft", live=False)
    assert related_entries(entry, but={named.pk}) == []


def test_draft_has_none(hub):
    hub.entry()
    assert related_entries(hub.entry(title="Draft", live=False)) == []
