"""What moderation and the rooms it watches know of each other; below both, so that neither imports the other.

A room registers a handler for each kind of thing it holds (`post`, `topic`, `adaptation` …), moderation registers gates
that stop somebody from writing, and signals carry what happens.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Model
from django.dispatch import Signal

from community.members.models import User

#: Something waits for a moderator: `kind`, `pk`, `reason` ("approval"). Sent in the transaction of the change.
review_needed = Signal()
#: It no longer does, because its author or somebody else settled it: `kind`, `pk`.
review_settled = Signal()


@dataclass(frozen=True)
class Card:
    """A thing as a moderator and its author see it."""

    kind_label: str
    title: str
    text: str
    url: str
    author: User | None = None
    state: str = ""
    language: str = ""
    moderators_of: int | None = None  # the category whose own moderators may decide
    actions: tuple[str, ...] = ()  # of `remove`, `unlist`, `restore`, `approve`


class Handler(Protocol):
    """How moderation reads and changes one kind of thing."""

    kind: str
    label: Any

    def find(self, pk: int) -> Model | None: ...

    def is_visible(self, thing: Any, user: Any) -> bool:
        """Whether this person may see it, and so report it."""

    def at_address(self, match: Any, path: str, fragment: str) -> int | None:
        """The primary key of the thing at an address; `match` is what the address resolves to, or None."""

    def card(self, thing: Any) -> Card: ...

    def remove(self, thing: Any, *, by: User, statement: Model) -> None:
        """Take it out of sight. The statement of reasons exists already."""

    def unlist(self, thing: Any, *, by: User, statement: Model) -> None:
        """Leave it out of lists, where its card offers that; whoever has the address still sees it."""

    def restore(self, thing: Any, *, by: User) -> None: ...

    def approve(self, thing: Any, *, by: User) -> None: ...


@dataclass(frozen=True)
class Refusal:
    """Why somebody may not write now, and where that can be put right."""

    message: str
    url: str = ""


Gate = Callable[[User], Refusal | None]
_handlers: dict[str, Handler] = {}
_gates: list[Gate] = []
_scopes: list[Callable[[User], set[int]]] = []


def register_handler(handler: Handler) -> None:
    _handlers[handler.kind] = handler


def handler_of(kind: str) -> Handler | None:
    return _handlers.get(kind)


def handlers() -> dict[str, Handler]:
    return dict(_handlers)


def register_gate(gate: Gate) -> None:
    if gate not in _gates:
        _gates.append(gate)


def refusal_of(user: User) -> Refusal | None:
    """The first reason why this person may not write, or None."""
    return next((refusal for gate in _gates if (refusal := gate(user))), None)


def register_scope(scope: Callable[[User], set[int]]) -> None:
    """`scope(user)` names the categories somebody moderates without being a moderator of everything."""
    if scope not in _scopes:
        _scopes.append(scope)


def scope_of(user: User) -> set[int]:
    return set().union(*(scope(user) for scope in _scopes)) if user.is_authenticated else set()
