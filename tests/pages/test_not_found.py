import pytest
from bs4 import BeautifulSoup
from django.test import Client


@pytest.mark.parametrize("address", ["/nothing/", "/nothing.php", "/practices/nothing/", "/media/images/nothing.png"])
def test_what_is_not_there_looks_the_same_while_developing(client, hub, settings, address):
    there = client.get(address)
    settings.DEBUG = True
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "hub.middleware.NotFoundPageMiddleware"]
    here = Client().get(address)

    assert here.status_code == there.status_code == 404
    assert heading(here) == heading(there)


def heading(response) -> str:
    return BeautifulSoup(response.content, "html.parser").h1.get_text(strip=True)
