"""How this room writes to people. It lies below the notifications, which connect themselves here when they start."""

from typing import Protocol

from community.members.models import User


class NotConnected(Exception):
    """Nothing delivers: the notifications are not installed."""


class Notify(Protocol):
    def __call__(self, recipient: User, kind: str, *, context: dict, url: str, dedupe_key: str) -> object: ...


class MailAddress(Protocol):
    def __call__(
        self,
        address: str,
        kind: str,
        *,
        language: str,
        context: dict,
        dedupe_key: str,
        url: str = "",
        recipient: User | None = None,
    ) -> None: ...


_connected: dict = {}


def connect(*, notify: Notify, mail_address: MailAddress) -> None:
    _connected.update(notify=notify, mail_address=mail_address)


def notify(recipient: User, kind: str, *, context: dict, url: str, dedupe_key: str) -> None:
    """Tell somebody who has an account, as their preferences say."""
    _call("notify", recipient, kind, context=context, url=url, dedupe_key=dedupe_key)


def mail_address(address: str, kind: str, **more) -> None:
    """Write to an address, whatever the preferences say."""
    _call("mail_address", address, kind, **more)


def _call(name: str, *args, **kwargs) -> None:
    try:
        connected = _connected[name]
    except KeyError:
        raise NotConnected(name) from None
    connected(*args, **kwargs)
