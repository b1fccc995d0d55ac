import pytest

from hub.catalogue.imports.errors import MappingError, RecordRefused
from hub.catalogue.imports.mapping_file import load_mapping, read_mapping
from hub.catalogue.imports.readers import Row

BASE = {
    "type": "project",
    "source": "list",
    "source_id": "Id",
    "format": "csv",
    "columns": {"title": "Name"},
}


@pytest.fixture
def mapping_of(vocabularies):
    def read(**changes):
        return read_mapping({**BASE, **changes})

    return read


@pytest.fixture
def problems_of(mapping_of):
    def read(**changes):
        with pytest.raises(MappingError) as refused:
            mapping_of(**changes)
        return refused.value.problems

    return read


def test_row_becomes_a_record(mapping_of):
    mapping = mapping_of(
        constants={"language": "en", "sectors": ["schools"]},
        columns={
            "title": "Name",
            "countries": {"column": "Country", "match": "label"},
            "organisation": {"name": "Owner", "country": {"constant": "de"}},
            "partners": {"column": "Partners", "split": ","},
            "links": [{"url": "Web", "role": {"constant": "source"}}, {"url": "Film"}],
        },
    )
    cells = {"Id": "7", "Name": "Reading", "Country": "Germany", "Owner": "A school", "Partners": "B, C", "Web": "w"}

    assert mapping.record(Row(2, cells)) == {
        "type": "project",
        "source": "list",
        "source_id": "7",
        "title": "Reading",
        "language": "en",
        "sectors": ["schools"],
        "countries": ["de"],
        "organisation": {"name": "A school", "country": "de"},
        "partners": ["B", "C"],
        "links": [{"url": "w", "role": "source"}],
    }


def test_case_overrides_columns_where_its_conditions_hold(mapping_of):
    mapping = mapping_of(
        columns={"title": "Name", "summary": "Text"},
        cases=[{"when": {"column": "Kind", "is": ["a", "b"]}, "columns": {"summary": "Other"}}],
    )

    summaries = [mapping.record(Row(1, {"Kind": kind, "Text": "t", "Other": "o"}))["summary"] for kind in ("A", "c")]

    assert summaries == ["o", "t"]


@pytest.mark.parametrize(
    ("condition", "wanted"),
    [
        ({"is": "x"}, [True, False, False, True]),
        ({"is_not": "x"}, [False, True, True, False]),
        ({"filled": True}, [True, True, False, True]),
        ({"filled": False}, [False, False, True, False]),
        ({"matches": "^x|y$"}, [True, True, False, False]),
    ],
)
def test_filters(mapping_of, condition, wanted):
    mapping = mapping_of(filters=[{"column": "Kind", **condition}])
    rows = [Row(line, {"Kind": kind}) for line, kind in enumerate(["x", "y", None, ["z", "X"]])]

    assert [found for _row, found in mapping.candidates(rows)] == wanted


def test_heading_is_a_column_of_the_rows_below(mapping_of):
    mapping = mapping_of(section={"column": "Id", "name": "Part"}, columns={"title": "Name", "region": "Part"})
    rows = [
        Row(1, {"Id": "First part", "Name": None}),
        Row(2, {"Id": "1", "Name": "a"}),
        Row(3, {"Id": "Second part", "Name": ""}),
        Row(4, {"Id": "2", "Name": "b"}),
    ]

    found = [(row.line, mapping.record(row)["region"]) for row, wanted in mapping.candidates(rows) if wanted]

    assert found == [(2, "First part"), (4, "Second part")]


def test_row_that_cannot_be_trusted_is_refused(mapping_of):
    with pytest.raises(RecordRefused):
        mapping_of().record(Row(2, {"Id": "1", "Name": "x"}, "This row has 3 values, the header 2 columns."))


def test_column_that_the_file_lacks_is_named_with_the_nearest(mapping_of):
    with pytest.raises(MappingError) as refused:
        mapping_of().check_columns([Row(2, {"Id": 1, "Names": "x"})])

    assert refused.value.problems == ["The file has no column “Name”. Do you mean “Names”?"]


