import pytest
from django.core.exceptions import ValidationError

from practices.submissions.models import Criterion, Declaration, EligibilityQuestion, Rubric
from practices.submissions.queries import declarations_in_force
from practices.submissions.shipped import ensure_texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def texts():
    ensure_texts()


def test_new_hub_has_a_rubric_questions_and_declarations(texts):
    assert Rubric.objects.get().criteria.count() == 6
    assert [EligibilityQuestion.objects.filter(language=code).count() for code in ("en", "nl")] == [4, 4]
    for language in ("en", "nl"):
        found = declarations_in_force(language)
        assert [(row.subject, row.language) for row in found] == [
            (subject, language) for subject in ("rights", "licence", "people", "true")
        ]


def test_shipped_texts_fit_their_fields(texts):
    rows = [*Criterion.objects.all(), *EligibilityQuestion.objects.all(), *Declaration.objects.all()]
    wrong = []
    for row in rows:
        try:
            row.full_clean()
        except ValidationError as error:
            wrong.append((row, error))

    assert wrong == []


def test_what_editors_changed_stays(texts):
    Rubric.objects.update(title="Ours")
    EligibilityQuestion.objects.exclude(pk=EligibilityQuestion.objects.first().pk).delete()
    Declaration.objects.filter(subject="true", language="nl").update(text="Van ons")

    ensure_texts()

    assert [Rubric.objects.get().title, EligibilityQuestion.objects.count(), Criterion.objects.count()] == [
        "Ours",
        1,
        6,
    ]
    assert Declaration.objects.get(subject="true", language="nl").text == "Van ons"
