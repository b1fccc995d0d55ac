from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.documents import build_documents, collation_key
from search.models import SearchDocument
from search.records import plain
from tests.factories import organisation, term

pytestmark = pytest.mark.django_db


def body_of(entry) -> dict:
    return SearchDocument.objects.get(object_id=entry.pk).body


def words_of_field(entry, name: str) -> str:
    return SearchDocument.objects.get(object_id=entry.pk).words.get(name, ["", ""])[0]


def test_document_holds_codes_with_those_above(hub):
    term("country", "be", parent="europe-west")
    term("theme", "trauma", parent="wellbeing")
    facets = body_of(hub.entry(countries=["be"], themes=["trauma"]))["facets"]
    assert (facets["country"], facets["theme"]) == (["be", "europe-west"], ["trauma", "wellbeing"])


def test_signals_say_what_speaks_for_an_entry(hub):
    bare, verified = hub.entry(), hub.entry(last_verified_at=date(2026, 5, 1))
    assert [body_of(entry)["signals"] for entry in (bare, verified)] == [[], ["verified"]]


def test_document_of_a_practice_has_its_bands(hub):
    entry = hub.entry(
        time_band="week", cost_band="low", age_from=7, age_to=13, evaluation="self", evaluation_method="x"
    )
    facets = body_of(entry)["facets"]
    assert [facets[name] for name in ("type", "time", "cost", "age", "evidence")] == [
        ["practice"],
        ["week"],
        ["low"],
        ["12-15", "6-11"],
        ["evaluated"],
    ]


def test_document_of_a_project_has_every_year(hub):
    entry = hub.entry("project", start=date(2019, 9, 1), end=date(2021, 2, 1))
    assert body_of(entry)["facets"]["year"] == ["2019", "2020", "2021"]


def test_document_of_a_mooc_has_days_of_its_status(hub):
    entry = hub.entry("mooc", purposes=["school"], language_level="b1", weeks=6, price=0)
    entry.sessions.create(start=date(2026, 3, 1), end=date(2026, 4, 1))
    entry.save()
    body = body_of(entry)
    day = date.toordinal
    assert [[code, begins] for begins, code in body["steps"]["status"]][1:] == [
        ["running", day(date(2026, 3, 1))],
        ["finished", day(date(2026, 4, 2))],
    ]
    assert [body["facets"][name] for name in ("purpose", "level", "mode", "time", "cost")] == [
        ["school"],
        ["b1"],
        ["online"],
        ["term"],
        ["none"],
    ]


def test_document_of_a_resource_has_type_and_permissions(hub):
    licence = term("licence", "cc-by-nc")
    licence.may_share = licence.may_adapt = True
    licence.save()
    facets = body_of(hub.entry("resource", minutes=45, licence="cc-by-nc"))["facets"]
    assert [facets[name] for name in ("resource-type", "time", "licence")] == [
        ["worksheet"],
        ["hour"],
        ["adapt", "share", "use"],
    ]


def test_words_come_from_every_field(hub):
    entry = hub.entry(
        title="Een welkom",
        summary="Voor ouders",
        context="<p>De <b>nood</b></p><p>eerst</p>",
        search_keywords="geheim",
        organisation=organisation("De Brug"),
        language="nl",
    )
    entry.links.create(url="https://example.org", label="Handleiding")
    entry.tags.add("taalmaatje")
    entry.save()
    assert words_of_field(entry, "title") == "een welkom"
    assert words_of_field(entry, "summary") == "voor ouders"
    assert words_of_field(entry, "body").startswith("de nood eerst")
    assert words_of_field(entry, "hidden").startswith("geheim gp")
    assert words_of_field(entry, "links") == "handleiding"
    assert words_of_field(entry, "terms") == "taalmaatje de brug"


def test_documents_are_built_in_a_fixed_number_of_queries(hub):
    pks = [hub.entry(kind, title=f"{kind} {n}").pk for kind in ("practice", "mooc", "resource") for n in range(3)]
    list(build_documents(pks[:1]))  # looks at the clock of the vocabularies
    with CaptureQueriesContext(connection) as few:
        list(build_documents(pks[::3]))
    with CaptureQueriesContext(connection) as many:
        list(build_documents(pks))
    assert len(many) == len(few)


def test_document_of_a_draft_is_none(hub):
    entry = hub.entry(live=False)
    assert list(build_documents([entry.pk])) == []
    assert not SearchDocument.objects.filter(object_id=entry.pk).exists()


def test_collation_key_sorts_like_a_dictionary():
    titles = ["Zebra", "élan", "Elan", "école", "Ecole 2", "ästhetik", "Astra", "Ωμέγα", "Жук", "10 ways", "eine Ecke"]
    ordered = ["10 ways", "ästhetik", "Astra", "école", "Ecole 2", "eine Ecke", "Elan", "élan", "Zebra", "Ωμέγα", "Жук"]
    assert sorted(titles, key=collation_key) == ordered


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>two</p>", "One two"),
        ("a<b>b</b>c", "abc"),
        ("5 < 6 &amp; 7 &gt; 3", "5 < 6 & 7 > 3"),
        ("<" * 50_000, "<" * 50_000),
    ],
)
def test_plain_takes_tags_away(html, text):
    assert plain(html).split() == text.split()
