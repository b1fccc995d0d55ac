import gc
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import translation

from hub.catalogue import vocabulary
from tests.database import make_test_databases, remove_test_databases
from tests.demo_site import DemoSite, serve
from tests.factories import Hub


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks no database, or only that of the demo's own server, need not run on each.

    Of a test with many cases the first is enough on the second database: they differ in their words, seldom in what
    they ask of it. Where they do, the test is marked `every`.
    """
    seen = set()
    for item in items:
        fixtures = set(item.fixturenames)
        asks = item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db"}
        name = item.nodeid.partition("[")[0]
        again = name in seen and not item.get_closest_marker("every")
        seen.add(name)
        if not asks or again or "demo" in fixtures:
            item.add_marker(pytest.mark.once)


def pytest_collection_finish() -> None:
    """What is imported by now stays, and looking through it again for garbage took a sixteenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """The test database of the session, made anew or copied."""
    with django_db_blocker.unblock():
        databases = make_test_databases()
    yield
    with django_db_blocker.unblock():
        remove_test_databases(databases)


@pytest.fixture(autouse=True)
def fresh_vocabulary():
    """A test's rolled back terms must not be remembered by the next one."""
    vocabulary.forget()
    yield
    vocabulary.forget()


@pytest.fixture(autouse=True)
def default_language():
    """The language of a request must not stay for the next test."""
    yield
    translation.deactivate()


@pytest.fixture
def hub(db) -> Hub:
    """An empty hub with its page tree and a few terms.

    Wagtail remembers cuts of pictures by numbers that another test has used.
    """
    cache.clear()
    return Hub.ready()


@pytest.fixture(scope="module")
def kept_hub(django_db_setup, django_db_blocker) -> Iterator[Hub]:
    """A hub that fixtures of this scope fill once for all tests of a module.

    What the tests write is rolled back after each, what the fixtures wrote after the last, as with Django's
    `setUpTestData`. Objects are shared: a test that changes one fetches its own. Not for transactional tests.
    """
    around = transaction.atomic()
    around._from_testcase = True
    with django_db_blocker.unblock(), around:
        cache.clear()
        vocabulary.forget()
        yield Hub.ready()
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def demo() -> Iterator[DemoSite]:
    """The hub with its demo, on a server of its own."""
    with serve() as site:
        yield site
