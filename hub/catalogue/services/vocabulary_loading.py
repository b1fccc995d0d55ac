"""Loads vocabularies from files. Running it again changes nothing; nothing is ever deleted."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hub.catalogue import vocabulary
from hub.catalogue.exchange.files import read_vocabulary
from hub.catalogue.exchange.rows import Problem, TermRow, VocabularyFileError, extra_fields
from hub.catalogue.models import VOCABULARIES, Term, TermLabel
from hub.catalogue.publication import changing, note_change
from hub.catalogue.services.vocabularies import MergeRefused, merge_terms
from hub.catalogue.term_usage import entry_ids_with
from hub.catalogue.validators import validate_code

LONGEST_CODE: int = Term._meta.get_field("code").max_length or 0
LONGEST_LABEL: int = TermLabel._meta.get_field("label").max_length or 0
LONGEST_NAMES: int = TermLabel._meta.get_field("also").max_length or 0
SHIPPED = Path(__file__).parent.parent / "vocabularies_data"
OTHER_NAMES = SHIPPED / "other_names.csv"


@dataclass
class LoadReport:
    """What loading a file changed. `labels_kept` are those that an editor wrote differently."""

    kind: str
    created: int = 0
    updated: int = 0
    merged: int = 0
    labels_written: int = 0
    labels_kept: int = 0

    @property
    def changed(self) -> bool:
        return bool(self.created or self.updated or self.merged or self.labels_written)


def load_default_vocabularies() -> list[LoadReport]:
    """Load what the hub ships. Editors' changes of existing terms win."""
    reports = []
    for kind in VOCABULARIES:
        path = next(path for ending in (".csv", ".json") if (path := SHIPPED / f"{kind}{ending}").exists())
        rows = read_vocabulary(path, kind)
        add_other_names(kind, rows)
        reports.append(load_vocabulary(kind, rows, shipped=True))
    return reports


def add_other_names(kind: str, rows: Sequence[TermRow]) -> None:
    """Give the rows of a shipped vocabulary what else people call its terms."""
    by_code = {row.code: row for row in rows}
    with OTHER_NAMES.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            if line["vocabulary"] == kind:
                by_code[line["code"]].also[line["language"]] = line["names"]


def load_vocabulary(
    kind: str, rows: Sequence[TermRow], *, shipped: bool = False, overwrite_labels: bool = False
) -> LoadReport:
    """Create and update terms from the rows of a file, all or nothing.

    A `shipped` file only adds: terms, labels and empty fields. Any other file also changes what it names,
    except labels that an editor wrote, which need `overwrite_labels`. Raises `VocabularyFileError`.
    """
    check_rows(kind, rows)
    loading = _Loading(kind, rows, shipped, overwrite_labels)
    with changing():
        loading.create_terms()
        loading.update_terms()
        loading.write_labels()
        loading.merge_terms()
        if loading.report.changed:
            vocabulary.touch()
    return loading.report


# ---------------------------------------------------------------- Check


def check_rows(kind: str, rows: Sequence[TermRow]) -> None:
    """Raises `VocabularyFileError` with everything that is wrong."""
    model = VOCABULARIES[kind]
    stored = dict(model.objects.values_list("code", "parent__code"))
    parents = {**stored, **{row.code: row.parent for row in rows if row.parent is not None}}
    for row in rows:
        parents.setdefault(row.code, None)
    times = Counter(row.code for row in rows)
    problems = [problem for row in rows for problem in _row_problems(row, parents, times)]
    if problems:
        raise VocabularyFileError(problems)


def _row_problems(row: TermRow, parents: dict[str, str | None], times: Counter[str]) -> list[Problem]:
    found = []
    try:
        validate_code(row.code)
    except ValidationError as error:
        found.append(("code", " ".join(error.messages)))
    if len(row.code) > LONGEST_CODE:
        found.append(("code", _("This is longer than {count} characters.").format(count=LONGEST_CODE)))
    if times[row.code] > 1:
        found.append(("code", _("“{code}” occurs more than once.").format(code=row.code)))
    found += _reference_problems(row, parents)
    found += [
        (f"label {language}", _("This is longer than {count} characters.").format(count=LONGEST_LABEL))
        for language, label in row.labels.items()
        if len(label) > LONGEST_LABEL
    ]
    found += [
        (f"also {language}", _("This is longer than {count} characters.").format(count=LONGEST_NAMES))
        for language, names in row.also.items()
        if len(names) > LONGEST_NAMES
    ]
    return [Problem(row.line, name, message) for name, message in found]


