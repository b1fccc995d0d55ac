"""Pages that have one password for everybody."""

import pytest
from django.core.cache import cache
from wagtail.models import PageViewRestriction

from hub.pages.views import TRIES


@pytest.fixture
def address(hub) -> str:
    entry = hub.entry()
    closed = PageViewRestriction.objects.create(page=entry, restriction_type="password", password="right")
    cache.clear()
    return f"/_util/authenticate_with_password/{closed.pk}/{entry.pk}/"


def tried(client, address: str, password: str) -> int:
    return client.post(address, {"password": password, "return_url": "/"}).status_code


def test_right_password_opens_the_page(client, address):
    assert (tried(client, address, "wrong"), tried(client, address, "right")) == (200, 302)


def test_passwords_cannot_be_tried_without_end(client, address):
    found = [tried(client, address, str(number)) for number in range(TRIES + 1)]

    assert found == [200] * TRIES + [429]
    assert tried(client, "/nl" + address, "right") == 429
    assert client.get(address).status_code == 200
