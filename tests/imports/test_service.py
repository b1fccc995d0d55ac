import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.models import ReferenceIndex, Revision

from community.members.models import Organisation, User
from hub.catalogue.imports.errors import ImportRefused
from hub.catalogue.imports.mapping_file import read_mapping
from hub.catalogue.imports.report import Report
from hub.catalogue.imports.service import import_file
from hub.catalogue.models import Entry, Keyword, ReferenceCounter
from hub.catalogue.signals import entries_changed
from practices.models import ProjectPage
from search.models import SearchClock, SearchDocument
from tests.factories import superuser

MAPPING = """
type: project
source: list
source_id: Id
format: csv
constants: {language: en, sectors: [schools], target_groups: [adults]}
columns:
  title: Name
  summary: Name
  objectives: Name
  countries: {column: Country, split: ",", match: label}
  organisation: {name: Owner}
"""
GOOD = "Id,Name,Country,Owner\n1,One,be,A school\n2,Two,Germany,A school\n"
MIXED = GOOD + '3,"=Thr""ee",Narnia,B school\n4,,be,\n2,Again,be,\n5,Five,be,A school\n'


@pytest.fixture
def mapping(vocabularies):
    return read_mapping(
        {
            "type": "project",
            "source": "list",
            "source_id": "Id",
            "format": "csv",
            "constants": {"language": "en", "sectors": ["schools"], "target_groups": ["adults"]},
            "columns": {
                "title": "Name",
                "summary": "Name",
                "objectives": "Name",
                "countries": {"column": "Country", "split": ",", "match": "label"},
                "organisation": {"name": "Owner"},
            },
        }
    )


@pytest.fixture
def file_of(tmp_path):
    def make(text, name="list.csv"):
        (tmp_path / name).write_text(text)
        return tmp_path / name

    return make


@pytest.fixture
def announced():
    calls = []

    def receive(sender, entry_ids, **kwargs):
        calls.append(len(entry_ids))

    entries_changed.connect(receive)
    yield calls
    entries_changed.disconnect(receive)


def everything() -> dict:
    """What an import may touch, counted."""
    models = (Entry, Revision, Organisation, Keyword, SearchDocument, ReferenceIndex)
    counts = {model.__name__: model.objects.count() for model in models}
    counters = (ReferenceCounter, SearchClock)
    return counts | {model.__name__: list(model.objects.values()) for model in counters}


# ---------------------------------------------------------------- Rows


def test_good_rows_are_written_and_bad_ones_reported(mapping, file_of):
    report = import_file(file_of(MIXED), mapping)

    assert sorted(ProjectPage.objects.live().values_list("source_id", flat=True)) == ["1", "2", "5"]
    assert dict(report.counts) == {"created": 3, "refused": 3, "left out": 0}
    assert [(error.line, error.field, error.value) for error in report.errors] == [
        (4, "countries", "Narnia"),
        (5, "title", ""),
        (5, "summary", ""),
        (5, "objectives", ""),
        (6, "source_id", "line 3"),
    ]
    assert Organisation.objects.count() == 1


def test_import_again_changes_nothing(mapping, file_of):
    import_file(file_of(MIXED), mapping)
    before = everything()

    report = import_file(file_of(MIXED), mapping)

    assert dict(report.counts) == {"unchanged": 3, "refused": 3, "left out": 0}
    assert everything() == before


def test_changed_row_updates_its_entry_alone(mapping, file_of):
    import_file(file_of(GOOD), mapping)

    report = import_file(file_of(GOOD.replace("Two", "Zwei")), mapping)

    assert dict(report.counts) == {"updated": 1, "unchanged": 1, "left out": 0}
    assert list(ProjectPage.objects.order_by("source_id").values_list("title", flat=True)) == ["One", "Zwei"]


def test_rows_of_a_batch_are_announced_at_once(mapping, file_of, announced, monkeypatch):
    monkeypatch.setattr("hub.catalogue.imports.service.BATCH", 2)

    import_file(file_of(MIXED), mapping)

    assert announced == [2, 1]


def test_entries_are_searchable_and_their_references_known(mapping, file_of):
    import_file(file_of(GOOD), mapping)

    page = ProjectPage.objects.get(source_id="2")
    assert SearchDocument.objects.filter(object_id=page.pk, deleted=False).exists()
    assert list(Entry.objects.search("Two")) == [page.entry_ptr]
    assert ReferenceIndex.get_references_to(page.organisation).count() == 2


def test_relations_to_later_rows_are_set(vocabularies, record, file_of):
    records = [
        record(source_id="1", relations=[{"kind": "part-of", "to": "2"}]),
        record(source_id="2", relations=[{"kind": "documents", "to": "7"}]),
    ]
    path = file_of("\n".join(map(json.dumps, records)), "list.jsonl")

    report = import_file(path, read_mapping({"format": "jsonl", "records": True}))

    assert ProjectPage.objects.get(source_id="1").relations.get().target.source_id == "2"
    assert dict(report.counts) == {"created": 2, "left out": 0}
    assert [(error.line, error.field, error.value) for error in report.errors] == [(2, "relations[1]", "7")]


