"""The mappings that the documentation ships, and the files they were written for where those are at hand."""

import json
from pathlib import Path

import pytest

from hub.catalogue.imports.mapping_file import load_mapping
from hub.catalogue.imports.readers import read_rows
from hub.catalogue.imports.records import Outcome, write_record
from hub.catalogue.imports.service import import_file
from hub.catalogue.models import Entry
from hub.catalogue.services.vocabulary_loading import load_default_vocabularies

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples" / "imports"
DATA = ROOT.parent / "shared" / "data"
CASES = DATA / "esif-projects" / "import_cases"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))
FILES = {
    "candidates": DATA / "hub-demo-candidates" / "candidates.jsonl",
    "esf-ireland": CASES / "IE.ireland__National ESF 2014-2020__List of Operations October 2016.xlsx",
    "esf-saarland": CASES / "DE.germany__DEC.saarland__ESF 2014-2020__Vorhabenliste-25-05-2016_Saarland.xlsx",
    "esf-berlin": CASES / "DE.germany__DE3.berlin__ESF 2014-2020__CSV_ESF-Berlin-2014-2020.csv",
}


@pytest.fixture
def default_vocabularies(hub):
    load_default_vocabularies()
    return hub


def shared(name: str) -> Path:
    path = FILES[name]
    if not path.exists():
        pytest.skip(f"{path.name} is not at hand; the folder ../shared/data holds the lists these mappings are for")
    return path


def test_every_shipped_mapping_is_sound(default_vocabularies):
    assert NAMES == ["candidates", "esf-berlin", "esf-ireland", "esf-saarland", "hub-records"]
    for name in NAMES:
        load_mapping(EXAMPLES / f"{name}.yaml")


@pytest.mark.parametrize(
    ("name", "wanted", "headings_and_left_out"),
    [("candidates", 1490, 40), ("esf-ireland", 25, 570), ("esf-saarland", 142, 0), ("esf-berlin", 336, 0)],
)
def test_shared_list_is_read_whole(default_vocabularies, name, wanted, headings_and_left_out):
    path = shared(name)
    mapping = load_mapping(EXAMPLES / f"{name}.yaml")
    rows = read_rows(path, mapping.layout)

    mapping.check_columns(rows)

    found = [is_wanted for _row, is_wanted in mapping.candidates(rows)]
    assert (sum(found), len(found) - sum(found)) == (wanted, headings_and_left_out)


def test_irish_list_becomes_entries_and_again_changes_nothing(default_vocabularies):
    path, mapping = shared("esf-ireland"), load_mapping(EXAMPLES / "esf-ireland.yaml")

    first, second = import_file(path, mapping), import_file(path, mapping)

    assert dict(first.counts) == {"created": 24, "refused": 1, "left out": 570}
    assert dict(second.counts) == {"unchanged": 24, "refused": 1, "left out": 570}
    assert {error.line for error in first.errors} == {622}
    youthreach = Entry.objects.filter(title="Youthreach")
    assert sorted(entry.start.year for entry in youthreach) == [2015, 2016]


def test_list_of_saarland_names_no_person(default_vocabularies):
    mapping = load_mapping(EXAMPLES / "esf-saarland.yaml")

    records = [mapping.record(row) for row in read_rows(shared("esf-saarland"), mapping.layout)]

    assert records[0]["organisation"] == {"name": "Neue Arbeit Saar gGmbH", "country": "de"}
    assert not any("straße" in record["organisation"]["name"].lower() for record in records)


def test_list_of_berlin_gives_days_and_amounts(default_vocabularies):
    mapping = load_mapping(EXAMPLES / "esf-berlin.yaml")

    records = [mapping.record(row) for row in read_rows(shared("esf-berlin"), mapping.layout)]

    assert len({record["source_id"] for record in records}) == 336
    assert (records[0]["start"], records[0]["budget"]) == ("2016-04-04", "91100.16")
    assert write_record(records[0])[1] == Outcome.CREATED


def test_records_of_the_demo_are_records(default_vocabularies, tmp_path):
    lines = [
        line for path in sorted((ROOT / "hub/pages/demo").glob("*.jsonl")) for line in path.read_text().splitlines()
    ]
    path = tmp_path / "demo.jsonl"
    # Each type once, with what hangs on it; the whole demo has its own test.
    by_type = {json.loads(line)["type"]: line for line in lines if line}
    path.write_text("\n".join(by_type.values()))

    report = import_file(path, load_mapping(EXAMPLES / "hub-records.yaml"))

    assert (report.counts["created"], report.counts["refused"]) == (4, 0)
