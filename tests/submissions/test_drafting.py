from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.members.models import Organisation
from hub.catalogue.models import Keyword
from hub.catalogue.types import entry_types
from practices.submissions.drafting import data_of, problems_of, sketch_of, write_data
from practices.submissions.fields import field_names
from practices.submissions.models import Submission
from practices.submissions.texts import to_html, to_markdown
from tests.factories import organisation, term
from tests.submissions.makers import filled

pytestmark = pytest.mark.django_db
WHOLE = {
    "title": "Reading together",
    "summary": "Children read. Parents listen.",
    "plain_summary": "We read.",
    "language": "en",
    "tags": ["peers", "reading"],
    "sectors": ["health", "schools"],
    "target_groups": ["newly-arrived-pupils"],
    "audiences": ["teachers"],
    "age_from": 6,
    "age_to": 12,
    "countries": ["be"],
    "region": "Ghent",
    "usable_elsewhere": True,
    "usable_elsewhere_note": "With time.",
    "themes": ["language"],
    "subjects": [],
    "education_levels": [],
    "content_languages": ["en", "nl"],
    "start": "2024-09-01",
    "end": None,
    "lifecycle": "running",
    "funding_programmes": [],
    "grant_number": "AB-1",
    "results": "They **read** more.\n\n- at home\n- in class",
    "people_reached": 120,
    "evaluation": "self",
    "evaluation_method": "We asked.",
    "links": [{"url": "https://example.org/a", "label": "Site", "role": "website"}],
    "licence": "cc-by",
    "free_of_charge": True,
    "login_required": False,
    "accessibility_notes": "",
    "partners": ["A library"],
    "cover": None,
    "files": [],
}
OWN = {
    "practice": {
        "context": "It was needed: 3 * 4 = 12.",
        "approach": "They read.",
        "steps": [{"title": "Ask", "text": "At the door."}, {"title": "Read", "text": ""}],
        "people": "Two",
        "time_band": "week",
        "time_note": "",
        "cost_band": "",
        "cost_note": "Paper",
        "group_band": "small",
        "difficulty": "easy",
        "materials": "Books\nand time",
        "lessons": "",
        "transfer": "Ask first.",
    },
    "project": {
        "acronym": "RT",
        "objectives": "To read.",
        "description": "",
        "coordinator": "A school",
        "budget": "12000.50",
    },
    "mooc": {
        "description": "Six weeks.",
        "provider": "A university",
        "platform": "",
        "always_open": False,
        "sessions": [{"start": "2026-01-10", "end": "2026-03-01", "enrolment_until": ""}],
        "hours_per_week": "2.5",
        "weeks": 6,
        "pace": "instructor",
        "certificate": "free",
        "price": None,
        "language_level": "b1",
        "purposes": ["school", "language-learning"],
        "mode": "online",
    },
    "resource": {"description": "A sheet.", "resource_type": "worksheet", "minutes": 45, "materials": "Scissors"},
}


@pytest.fixture
def case(hub):
    for vocabulary, *codes in (
        ("language", "en", "nl"),
        ("sector", "schools", "health"),
        ("target-group", "newly-arrived-pupils"),
        ("audience", "teachers"),
        ("country", "be"),
        ("theme", "language"),
        ("licence", "cc-by"),
        ("resource-type", "worksheet"),
    ):
        for code in codes:
            term(vocabulary, code)
    organisation("A library")
    other = hub.entry(title="Another", organisation=organisation("A museum"))

    def make(kind: str) -> tuple[Submission, dict]:
        entry = hub.entry(kind, organisation=organisation(f"A school for {kind}"))
        data = {**WHOLE, **OWN[kind], "relations": [{"kind": "based-on", "target": other.reference}]}
        return Submission(entry=entry, entry_kind=kind, organisation=entry.organisation, pk=1), data

    return make


@pytest.mark.parametrize("kind", ["practice", "project", "mooc", "resource"])
def test_draft_comes_back_from_the_page(case, kind):
    submission, data = case(kind)
    assert {*field_names(kind), "cover", "files"} == set(data)
    page = submission.entry
    write_data(page, data, submission)
    assert data_of(page) == data
    page.save()
    stored = entry_types()[kind].objects.get(pk=page.pk)
    assert data_of(stored) == data
    assert problems_of(submission, data) == {}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["context", "approach", "results", "lessons"]), st.text(max_size=80)))
def test_texts_come_back_from_the_page(texts):
    page = entry_types()["practice"](title="x")
    data = {name: to_markdown(to_html(text)) for name, text in texts.items()}
    submission = Submission(entry=page, entry_kind="practice", organisation=Organisation(), pk=1)
    write_data(page, data, submission)
    assert {name: data_of(page)[name] for name in data} == data


def test_formatting_of_editors_stays_when_the_author_left_it(case):
    submission, _data = case("practice")
    page = submission.entry
    page.results = '<h2>What</h2><p>By <em>all</em>, see <a linktype="page" id="3">there</a>.</p>'
    data = data_of(page)
    write_data(page, {**data, "title": "Another title"}, submission)
    assert (page.title, page.results) == (
        "Another title",
        '<h2>What</h2><p>By <em>all</em>, see <a linktype="page" id="3">there</a>.</p>',
    )


def test_wrong_values_are_told_and_left_out(case):
    submission, data = case("mooc")
    wrong = {
        "people_reached": "about twenty",
        "start": "31/12/2025",
        "summary": "x" * 310,
        "weeks": 500,
        "price": "free",
        "links": [{"url": "javascript:alert(1)", "label": "", "role": "website"}],
        "pace": "slow",
        "partners": ["Nobody knows us"],
        "relations": [{"kind": "based-on", "target": "GP-999999"}],
        "sessions": [{"start": "2026-03-01", "end": "2026-01-01", "enrolment_until": ""}],
        "age_from": [1],
        "tags": {"a": 1},
    }
    assert set(problems_of(submission, {**data, **wrong})) == set(wrong)
    page = sketch_of(submission, {**data, **wrong})
    assert (page.people_reached, page.weeks, page.price, page.pace) == (None, None, None, "")


def test_empty_draft_lacks_what_the_entry_needs(case):
    submission, _data = case("practice")
    needed = {"title", "summary", "language", "sectors", "target_groups", "context", "approach"}
    assert set(problems_of(submission, {})) == needed


def test_two_dates_are_compared(case):
    submission, _data = case("project")
    data = filled("project", start="2026-02-01", end="2025-01-01", age_from=9, age_to=3)
    assert set(problems_of(submission, data)) == {"end", "age_to"}


def test_sketch_writes_nothing(case):
    submission, data = case("practice")
    before = entry_types()["practice"].objects.count()
    sketch_of(submission, {**data, "tags": ["a new word"]})
    assert (Keyword.objects.count(), entry_types()["practice"].objects.count()) == (0, before)


def test_numbers_are_kept_exactly(case):
    submission, data = case("project")
    assert sketch_of(submission, data).budget == Decimal("12000.50")