def _reference_problems(row: TermRow, parents: dict[str, str | None]) -> list[tuple[str, str]]:
    found = []
    for name, code in (("parent", row.parent), ("replaced_by", row.replaced_by)):
        if code and code not in parents:
            found.append((name, _("There is no term “{code}”.").format(code=code)))
        elif code and code == row.code:
            found.append((name, _("A term cannot point to itself.")))
    above = parents.get(row.code)
    if above and parents.get(above):
        found.append(
            ("parent", _("“{code}” has a broader term itself; a vocabulary has two levels.").format(code=above))
        )
    return found


# ---------------------------------------------------------------- Write


@dataclass
class _Loading:
    """One file on its way into the database."""

    kind: str
    rows: Sequence[TermRow]
    shipped: bool
    overwrite_labels: bool
    new: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.model: type[Term] = VOCABULARIES[self.kind]
        self.terms: dict[str, Term] = {term.code: term for term in self.model.objects.all()}
        self.report = LoadReport(self.kind)

    def create_terms(self) -> None:
        last = max((term.sort_order for term in self.terms.values()), default=0)
        missing = [row for row in self.rows if row.code not in self.terms]
        for place, row in enumerate(missing, start=1):
            self.terms[row.code] = self.model(code=row.code, **{"sort_order": last + place * 10, **row.values})
        self.model.objects.bulk_create([self.terms[row.code] for row in missing])
        self.new = {row.code for row in missing}
        self.report.created = len(missing)

    def update_terms(self) -> None:
        changed = [row.code for row in self.rows if self._update_term(row)]
        fields = ["parent", "uri", "description", "sort_order", "active", *extra_fields(self.model)]
        self.model.objects.bulk_update([self.terms[code] for code in changed], fields)
        self.report.updated = len(set(changed) - self.new)

    def _update_term(self, row: TermRow) -> bool:
        term = self.terms[row.code]
        values = dict(row.values)
        if self.shipped and row.code not in self.new:
            values = {name: value for name, value in values.items() if value and getattr(term, name) == ""}
        elif row.parent is not None:
            values["parent_id"] = self.terms[row.parent].pk if row.parent else None
        if term.replaced_by_id:
            values |= {"active": False, "parent_id": None}
        before = {name: getattr(term, name) for name in values}
        for name, value in values.items():
            setattr(term, name, value)
        if "parent_id" in before and before["parent_id"] != term.parent_id and row.code not in self.new:
            note_change(entry_ids_with(term))
        return before != values

    def write_labels(self) -> None:
        content_type = ContentType.objects.get_for_model(self.model)
        rows = TermLabel.objects.filter(content_type=content_type)
        stored = {(label.object_id, label.language): label for label in rows}
        new, changed = [], []
        for term, language, values in self._labels():
            label = stored.get((term.pk, language))
            if label is None:
                key = {"content_type": content_type, "object_id": term.pk, "language": language}
                new.append(TermLabel(**key, **values, edited=not self.shipped))
            elif self._update_label(label, values):
                changed.append(label)
        TermLabel.objects.bulk_create(new, batch_size=500)
        TermLabel.objects.bulk_update(changed, ["label", "also", "edited"], batch_size=200)
        self.report.labels_written = len(new) + len(changed)

    def _update_label(self, label: TermLabel, values: dict[str, str]) -> bool:
        different = {name: text for name, text in values.items() if getattr(label, name) != text}
        if different and label.edited and not self.overwrite_labels:
            self.report.labels_kept += 1
            return False
        for name, text in different.items():
            setattr(label, name, text)
            label.edited = not self.shipped
        return bool(different)

    def _labels(self):
        for row in self.rows:
            for language in dict.fromkeys((*row.labels, *row.also)):
                texts = {"label": row.labels[language]} if language in row.labels else {}
                texts |= {"also": vocabulary.tidy_names(row.also[language])} if language in row.also else {}
                yield self.terms[row.code], language, texts

    def merge_terms(self) -> None:
        for row in self.rows:
            source = self.terms[row.code]
            if row.replaced_by and not source.replaced_by_id:
                self._merge(row, source, self.terms[row.replaced_by])

    def _merge(self, row: TermRow, source: Term, target: Term) -> None:
        try:
            merge_terms(source=source, target=target)
        except MergeRefused as error:
            raise VocabularyFileError([Problem(row.line, "replaced_by", str(error))]) from error
        self.report.merged += 1
