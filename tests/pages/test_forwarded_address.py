import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from hub.middleware import ForwardedAddressMiddleware


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("10.0.0.1, 203.0.113.7", "203.0.113.7"),
        ("", "127.0.0.1"),
    ],
)
def test_address_is_the_one_the_proxy_saw(header, address):
    request = RequestFactory().get("/", headers={"x-forwarded-for": header})

    ForwardedAddressMiddleware(lambda request: HttpResponse())(request)

    assert request.META["REMOTE_ADDR"] == address
