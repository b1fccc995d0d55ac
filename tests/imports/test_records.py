from datetime import date
from decimal import Decimal

import pytest
from wagtail.contrib.redirects.models import Redirect

from community.members.models import Organisation
from hub.catalogue.imports.errors import RecordRefused
from hub.catalogue.imports.records import Outcome, link_record, link_relations, write_record
from hub.catalogue.models import Entry
from practices.models import PracticePage, ProjectPage
from resources.models import MoocPage
from tests.factories import superuser, term

NO_TERM = "The vocabulary has no such term."
REQUIRED = "This is required."


def refusals(record, **options):
    with pytest.raises(RecordRefused) as refused:
        write_record(record, **options)
    return [(problem.field, problem.message) for problem in refused.value.problems]


def codes(terms):
    return sorted(found.code for found in terms.all())


# ---------------------------------------------------------------- Create


def test_record_becomes_a_published_page_with_a_revision(record):
    entry, outcome = write_record(
        record(
            acronym="RT",
            objectives="Why.\n\n- one\n- two",
            countries=["de", "be"],
            content_languages=["de"],
            organisation={"name": "A school", "country": "be", "website": "https://example.org/"},
            partners=[{"name": "A library", "country": "be"}, "A club"],
            start="2016-05-01",
            end="2017-04-30",
            budget="91100.165",
            people_reached=120,
            usable_elsewhere=True,
            licence="cc-by",
            tags=["Reading", "reading", "home"],
            links=[{"url": "https://example.org/a", "label": "Site"}],
            verified="2026-03-02",
        )
    )

    page = ProjectPage.objects.get()
    assert (entry.pk, outcome, page.live, page.has_unpublished_changes) == (page.pk, Outcome.CREATED, True, False)
    assert page.latest_revision_id == page.live_revision_id
    assert page.slug == "reading-together"
    assert page.objectives == "<p>Why.</p><ul><li>one</li><li>two</li></ul>"
    assert (codes(page.sectors), codes(page.countries)) == (["schools"], ["be", "de"])
    assert (page.organisation.name, page.organisation.country.code) == ("A school", "be")
    assert sorted(str(partner) for partner in page.partners.all()) == ["A club", "A library"]
    assert (page.start, page.budget, page.people_reached) == (date(2016, 5, 1), Decimal("91100.17"), 120)
    assert sorted(tag.name for tag in page.tags.all()) == ["home", "reading"]
    assert [(link.url, link.label, link.role) for link in page.links.all()] == [
        ("https://example.org/a", "Site", "website")
    ]
    assert page.last_verified_at == date(2026, 3, 2)
    assert page.imported_at


def test_practice_has_steps(record):
    steps = [{"title": "Ask", "text": "Which languages?"}, {"title": "Read"}]

    write_record(record(type="practice", objectives=None, context="Need", approach="Way", steps=steps))

    page = PracticePage.objects.get()
    assert [dict(step.value) for step in page.steps] == [steps[0], {"title": "Read", "text": ""}]


def test_mooc_has_sessions_and_purposes(record):
    write_record(
        record(
            type="mooc",
            objectives=None,
            provider="A university",
            purposes=["school", "employment"],
            sessions=[{"start": "2026-01-01", "end": "2026-02-01"}],
        )
    )

    page = MoocPage.objects.get()
    assert page.purposes == ["school", "employment"]
    assert [(run.start, run.end) for run in page.sessions.all()] == [(date(2026, 1, 1), date(2026, 2, 1))]


@pytest.mark.parametrize(("options", "status"), [({"publish": False}, "live"), ({}, "draft"), ({}, "withdrawn")])
def test_draft_is_not_published_but_complete(record, options, status):
    entry, _outcome = write_record(record(status=status, tags=["home"]), **options)

    page = ProjectPage.objects.get()
    assert (entry.pk, page.live, codes(page.sectors)) == (page.pk, False, ["schools"])
    assert codes(page.get_latest_revision_as_object().target_groups) == ["adults"]


