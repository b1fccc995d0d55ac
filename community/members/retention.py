"""How long things about people are kept. Rooms add rules in `apps.ready()`; docs/retention.md lists them all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise

Run = Callable[[datetime], int]


@dataclass(frozen=True)
class Rule:
    """`run(now)` removes or announces what is due and returns how much. Running it twice does nothing more."""

    name: str
    says: str | Promise
    run: Run


class RuleTaken(Exception):
    """Two rooms registered different rules under one name."""


_rules: dict[str, Rule] = {}


def register(rule: Rule) -> None:
    if _rules.setdefault(rule.name, rule) is not rule:
        raise RuleTaken(rule.name)


def all_rules() -> list[Rule]:
    return list(_rules.values())


def apply_rules(now: datetime | None = None) -> dict[str, int]:
    """Apply every rule. How much each of them touched, by name."""
    now = now or timezone.now()
    return {rule.name: rule.run(now) for rule in all_rules()}
