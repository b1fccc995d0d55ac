"""What a vocabulary file says, whatever its format."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from hub.catalogue.models import VOCABULARIES, Term, TermLabel

MAX_BYTES = 5_000_000
# Fields that need more than copying; `extra_fields` gives those that only some vocabularies have.
PLAIN_FIELDS = ("uri", "description", "sort_order", "active")


@dataclass(frozen=True)
class Problem:
    """What is wrong in which line; line 0 concerns the whole file."""

    line: int
    field: str
    message: str

    def __str__(self) -> str:
        place = _("line {line}").format(line=self.line) if self.line else _("file")
        return f"{place}, {self.field}: {self.message}" if self.field else f"{place}: {self.message}"


class VocabularyFileError(Exception):
    """The file cannot be loaded; nothing was changed. `problems` names all that was found."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = list(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass
class TermRow:
    """One term of a file. `values` holds what the file says; what it does not mention stays as it is."""

    code: str
    line: int = 0
    parent: str | None = None
    replaced_by: str | None = None
    labels: dict[str, str] = field(default_factory=dict)
    #: What else a term is called, by language: “one; another”.
    also: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)


def extra_fields(model: type[Term]) -> dict[str, models.Field]:
    """The fields that this vocabulary has beyond those of every term, such as the permissions of a licence."""
    shared = {"id", *(field.name for field in Term._meta.get_fields())}
    return {field.name: field for field in model._meta.concrete_fields if field.name not in shared}


def clean_value(model: type[Term], name: str, text: str) -> Any:
    """The value of a field from its text in a file. Raises `ValidationError`."""
    field: Any = model._meta.get_field(name)
    if isinstance(field, models.BooleanField):
        return _clean_yes_no(text)
    return field.clean(text.strip(), None)


def _clean_yes_no(text: str) -> bool:
    answers = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
    try:
        return answers[text.strip().lower()]
    except KeyError:
        raise ValidationError(_("Write “yes” or “no”.")) from None


def read_text(path: Path) -> str:
    """The text of a UTF-8 file of sane size."""
    if path.stat().st_size > MAX_BYTES:
        raise VocabularyFileError([Problem(0, "", _("The file is larger than 5 MB."))])
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise VocabularyFileError([Problem(0, "", _("The file is not in UTF-8."))]) from None


def rows_of(kind: str) -> list[TermRow]:
    """A vocabulary as it stands in the database, parents before their children."""
    model = VOCABULARIES[kind]
    labels: dict[int, list[TermLabel]] = {}
    content_type = ContentType.objects.get_for_model(model)
    for label in TermLabel.objects.filter(content_type=content_type).order_by("language"):
        labels.setdefault(label.object_id, []).append(label)
    terms = model.objects.select_related("parent", "replaced_by")
    return [_row_of(term, labels.get(term.pk, [])) for term in in_tree_order(terms)]


def in_tree_order(terms: Iterable[Term]) -> list[Term]:
    """Terms with their narrower terms right below them, siblings by order number, then code."""
    below: dict[int | None, list[Term]] = {}
    for term in sorted(terms, key=lambda term: (term.sort_order, term.code)):
        below.setdefault(term.parent_id, []).append(term)

    def walk(parent: int | None) -> Iterable[Term]:
        for term in below.get(parent, ()):
            yield term
            yield from walk(term.pk)

    return list(walk(None))


def _row_of(term: Term, labels: list[TermLabel]) -> TermRow:
    names = (*PLAIN_FIELDS, *extra_fields(type(term)))
    return TermRow(
        code=term.code,
        parent=term.parent.code if term.parent else "",
        replaced_by=term.replaced_by.code if term.replaced_by else "",
        labels={label.language: label.label for label in labels if label.label},
        also={label.language: label.also for label in labels if label.also},
        values={name: getattr(term, name) for name in names},
    )
