"""What a new hub has from the start: a rubric, questions before submitting, declarations. See `shipped.yaml`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps as current_apps

CONTENT = Path(__file__).with_name("shipped.yaml")
LANGUAGES = ("en", "nl")
SINCE = datetime(2026, 1, 1, tzinfo=UTC)


def ensure_texts(apps: Any = current_apps) -> None:
    """Add what is missing as a whole; what editors have changed, added or retired stays as it is."""
    content = yaml.safe_load(CONTENT.read_text(encoding="utf-8"))
    _add_rubric(apps, content["rubric"])
    _add_questions(apps, content["questions"])
    _add_declarations(apps, content["declarations"])


def _add_rubric(apps: Any, row: dict) -> None:
    Rubric, Criterion = (apps.get_model("submissions", name) for name in ("Rubric", "Criterion"))
    if Rubric.objects.exists():
        return
    rubric = Rubric.objects.create(title=row["title"])
    Criterion.objects.bulk_create(
        Criterion(rubric=rubric, sort_order=place, **criterion) for place, criterion in enumerate(row["criteria"])
    )


def _add_questions(apps: Any, rows: list[dict]) -> None:
    Question = apps.get_model("submissions", "EligibilityQuestion")
    if Question.objects.exists():
        return
    Question.objects.bulk_create(
        Question(language=language, sort_order=place, expected="yes" if row["expected"] else "no", **row[language])
        for place, row in enumerate(rows)
        for language in LANGUAGES
    )


def _add_declarations(apps: Any, rows: list[dict]) -> None:
    Declaration = apps.get_model("submissions", "Declaration")
    for place, row in enumerate(rows):
        for language in LANGUAGES:
            if not Declaration.objects.filter(subject=row["subject"], language=language).exists():
                Declaration.objects.create(
                    subject=row["subject"],
                    language=language,
                    version=1,
                    text=row[language],
                    valid_from=SINCE,
                    sort_order=place,
                )