def test_page_belongs_to_the_user(record):
    admin = superuser()

    entry, _outcome = write_record(record(), user=admin)

    assert (entry.owner, entry.latest_revision.user) == (admin, admin)


def test_title_without_latin_letters_and_repeated_titles_have_addresses(record):
    write_record(record(title="قراءة", source_id="1"))
    write_record(record(source_id="2"))
    write_record(record(source_id="3"))

    slugs = list(ProjectPage.objects.order_by("pk").values_list("slug", flat=True))
    assert slugs == ["gp-000001", "reading-together", "reading-together-2"]


def test_merged_term_gives_the_term_it_was_merged_into(record):
    old = term("sector", "school")
    old.replaced_by, old.active = term("sector", "schools"), False
    old.save()

    entry, _outcome = write_record(record(sectors=["school"]))

    assert codes(entry.specific.sectors) == ["schools"]


def test_organisation_is_found_again_by_name_and_country(record):
    school = {"name": "Die Schule", "country": "de"}
    for number, owner in enumerate([school, dict(school, website="https://example.org"), "Die Schule"]):
        write_record(record(source_id=str(number), organisation=owner))

    found = Organisation.objects.order_by("pk").values_list("slug", "country__code", "website")
    assert list(found) == [("die-schule", "de", ""), ("die-schule-2", None, "")]


# ---------------------------------------------------------------- Again


def test_same_record_changes_nothing(record):
    same = record(
        links=[{"url": "https://example.org/"}], tags=["b", "a"], organisation="A school", partners=["B"], results="R"
    )
    write_record(same)
    page = ProjectPage.objects.get()
    before = (page.latest_revision_id, page.imported_at, list(page.links.values_list("pk", flat=True)))

    _entry, outcome = write_record(same)

    page = ProjectPage.objects.get()
    after = (page.latest_revision_id, page.imported_at, list(page.links.values_list("pk", flat=True)))
    assert (outcome, after, page.revisions.count()) == (Outcome.UNCHANGED, before, 1)


def test_changed_record_updates_what_it_says_and_leaves_the_rest(record):
    write_record(record(region="Ghent", links=[{"url": "https://example.org/"}]))
    row = ProjectPage.objects.get().links.get().pk

    _entry, outcome = write_record(record(title="Reading more", sectors=["employment"]))

    page = ProjectPage.objects.get()
    assert (outcome, page.title, page.slug) == (Outcome.UPDATED, "Reading more", "reading-together")
    assert (page.region, page.links.get().pk, codes(page.sectors)) == ("Ghent", row, ["employment"])
    assert (page.revisions.count(), page.live_revision_id) == (2, page.latest_revision_id)
    assert not Redirect.objects.exists()


def test_empty_value_empties_the_field(record):
    write_record(record(region="Ghent", countries=["be"], start="2020-01-01", links=[{"url": "https://a.org"}]))

    write_record(record(region="", countries=[], start=None, links=[]) | {"start": None})

    page = ProjectPage.objects.get()
    assert (page.region, codes(page.countries), page.start, page.links.count()) == ("", [], None, 0)


def test_locked_field_stays(record):
    write_record(record(verified="2026-01-01"))
    ProjectPage.objects.update(locked_fields=["title", "sectors", "last_verified_at"])

    write_record(record(title="Other", summary="New.", sectors=["employment"], verified="2026-02-02"))

    page = ProjectPage.objects.get()
    assert (page.title, page.summary, codes(page.sectors)) == ("Reading together", "New.", ["schools"])
    assert page.last_verified_at == date(2026, 1, 1)


