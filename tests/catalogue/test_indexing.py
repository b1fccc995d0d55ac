from django_tasks.signals import task_enqueued
from wagtail.search.models import IndexEntry

from hub.catalogue.models import Entry
from hub.catalogue.publication import changing
from hub.catalogue.tasks import index_entries


def test_editors_find_an_entry_by_its_last_published_title(hub):
    entry = hub.entry(title="Lanterns")
    entry.title = "Bridges"
    entry.save_revision().publish()

    assert list(Entry.objects.search("Bridges")) == [entry.entry_ptr]
    assert not Entry.objects.search("Lanterns")


def test_deleted_entry_leaves_no_trace_in_the_index_of_the_admin(hub):
    entry = hub.entry()
    before = IndexEntry.objects.count()

    entry.delete()

    assert IndexEntry.objects.count() == before - 1


def test_changes_of_one_transaction_are_one_task(hub):
    tasks = []

    def note(sender, task_result, **kwargs):
        tasks.append((task_result.task.func, task_result.task.queue_name, task_result.args))

    first, second = hub.entry(title="First"), hub.entry(title="Second")
    task_enqueued.connect(note)
    try:
        with changing():
            first.save()
            second.save_revision().publish()
    finally:
        task_enqueued.disconnect(note)

    ours = [task for task in tasks if task[0] is index_entries.func]
    assert ours == [(index_entries.func, "modelsearch", [[first.pk, second.pk]])]
