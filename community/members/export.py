"""Everything the hub keeps about a person, as they may take it along. Rooms add exporters in `apps.ready()`."""

from collections.abc import Callable

from community.members.models import User

Exporter = Callable[[User], object]
_exporters: dict[str, Exporter] = {}


class NameTaken(Exception):
    """Two rooms export under one name."""


def register(name: str, exporter: Exporter) -> None:
    """`exporter(user)` returns what JSON can hold. Raises `NameTaken`."""
    if _exporters.setdefault(name, exporter) is not exporter:
        raise NameTaken(name)


def export_of(user: User) -> dict[str, object]:
    return {name: exporter(user) for name, exporter in _exporters.items()}


def account(user: User) -> dict:
    fields = ("email", "display_name", "about", "language", "date_joined", "last_login")
    return {
        **{name: getattr(user, name) for name in fields},
        "addresses": list(user.emailaddress_set.values("email", "verified", "primary")),
        "sessions": list(user.usersession_set.values("ip", "user_agent", "created_at")),
        "second_factors": list(user.authenticator_set.values("type", "created_at", "last_used_at")),
        "groups": list(user.groups.values_list("name", flat=True)),
    }


def organisations(user: User) -> list[dict]:
    return list(user.memberships.values("organisation__name", "role", "joined_at"))


def invitations(user: User) -> dict:
    columns = ("organisation__name", "email", "role", "created_at", "expires_at")
    return {
        "sent": list(user.invitations_sent.values(*columns)),
        "accepted": list(user.invitations_accepted.values(*columns)),
    }


def requests_to_join(user: User) -> list[dict]:
    return list(user.join_requests.values("organisation__name", "message", "created_at", "accepted"))


for _name, _exporter in (
    ("account", account),
    ("organisations", organisations),
    ("invitations", invitations),
    ("requests to join", requests_to_join),
):
    register(_name, _exporter)
