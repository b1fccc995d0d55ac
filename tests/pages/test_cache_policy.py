import gzip

import pytest

from tests.factories import superuser


@pytest.fixture
def address(hub):
    return hub.entry(title="Story bags").url


def test_proxy_may_keep_a_page_read_without_an_account(client, address):
    assert client.get(address)["Cache-Control"] == "public, max-age=0, s-maxage=30"


def test_nobody_keeps_a_page_of_somebody_signed_in(client, address):
    client.force_login(superuser())

    assert client.get(address)["Cache-Control"] == "private, no-store"


def test_unchanged_page_is_not_sent_again(client, address):
    tag = client.get(address)["ETag"]

    response = client.get(address, headers={"if-none-match": tag})

    assert (response.status_code, response.content) == (304, b"")


def test_page_is_compressed_for_browsers_that_can(client, address):
    response = client.get(address, headers={"accept-encoding": "gzip"})

    assert gzip.decompress(response.content).strip().startswith(b"<!doctype html>")
