"""Terms are read again when another process changed them, by whoever begins something new."""

import pytest
from django.db.models import F
from django_tasks import task

from hub.catalogue.models import TermLabel, VocabularyClock
from hub.catalogue.vocabulary import touch, vocabulary_of
from search import clock
from tests.factories import term


@task()
def label() -> str:
    return vocabulary_of("sector").label("schools", "en")


@pytest.fixture
def renamed_elsewhere(hub):
    """This process knows the label; another one changed it."""
    term("sector", "schools", "School education")
    hub.entry()
    touch()
    assert label.call() == "School education"
    TermLabel.objects.filter(label="School education").update(label="Schools")
    VocabularyClock.objects.update(version=F("version") + 1)


def test_what_is_going_on_keeps_its_labels(renamed_elsewhere):
    assert label.call() == "School education"


def test_task_sees_the_labels_of_its_time(renamed_elsewhere):
    assert label.enqueue().return_value == "Schools"


def test_search_clock_brings_the_labels_of_its_time(renamed_elsewhere):
    clock.read()

    assert label.call() == "Schools"


def test_request_asks_both_clocks_at_once(client, hub, django_assert_num_queries):
    hub.entry()
    client.get("/search/")
    with django_assert_num_queries(4):
        client.get("/search/")
