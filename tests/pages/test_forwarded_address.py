import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from hub.middleware import ForwardedAddressMiddleware


@pytest.mark.parametrize(
    ("header", "proxies", "address"),
    [
        ("203.0.113.7", 1, "203.0.113.7"),
        ("10.0.0.1, 203.0.113.7", 1, "203.0.113.7"),
        ("10.0.0.1, 203.0.113.7, 198.51.100.2", 2, "203.0.113.7"),
        ("203.0.113.7", 2, "203.0.113.7"),
        ("203.0.113.7", 0, "127.0.0.1"),
        ("", 1, "127.0.0.1"),
        (" , ", 1, "127.0.0.1"),
    ],
)
def test_address_is_the_one_the_outermost_proxy_saw(settings, header, proxies, address):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", headers={"x-forwarded-for": header})

    ForwardedAddressMiddleware(lambda request: HttpResponse())(request)

    assert request.META["REMOTE_ADDR"] == address