def test_draft_import_publishes_nothing(mapping, file_of):
    report = import_file(file_of(GOOD), mapping, publish=False)

    assert (report.counts["created"], ProjectPage.objects.live().count()) == (2, 0)
    assert not SearchDocument.objects.exists()


# ---------------------------------------------------------------- Nothing


def test_dry_run_does_all_of_it_and_leaves_nothing(mapping, file_of, announced):
    before = everything()

    report = import_file(file_of(MIXED), mapping, dry_run=True)

    assert everything() == before
    assert announced == [3]
    assert dict(report.counts) == {"created": 3, "refused": 3, "left out": 0}
    assert "This was a dry run: nothing of it was kept." in str(report)
    assert import_file(file_of(MIXED), mapping).counts == report.counts


def test_dry_run_of_a_change_leaves_the_entry(mapping, file_of):
    import_file(file_of(GOOD), mapping)
    before = everything()

    report = import_file(file_of(GOOD.replace("Two", "Zwei")), mapping, dry_run=True)

    assert report.counts["updated"] == 1
    assert everything() == before
    assert ProjectPage.objects.get(source_id="2").title == "Two"


@pytest.mark.parametrize("text", ["", "Id,Name\n1,One\n", GOOD + '6,"open\n', "Id,Name,Country,Owner\n"])
def test_file_that_cannot_be_used_changes_nothing(mapping, file_of, text):
    before = everything()

    with pytest.raises(ImportRefused):
        import_file(file_of(text), mapping)

    assert everything() == before


def test_receiver_that_fails_stops_the_import_with_its_batch(mapping, file_of):
    def fail(sender, **kwargs):
        raise RuntimeError("no")

    entries_changed.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            import_file(file_of(GOOD), mapping)
    finally:
        entries_changed.disconnect(fail)

    assert not Entry.objects.exists()


def test_somebody_who_may_not_publish_is_refused(mapping, file_of):
    stranger = User.objects.create_user("somebody@example.org")

    report = import_file(file_of(GOOD), mapping, user=stranger)

    assert [error.field for error in report.errors] == ["type", "type"]
    assert not Entry.objects.exists()


def test_import_costs_few_queries_a_row(mapping, file_of, django_assert_max_num_queries):
    path = file_of("Id,Name,Country,Owner\n" + "".join(f"{n},Name {n},be,A school\n" for n in range(20)))
    import_file(path, mapping, dry_run=True)

    with django_assert_max_num_queries(20 * 130, connection=connection):
        import_file(path, mapping)


# ---------------------------------------------------------------- Report


def test_report_suggests_terms_for_unknown_values(mapping, file_of):
    report = import_file(file_of("Id,Name,Country,Owner\n1,One,Germany?,\n2,Two,Germany?,\n3,Three,Narnia,\n"), mapping)

    assert list(report.snippet()) == [
        "columns:",
        "  countries:",
        "    values:",
        '      "Germany?": de  # 2 rows',
        '      "Narnia":   # 1 row',
    ]


def test_report_as_a_table_runs_no_formula(mapping, file_of, tmp_path):
    report = import_file(file_of('Id,Name,Country,Owner\n1,One,"=cmd|x",\n'), mapping)

    report.write_csv(tmp_path / "report.csv")

    rows = list(csv.reader(io.StringIO((tmp_path / "report.csv").read_text("utf-8-sig"))))
    assert rows == [
        ["line", "field", "value", "problem"],
        ["2", "countries", "'=cmd|x", "The vocabulary has no such term."],
    ]


def test_report_counts_what_is_wrong_by_kind(mapping, file_of):
    lines = str(import_file(file_of(GOOD + "".join(f"{n},,be,\n" for n in range(3, 8))), mapping)).splitlines()

    assert lines[0] == "2 created, 0 updated, 0 unchanged, 5 refused, 0 left out by the mapping"
    assert "5 × title: This field cannot be blank. (lines 4, 5, 6, …)" in lines


def test_rate_of_nothing_is_zero():
    assert Report().rate == 0.0


# ---------------------------------------------------------------- Command


@pytest.fixture
def run(file_of, mapping, capsys):
    mapping_path = file_of(MAPPING, "mapping.yaml")

    def call(text, **options):
        call_command("import_entries", str(file_of(text)), **{"mapping": mapping_path, **options})
        return capsys.readouterr().out

    return call


def test_command_imports_in_the_name_of_an_editor(run):
    admin = superuser()

    out = run(GOOD, user="admin@example.org")

    assert "2 created" in out
    assert set(ProjectPage.objects.values_list("owner", flat=True)) == {admin.pk}


def test_command_ends_with_an_error_and_a_report_when_rows_were_refused(run, tmp_path):
    with pytest.raises(CommandError, match="3 rows were refused"):
        run(MIXED, report=tmp_path / "report.csv")

    assert ProjectPage.objects.count() == 3
    assert len((tmp_path / "report.csv").read_text("utf-8-sig").splitlines()) == 6


@pytest.mark.parametrize("options", [{"user": "nobody@example.org"}, {"mapping": "none.yaml"}])
def test_command_refuses_what_it_cannot_find(run, options, tmp_path):
    if "mapping" in options:
        options = {"mapping": tmp_path / options["mapping"]}
    with pytest.raises(CommandError):
        run(GOOD, **options)

    assert not Entry.objects.exists()
