import pytest

from hub.catalogue.models import Entry
from hub.catalogue.publication import changing
from hub.catalogue.signals import entries_changed


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
