import pytest
from django.utils import translation

from hub.catalogue import vocabulary
from tests.factories import Hub


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
    """An empty hub with its page tree and a few terms."""
    return Hub.build()
