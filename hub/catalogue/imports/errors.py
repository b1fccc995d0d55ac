"""What can go wrong, in the words of the person who made the file."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _


class ImportRefused(Exception):
    """The file or its mapping cannot be used. Nothing was changed."""


class MappingError(ImportRefused):
    """The mapping says something that cannot be meant. `problems` names each place."""

    def __init__(self, problems: Iterable[str]):
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True)
class Problem:
    """What is wrong with one value of a record. `vocabulary` is set when the value is no code of that vocabulary."""

    field: str
    message: str
    value: object = None
    vocabulary: str = ""


class RecordRefused(Exception):
    """A record that was not written, with everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = list(problems)
        super().__init__("; ".join(f"{problem.field}: {problem.message}" for problem in self.problems))


class BadValue(Exception):
    """A value that does not fit its field, in one or several ways."""

    def __init__(self, message: str = "", value: object = None, vocabulary: str = "", problems: Iterable[Problem] = ()):
        self.problems = list(problems) or [Problem("", message, value, vocabulary)]
        super().__init__(message)

    def at(self, field: str) -> list[Problem]:
        """The problems, placed at a field or at a part of it."""
        return [
            Problem(f"{field}{problem.field}", problem.message, problem.value, problem.vocabulary)
            for problem in self.problems
        ]


def required() -> str:
    return _("This is required.")
