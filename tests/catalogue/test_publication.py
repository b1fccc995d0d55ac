import pytest

from hub.catalogue.models import Entry, Keyword
from hub.catalogue.publication import changing
from hub.catalogue.signals import entries_changed
from tests.factories import organisation


@pytest.fixture
def announced():
    calls = []

    def receive(sender, entry_ids, **kwargs):
        calls.append(set(entry_ids))

    entries_changed.connect(receive)
    yield calls
    entries_changed.disconnect(receive)


def test_changes_in_one_block_are_announced_once(hub, announced):
    first, second = hub.entry(title="First"), hub.entry(title="Second")
    announced.clear()

    with changing():
        first.save()
        second.save()

    assert announced == [{first.pk, second.pk}]


def test_deleting_a_finder_announces_the_entries_below(hub, announced):
    entry = hub.entry()
    announced.clear()

    hub.finders["practice"].delete()

    assert announced == [{entry.pk}]


def test_receiver_that_fails_undoes_the_change(hub):
    def fail(sender, **kwargs):
        raise RuntimeError("no")

    entry = hub.entry(live=False)
    entries_changed.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            entry.get_latest_revision().publish()
    finally:
        entries_changed.disconnect(fail)

    assert not Entry.objects.get(pk=entry.pk).live


def test_renaming_an_organisation_announces_its_entries(hub, announced):
    school = organisation("A school")
    led, joined = hub.entry(title="Led", organisation=school), hub.entry(title="Joined", partners=[school])
    hub.entry(title="Another")
    announced.clear()

    school.name = "A better school"
    school.save()

    assert announced == [{led.pk, joined.pk}]


def test_deleting_a_keyword_announces_the_entries_that_had_it(hub, announced):
    entry = hub.entry()
    entry.tags.add("story bags")
    entry.save()
    announced.clear()

    Keyword.objects.get().delete()

    assert {entry.pk} in announced
