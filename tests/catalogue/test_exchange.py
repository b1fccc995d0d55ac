from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from hub.catalogue.exchange import VocabularyFileError, rows_of
from hub.catalogue.exchange.files import WRITERS, read_vocabulary
from hub.catalogue.models import VOCABULARIES, Language, Licence, Theme
from hub.catalogue.services.vocabularies import merge_terms, retire_term, save_term
from hub.catalogue.services.vocabulary_loading import SHIPPED, load_vocabulary
from tests.factories import term

FOREIGN = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@base <https://example.org/roles/> .
<> a skos:ConceptScheme .
<early_years> a skos:Concept ; skos:prefLabel "Early years"@en, "Vroege jaren"@nl ; skos:topConceptOf <> .
<crèche> a skos:Concept ; skos:notation "creche" ; skos:prefLabel "Crèche"@fr ; skos:broader <early_years> .
"""


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problems_of(path, kind="sector"):
    with pytest.raises(VocabularyFileError) as refused:
        read_vocabulary(path, kind)
    return [str(problem) for problem in refused.value.problems]


@pytest.fixture
def lived_in(db):
    """Some shipped vocabularies after some editing."""
    for name in ("theme.csv", "licence.csv", "language.json"):
        kind = name.split(".")[0]
        load_vocabulary(kind, read_vocabulary(SHIPPED / name, kind), shipped=True)
    save_term(term("theme", "trauma"), labels={}, also={"nl": "trauma; getraumatiseerd", "de": "Trauma"})
    merge_terms(source=term("theme", "policy"), target=term("theme", "monitoring"))
    retire_term(term("theme", "coordination"))
    term("theme", "commas", "A, “b” and\nc", parent="systems", ar="علامات")


@pytest.mark.parametrize("format", WRITERS)
@pytest.mark.parametrize("kind", ["theme", "licence", "language"])
def test_export_can_be_loaded_into_an_empty_hub(lived_in, tmp_path, format, kind):
    before = [row.__dict__ | {"line": 0} for row in rows_of(kind)]
    writer, ending, _ = WRITERS[format]
    path = write(tmp_path, f"{kind}.{ending}", writer(kind))
    VOCABULARIES[kind].objects.update(replaced_by=None, parent=None)
    VOCABULARIES[kind].objects.all().delete()

    load_vocabulary(kind, read_vocabulary(path, kind))

    after = [row.__dict__ | {"line": 0} for row in rows_of(kind)]
    places = {row["code"]: place for place, row in enumerate(before, start=1)}
    if format == "skos":
        # SKOS keeps the order, not the numbers.
        for row in before:
            row["values"]["sort_order"] = places[row["code"]] * 10
    assert after == before


@pytest.mark.parametrize("format", WRITERS)
def test_loading_an_unchanged_export_changes_nothing(lived_in, tmp_path, format):
    writer, ending, _ = WRITERS[format]
    path = write(tmp_path, f"theme.{ending}", writer("theme"))

    load_vocabulary("theme", read_vocabulary(path, "theme"))

    assert not load_vocabulary("theme", read_vocabulary(path, "theme")).changed


def test_skos_of_somebody_else_keeps_its_addresses(db, tmp_path):
    path = write(tmp_path, "roles.ttl", FOREIGN)

    load_vocabulary("theme", read_vocabulary(path, "theme"))

    assert {theme.code: (theme.uri, theme.parent and theme.parent.code) for theme in Theme.objects.all()} == {
        "early-years": ("https://example.org/roles/early_years", None),
        "creche": ("https://example.org/roles/crèche", "early-years"),
    }
    assert term("theme", "early-years").label("nl") == "Vroege jaren"


def test_csv_sets_fields_of_its_vocabulary(db, tmp_path):
    path = write(tmp_path, "a.csv", "code,may_adapt,url,label_en\nmy-own,yes,https://example.org/l,Mine\n")

    load_vocabulary("licence", read_vocabulary(path, "licence"))

    licence = Licence.objects.get()
    assert (licence.may_adapt, licence.may_use, licence.url) == (True, True, "https://example.org/l")


def test_shipped_language_has_its_own_name(lived_in):
    assert Language.objects.get(code="uk").autonym == "українська"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", "code\n", ["file: Unknown kind of file; known are .csv, .json, .ttl."]),
        ("a.csv", "", ["line 1, code: This column is missing."]),
        ("a.csv", "code,colour\na,red\n", ["line 1, colour: Unknown column."]),
        ("a.csv", "code,code\na,b\n", ["line 1: A column occurs twice."]),
        ("a.csv", "code,uri\na\n", ["line 2: The number of cells differs from the header."]),
        ("a.csv", "code,uri\na,b,c\n", ["line 2: The number of cells differs from the header."]),
        ("a.csv", "code,active\na,perhaps\n", ["line 2, active: Write “yes” or “no”."]),
        ("a.csv", "code,uri\na,nowhere\n", ["line 2, uri: Enter a valid URL."]),
        ("a.csv", "code,sort_order\na,x\n", ["line 2, sort_order: “x” value must be an integer."]),
        ("a.csv", 'code\n"a\n', ["line 1: unexpected end of data"]),
        ("a.csv", "code\n\xe9\n".encode("latin-1"), ["file: The file is not in UTF-8."]),
        ("a.csv", b"code\n" + b"a" * 5_000_000, ["file: The file is larger than 5 MB."]),
        ("a.ttl", "", ["file: The file has no SKOS concept."]),
    ],
)
def test_bad_file_is_refused_with_its_reason(db, tmp_path, name, content, expected):
    assert problems_of(write(tmp_path, name, content)) == expected


def test_bad_turtle_is_refused(db, tmp_path):
    [problem] = problems_of(write(tmp_path, "a.ttl", "<a> <b"))

    assert problem.startswith("file: This is not Turtle:")


def test_missing_file_is_refused(db, tmp_path):
    assert problems_of(tmp_path / "a.csv") == ["file: There is no such file."]


# ---------------------------------------------------------------- Commands


def test_commands_load_export_and_import(db, tmp_path):
    out = StringIO()
    call_command("load_vocabularies", stdout=out)
    path = tmp_path / "sectors.csv"
    call_command("export_vocabulary", "sector", output=path)
    path.write_text(path.read_text().replace("Youth work", "Work with young people"))

    call_command("import_vocabulary", "sector", str(path), stdout=out)

    assert "sector: 10 terms added, 0 completed, 110 labels written" in out.getvalue()
    assert "0 terms added, 0 changed, 0 merged, 1 labels written" in out.getvalue()
    assert term("sector", "youth-work").label("en") == "Work with young people"


def test_export_command_prints_turtle(db):
    term("sector", "schools")
    out = StringIO()

    call_command("export_vocabulary", "sector", format="skos", stdout=out)

    assert 'skos:prefLabel "Schools"@en' in out.getvalue()


def test_import_command_names_every_problem(db, tmp_path):
    path = write(tmp_path, "a.csv", "code,active\nA,yes\nB,yes\n")

    with pytest.raises(CommandError) as refused:
        call_command("import_vocabulary", "sector", str(path))

    assert str(refused.value).count("Use small letters") == 2
