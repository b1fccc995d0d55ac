import json
from datetime import date, timedelta

import pytest
from django.utils import timezone

from hub.catalogue.models import EntryLink
from hub.catalogue.presentation import present
from resources.models import MoocSession
from tests.factories import organisation, term


def facts(entry) -> dict[str, tuple[str, str]]:
    return {fact.label: (fact.value, fact.note) for fact in present(entry).head_facts}


def anchors(entry) -> list[str]:
    return [section.anchor for section in present(entry).sections]


def rows(entry, anchor: str) -> dict[str, object]:
    section = next(section for section in present(entry).sections if section.anchor == anchor)
    return {row.label: row.links or row.text for row in section.content}


def test_practice_shows_only_what_is_filled(hub):
    assert anchors(hub.entry("practice")) == ["why", "what", "details"]


def test_full_practice_answers_its_questions_in_order(hub):
    practice = hub.entry(
        "practice",
        plain_summary="Short.",
        steps=json.dumps([{"type": "step", "value": {"title": "Begin", "text": ""}}]),
        people="A teacher",
        results="<p>It worked.</p>",
        lessons="<p>Start small.</p>",
        transfer="<p>Ask first.</p>",
    )

    assert anchors(practice) == ["easy", "why", "what", "steps", "takes", "results", "lessons", "transfer", "details"]


def test_practice_head_says_for_whom_how_long_and_at_what_cost(hub):
    practice = hub.entry(
        "practice",
        audiences=["teachers"],
        age_from=5,
        age_to=8,
        time_band="week",
        time_note="two hours a day",
        cost_note="a few euros",
    )

    assert facts(practice) == {
        "For whom": ("Newly arrived pupils", "aged 5–8, used by: Teachers"),
        "How long": ("Up to a week", "two hours a day"),
        "What it costs": ("a few euros", ""),
        "Evidence": ("Described", "Described by the people who run it; no results are reported yet."),
        "Last verified": ("Not yet verified", ""),
    }


def test_evidence_leads_to_the_results(hub):
    practice = hub.entry("practice", results="<p>It worked.</p>")
    (evidence,) = [fact for fact in present(practice).head_facts if fact.level]

    assert (evidence.value, evidence.level, evidence.anchor) == ("Results reported", 2, "results")


def test_verified_entry_says_until_when(hub):
    practice = hub.entry("practice", last_verified_at=date(2026, 9, 3), verify_due_at=date(2027, 9, 3))

    assert facts(practice)["Last verified"] == ("3 Sep 2026", "to be checked again in September 2027")


def test_place_is_the_region_and_its_countries(hub):
    project = hub.entry("project", region="Ghent", countries=["be", "se"])

    assert present(project).place == "Ghent, Be, Se"


def test_period_names_stage_and_years(hub):
    project = hub.entry("project", start=date(2021, 1, 1), end=date(2023, 1, 1), lifecycle="finished")

    assert present(project).period == "Finished, 2021–2023"


def test_project_without_organisation_is_by_its_coordinator(hub):
    assert present(hub.entry("project", coordinator="Association Most")).author == "Association Most"


def test_organisation_comes_before_the_coordinator(hub):
    project = hub.entry("project", coordinator="Association Most", organisation=organisation("A school"))

    assert present(project).author == "A school"


def test_terms_lead_to_all_entries_that_have_them(hub):
    practice = hub.entry("practice", sectors=["schools"])

    assert rows(practice, "details")["Sectors"] == (("Schools", "/search/?sector=schools"),)


def test_licence_leads_to_its_text(hub):
    licence = term("licence", "cc-by", "CC BY 4.0")
    licence.url = "https://creativecommons.org/licenses/by/4.0/"
    licence.save()

    assert rows(hub.entry("practice", licence="cc-by"), "details")["Licence"] == (("CC BY 4.0", licence.url),)


def test_mooc_leads_to_the_course(hub):
    mooc = hub.entry("mooc", source_url="https://source.example/")
    assert present(mooc).main_link.url == "https://source.example/"

    EntryLink.objects.create(entry=mooc, url="https://www.course.example/x", role="website")
    assert present(mooc).main_link.host == "course.example"


def test_mooc_effort_and_price(hub):
    mooc = hub.entry("mooc", weeks=4, hours_per_week=3, price=0, certificate="paid", language_level="b1")
    shown = facts(mooc)

    assert shown["Effort"] == ("4 weeks", "3 hours a week")
    assert shown["Price"] == ("Free of charge", "Certificate for a fee")


@pytest.mark.parametrize(("days", "state"), [(-20, "Over"), (-5, "Running"), (5, "Announced")])
def test_session_says_its_state(hub, days, state):
    mooc = hub.entry("mooc")
    start = timezone.localdate() + timedelta(days=days)
    MoocSession.objects.create(course=mooc, start=start, end=start + timedelta(days=10))
    (section,) = [section for section in present(mooc).sections if section.anchor == "sessions"]

    assert [line.state for line in section.content] == [state]


def test_purposes_stand_in_their_own_order(hub):
    mooc = hub.entry("mooc", purposes=["other", "school"])

    assert rows(mooc, "details")["Purpose"] == "Primary and secondary education, Other"


def test_coming_course_says_when_it_starts(hub):
    mooc = hub.entry("mooc")
    start = timezone.localdate() + timedelta(days=400)
    MoocSession.objects.create(course=mooc, start=start)

    assert present(mooc).period.startswith("Next start ")


def test_course_that_is_always_open_can_start_any_day(hub):
    mooc = hub.entry("mooc", always_open=True)
    (section,) = [section for section in present(mooc).sections if section.anchor == "sessions"]

    assert section.content[0].start == "Any day"


def test_resource_says_its_type_and_minutes(hub):
    resource = hub.entry("resource", minutes=20)

    assert (present(resource).place, facts(resource)["How long"]) == ("Worksheet", ("20 minutes", ""))


def test_entry_read_as_the_base_class_knows_its_kind(hub):
    from hub.catalogue.models import Entry

    mooc = Entry.objects.get(pk=hub.entry("mooc", title="A course").pk)
    line = present(mooc).line("because")

    assert (line.kind, line.kind_label, line.title, line.reason) == ("mooc", "MOOC", "A course", "because")
