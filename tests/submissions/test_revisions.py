import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practices.submissions.drafting import data_of
from practices.submissions.revisions import data_of_revision
from tests.factories import term
from tests.submissions.makers import member_of, school, submitted_case

pytestmark = pytest.mark.django_db
MORE = {
    "countries": ["be", "nl"],
    "licence": "cc-by",
    "start": "2026-09-01",
    "usable_elsewhere": True,
    "people_reached": 120,
    "results": "They **read** more.\n\n- at home\n- at school",
    "tags": ["Books", "Families"],
    "links": [{"url": "https://example.org/", "label": "Home", "role": "website"}],
}
OWN = {
    "practice": {"steps": [{"title": "Ask", "text": "Ask families."}], "cost_band": "none"},
    "project": {"budget": "1200.50", "acronym": "READ"},
    "mooc": {
        "sessions": [{"start": "2026-01-01", "end": "", "enrolment_until": "2025-12-01"}],
        "hours_per_week": "2.5",
        "purposes": [],
    },
    "resource": {"minutes": 45},
}


def submitted(hub, kind: str):
    for vocabulary, code in (("country", "be"), ("country", "nl"), ("licence", "cc-by")):
        term(vocabulary, code)
    home = school()
    case = submitted_case(member_of(home, "author@example.org"), home, kind, **MORE, **OWN[kind])
    return case.rounds.select_related("revision").get().revision


@pytest.mark.parametrize("kind", OWN)
def test_data_of_a_version_is_that_of_its_page(hub, kind):
    revision = submitted(hub, kind)

    assert data_of_revision(revision, kind) == data_of(revision.as_object())


def test_data_of_a_version_costs_two_questions(hub):
    revision = submitted(hub, "practice")
    data_of_revision(revision, "practice")
    with CaptureQueriesContext(connection) as asked:
        data_of_revision(revision, "practice")

    assert len(asked.captured_queries) <= 2