def test_unfinished_draft_of_an_editor_is_kept_and_not_published(record):
    write_record(record())
    page = ProjectPage.objects.get()
    page.region = "Half-done"
    page.save_revision()

    _entry, outcome = write_record(record(title="New title"))

    page = ProjectPage.objects.get()
    draft = page.get_latest_revision_as_object()
    assert (outcome, page.title, page.region) == (Outcome.UPDATED, "Reading together", "")
    assert (draft.title, draft.region) == ("New title", "Half-done")


def test_unpublished_entry_stays_unpublished(record):
    write_record(record())
    ProjectPage.objects.get().unpublish()

    _entry, outcome = write_record(record(title="New title"))

    page = ProjectPage.objects.get()
    assert (outcome, page.live, page.get_latest_revision_as_object().title) == (Outcome.UPDATED, False, "New title")
    assert write_record(record(title="New title"))[1] == Outcome.UNCHANGED


def test_locked_entry_is_refused(record):
    write_record(record())
    ProjectPage.objects.update(locked=True)

    assert refusals(record(title="New")) == [("", "Somebody has locked this entry.")]
    assert write_record(record())[1] == Outcome.UNCHANGED


def test_retired_term_stays_but_is_not_given_anew(record):
    write_record(record())
    retired = term("sector", "schools")
    retired.active = False
    retired.save()

    assert write_record(record(title="New"))[1] == Outcome.UPDATED
    assert refusals(record(source_id="2")) == [("sectors", "This term is retired.")]


# ---------------------------------------------------------------- Refuse


@pytest.mark.parametrize(
    ("values", "problems"),
    [
        ({"type": "toolkit"}, [("type", "There is no such type.")]),
        ({"source_id": None}, [("source_id", REQUIRED)]),
        ({"source": "x" * 61, "source_id": ""}, [("source", None), ("source_id", REQUIRED)]),
        ({"colour": "red"}, [("colour", "A record of this type has no such field.")]),
        ({"reference": "GP-000001"}, [("reference", "A record of this type has no such field.")]),
        ({"slug": "x"}, [("slug", "A record of this type has no such field.")]),
        ({"summary": None}, [("summary", None)]),
        ({"title": ""}, [("title", None)]),
        ({"summary": "x" * 301}, [("summary", "This has 301 characters; at most 300 fit.")]),
        ({"objectives": "x" * 50_001}, [("objectives", "This text has more than 50000 characters.")]),
        ({"sectors": []}, [("sectors", REQUIRED)]),
        ({"sectors": None, "target_groups": None}, [("sectors", REQUIRED), ("target_groups", REQUIRED)]),
        ({"sectors": ["school", "work", "schools"]}, [("sectors", NO_TERM)] * 2),
        ({"sectors": 3}, [("sectors", "This must be a list.")]),
        ({"language": "Deutsch"}, [("language", NO_TERM)]),
        ({"language": None}, [("language", None)]),
        ({"lifecycle": "over"}, [("lifecycle", None)]),
        ({"start": "2020-02-30"}, [("start", "This must be a date such as 2026-09-01.")]),
        ({"start": "2020-01-02", "end": "2020-01-01"}, [("end", "The end lies before the start.")]),
        ({"budget": "much"}, [("budget", "This must be a number.")]),
        ({"budget": float("inf")}, [("budget", "This must be a number.")]),
        ({"budget": -1}, [("budget", None)]),
        ({"age_from": 7.5}, [("age_from", "This must be a whole number.")]),
        ({"usable_elsewhere": "maybe"}, [("usable_elsewhere", "This must be yes or no.")]),
        ({"source_url": "javascript:alert(1)"}, [("source_url", None)]),
        ({"links": [{"url": "https://a.org"}, {"url": "nowhere"}]}, [("links[2].url", None)]),
        ({"links": [{"url": "https://a.org", "role": "x"}]}, [("links[1].role", None)]),
        ({"links": [{"href": "https://a.org"}]}, [("links[1]", "This may have label, role, url, nothing else.")]),
        ({"organisation": {"country": "be"}}, [("organisation.name", REQUIRED)]),
        ({"organisation": {"name": "A", "country": "zz"}}, [("organisation.country", NO_TERM)]),
        ({"organisation": {"name": "A", "website": "no"}}, [("organisation.website", None)]),
        ({"partners": ["x" * 201]}, [("partners[1].name", None)]),
        ({"tags": ["x" * 101]}, [("tags", "A keyword has at most 100 characters.")]),
        ({"relations": [{"kind": "likes", "to": "1"}]}, [("relations", None)]),
        ({"relations": [{"kind": "part-of", "to": "1"}]}, None),
    ],
)  # fmt: skip
def test_record_that_is_wrong_is_refused_with_every_problem(record, values, problems):
    if problems is None:
        assert write_record(record(**values))[1] == Outcome.CREATED
        return

    found = sorted(refusals(record(**{"source_id": "1", **values}) if values.get("source_id", 1) else record(**values)))

    expected = sorted(problems, key=lambda problem: problem[0])
    assert [field for field, _message in found] == [field for field, _message in expected]
    assert all(message in (None, text) for (_f, text), (_g, message) in zip(found, expected, strict=True))
    assert not Entry.objects.exists()
    assert not Organisation.objects.exists()


