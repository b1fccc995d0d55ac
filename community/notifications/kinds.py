"""What people can be told about. Each room registers its kinds in `apps.ready()`."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True)
class Kind:
    """One reason to write to somebody.

    `label` names the reason in lists and below the mail. `must_act` marks what waits for the recipient.
    `essential` mails (sign-in, invitations) go out whatever the preferences say and cannot be unsubscribed from.
    The templates are `<template_base>.subject.txt`, `.txt` and `.html`; `example` is a context they render with.
    """

    name: str
    label: Text
    must_act: bool = False
    template_base: str = ""
    essential: bool = False
    example: dict = field(default_factory=dict, compare=False)

    @property
    def template(self) -> str:
        return self.template_base or f"notifications/{self.name}"


class UnknownKind(Exception):
    """No room registered a kind of this name."""


class KindTaken(Exception):
    """Two rooms registered different kinds under one name."""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known. Raises `KindTaken`."""
    if _kinds.setdefault(kind.name, kind) != kind:
        raise KindTaken(kind.name)


def kind_of(name: str) -> Kind:
    """The kind of this name. Raises `UnknownKind`."""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(name) from None


def all_kinds() -> list[Kind]:
    return list(_kinds.values())


#: Several notices of one person in one mail; made by `digests`, never passed to `notify`.
DIGEST = Kind("digest", _("A summary of your notices"), template_base="notifications/digest")
register(DIGEST)