# ---------------------------------------------------------------- Mistakes


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"typ": "x"}, "“typ” is unknown."),
        ({"format": "ods"}, "format: choose one of csv, xlsx, jsonl."),
        ({"encoding": "utf-9"}, "encoding: “utf-9” is unknown."),
        ({"delimiter": ";;"}, "delimiter: give one character, or “tab”."),
        ({"header_row": 0}, "header_row: give a line number from 1."),
        ({"columns": {}}, "“title” is missing."),
        ({"columns": {"title": "Name", "colour": "C"}}, "columns.colour: there is no such field."),
        ({"columns": {"title": "Name", "provider": "P"}}, "columns.provider: there is no such field."),
        ({"columns": {"title": {"colum": "Name"}}}, "columns.title: “colum” is unknown."),
        (
            {"columns": {"title": {"constant": "x", "column": "Name"}}},
            "columns.title: give one of column, columns, template, constant, hash.",
        ),
        ({"columns": {"title": 3}}, "columns.title: give the name of a column, or its options."),
        ({"columns": {"title": {"column": "Name", "pattern": "("}}}, "columns.title: “(” is no pattern:"),
        ({"columns": {"title": {"column": "Name", "part": "half"}}}, "columns.title: part knows sentences,"),
        ({"columns": {"title": {"column": "Name", "clean": ["soap"]}}}, "columns.title: clean knows html,"),
        ({"columns": {"title": {"column": "Name", "match": "label"}}}, "columns.title: match: label works for fields"),
        ({"columns": {"title": "Name"}, "constants": {"title": "x"}}, "title: has a constant and a column."),
        ({"constants": {"sectors": ["school"]}}, "constants.sectors: there is no code “school”."),
        ({"constants": {"lifecycle": "over"}}, "constants.lifecycle: there is no code “over”."),
        (
            {"columns": {"title": "Name", "sectors": {"column": "S", "values": {"x": "school"}}}},
            "columns.sectors: there is no code “school”.",
        ),
        (
            {"columns": {"title": "Name", "sectors": {"column": "S", "words": {"school": ["x"]}}}},
            "columns.sectors: there is no code “school”.",
        ),
        ({"type": {"column": "T", "values": {"p": "projekt"}}}, "columns.type: there is no code “projekt”."),
        ({"filters": [{"column": "A"}]}, "filters[1]: give a column and “is”,"),
        ({"filters": {"column": "A", "is": "x", "or": "y"}}, "filters[1]: “or” is unknown."),
        ({"cases": [{"columns": {}, "else": 1}]}, "cases[1]: “else” is unknown."),
        ({"section": "Part"}, "section: give a column and a name."),
    ],
)
def test_mistake_in_a_mapping_is_named_with_its_place(problems_of, changes, problem):
    assert problem in "\n".join(problems_of(**changes))


def test_every_mistake_is_named_at_once(problems_of):
    assert len(problems_of(format="ods", constants={"sectors": "x", "language": "y"})) == 3


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: [", "The mapping is not YAML"),
        ("- a", "A mapping file has names with values"),
        ("", "A mapping file has names with values"),
        ("a: 1\na: 2", "Line 1: a stands there twice."),
        ("a: !!python/object/apply:os.system [ls]", "The mapping is not YAML"),
    ],
)
def test_file_that_is_no_mapping_is_refused(tmp_path, text, problem):
    path = tmp_path / "mapping.yaml"
    path.write_text(text)

    with pytest.raises(MappingError) as refused:
        load_mapping(path)

    assert problem in str(refused.value)


def test_country_no_and_days_stay_text(vocabularies, tmp_path):
    from tests.factories import term

    term("country", "no", "Norway")
    path = tmp_path / "mapping.yaml"
    path.write_text(
        "{type: project, source: list, source_id: Id, format: csv,"
        " constants: {countries: [no], start: 2016-01-01}, columns: {title: Name}}"
    )

    record = load_mapping(path).record(Row(1, {"Id": "1", "Name": "x"}))

    assert (record["countries"], record["start"]) == (["no"], "2016-01-01")