def test_steps_are_checked_like_a_form(record):
    practice = record(type="practice", objectives=None, context="Need", approach="Way")

    found = refusals(practice | {"steps": [{"title": "x" * 121, "text": "t"}, {"text": "t"}]})

    assert [field for field, _message in found] == ["steps[1].title", "steps[2].title"]


def test_mooc_session_that_ends_before_it_starts_is_refused(record):
    mooc = record(type="mooc", objectives=None, provider="A", sessions=[{"start": "2026-02-01", "end": "2026-01-01"}])

    assert refusals(mooc) == [("sessions[1].end", "The end lies before the start.")]


def test_other_type_under_the_same_identifier_is_refused(record):
    write_record(record())

    found = refusals(record(type="mooc", objectives=None, provider="A"))

    assert found == [("type", "The entry of this identifier has another type.")]


def test_type_without_a_finder_is_refused(record, vocabularies):
    vocabularies.finders["project"].delete()

    [(field, message)] = refusals(record())

    assert (field, "no finder page" in message) == ("type", True)


def test_refused_change_leaves_the_entry_as_it_was(record):
    write_record(record())

    refusals(record(title="New", sectors=[], organisation={"name": "New school"}))

    page = ProjectPage.objects.get()
    assert (page.title, page.revisions.count(), Organisation.objects.count()) == ("Reading together", 1, 0)


# ---------------------------------------------------------------- Relations


def test_relations_are_set_when_both_ends_are_there(record):
    records = [
        record(source_id="1", relations=[{"kind": "part-of", "to": "2"}, {"kind": "based-on", "to": "9"}]),
        record(source_id="2"),
    ]
    for item in records:
        write_record(item)

    missing = link_relations(records)

    page = ProjectPage.objects.get(source_id="1")
    assert [(row.kind, row.target.source_id) for row in page.relations.all()] == [("part-of", "2")]
    assert [(problem.field, problem.value) for problem in missing] == [("relations[2]", "9")]
    assert page.live_revision_id == page.latest_revision_id
    assert write_record(records[0])[1] == Outcome.UNCHANGED
    link_record(records[0])
    assert ProjectPage.objects.get(source_id="1").latest_revision_id == page.latest_revision_id


def test_relation_to_itself_is_refused(record):
    write_record(record())

    assert refusals(record(relations=[{"kind": "part-of", "to": "1"}])) == [
        ("relations", "An entry cannot be related to itself.")
    ]


def test_relation_may_name_a_reference(record):
    target, _outcome = write_record(record(source="other"))

    write_record(record(source_id="2", relations=[{"kind": "documents", "to": target.reference}]))

    assert ProjectPage.objects.get(source_id="2").relations.get().target_id == target.pk
