import json
import zipfile

import pytest
from openpyxl import Workbook

from hub.catalogue.imports import limits
from hub.catalogue.imports.errors import ImportRefused
from hub.catalogue.imports.readers import Layout, Row, read_rows


def write(path, data):
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def workbook(path, rows, sheet="List"):
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def refusal(path, layout):
    with pytest.raises(ImportRefused) as refused:
        read_rows(path, layout)
    return str(refused.value)


# ---------------------------------------------------------------- CSV


def test_csv_counts_lines_of_quoted_line_ends(tmp_path):
    path = write(tmp_path / "a.csv", 'Name,"Two\nlines"\nx,"1\n2"\n\ny,3\n')

    rows = read_rows(path, Layout("csv"))

    assert rows == [Row(3, {"Name": "x", "Two lines": "1\n2"}), Row(6, {"Name": "y", "Two lines": "3"})]


def test_csv_with_title_above_the_header_and_rows_to_skip(tmp_path):
    path = write(tmp_path / "a.csv", "A list;\nName;Place\n(text);(text)\nx;y\nsum;2\n")

    rows = read_rows(path, Layout("csv", delimiter=";", header_row=2, first_row=4, skip_rows=(5,)))

    assert rows == [Row(4, {"Name": "x", "Place": "y"})]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
def test_csv_in_other_encodings(tmp_path, encoding):
    path = write(tmp_path / "a.csv", "Name\nZürich\n".encode(encoding))

    assert read_rows(path, Layout("csv", encoding=encoding)) == [Row(2, {"Name": "Zürich"})]


def test_csv_in_another_encoding_than_said_names_the_byte_and_line(tmp_path):
    path = write(tmp_path / "a.csv", "Name\nZürich\n".encode("latin-1"))

    assert refusal(path, Layout("csv", encoding="utf-8")) == (
        "The file is not in utf-8: byte 7, in line 2, cannot be read."
    )


def test_csv_with_a_longer_row_marks_that_row(tmp_path):
    path = write(tmp_path / "a.csv", "a,b\n1,2,3\n4\n")

    first, second = read_rows(path, Layout("csv"))

    assert first.problem == "This row has 3 values, the header 2 columns."
    assert second == Row(3, {"a": "4", "b": None})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('a,b\n1,"2\n3,4\n', "Line 2: unexpected end of data."),
        ("a,a\n1,2\n", "These columns occur twice in the header: a."),
        ("a,b\n", "The file has no rows."),
        ("\n\n", "There is no header in line 1."),
        ("a\x00b\nx\n", "Line 1 has a NUL character; this is no text file."),
        ("", "The file is empty."),
        ("a\n" + "x" * 200_000, "Line 2: field larger than field limit (131072)."),
    ],
)
def test_csv_that_is_broken_is_refused(tmp_path, text, message):
    assert refusal(write(tmp_path / "a.csv", text), Layout("csv")) == message


def test_file_that_is_missing_or_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("hub.catalogue.imports.readers.MAX_BYTES", 3)

    assert "There is no file" in refusal(tmp_path / "none.csv", Layout("csv"))
    assert refusal(write(tmp_path / "a.csv", "a\nb\n"), Layout("csv")) == "The file has 4 bytes; at most 3 are read."


def test_file_with_too_many_rows_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("hub.catalogue.imports.readers.MAX_ROWS", 2)

    assert refusal(write(tmp_path / "a.csv", "a\n1\n2\n3\n"), Layout("csv")) == "The file has more than 2 rows."
    assert refusal(write(tmp_path / "a.jsonl", "{}\n{}\n{}\n"), Layout("jsonl")) == "The file has more than 2 rows."


# ---------------------------------------------------------------- JSON Lines


def test_json_lines_keep_their_line_numbers(tmp_path):
    path = write(tmp_path / "a.jsonl", '{"a": [1, "é"]}\n\n{"a": null}\n')

    assert read_rows(path, Layout("jsonl")) == [Row(1, {"a": [1, "é"]}), Row(3, {"a": None})]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"a": 1', "Line 2, character 8 is not JSON: Expecting ',' delimiter."),
        ("[1]", "Line 2 is not an object."),
        ('{"a": NaN}', "Line 2 cannot be read: NaN is no JSON number."),
        ("[" * 100_000, "Line 2 cannot be read"),
        (f'{{"a": {"9" * 5000}}}', "Line 2 cannot be read"),
        (json.dumps({"a": "x" * 1_000_001}), "Line 2 is longer than 1000000 characters."),
    ],
)
def test_json_line_that_is_broken_is_refused(tmp_path, line, message):
    assert message in refusal(write(tmp_path / "a.jsonl", '{"a": 1}\n' + line), Layout("jsonl"))


# ---------------------------------------------------------------- XLSX


def test_workbook_gives_days_as_text_and_leaves_empty_rows_out(tmp_path):
    from datetime import datetime

    rows = [[], ["Name", "Start", "Budget"], [], ["x", datetime(2016, 5, 1), 10.0], ["y", None, 0.5]]
    path = workbook(tmp_path / "a.xlsx", rows)

    assert read_rows(path, Layout("xlsx", sheet="List", header_row=2)) == [
        Row(4, {"Name": "x", "Start": "2016-05-01", "Budget": 10}),
        Row(5, {"Name": "y", "Start": None, "Budget": 0.5}),
    ]


def test_workbook_without_the_sheet_is_refused(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["a"], ["b"]])

    assert refusal(path, Layout("xlsx", sheet="Other")) == (
        "The workbook cannot be read: it has no sheet 'Other', but List."
    )


def test_workbook_that_is_none_is_refused(tmp_path):
    assert "it is no XLSX file" in refusal(write(tmp_path / "a.xlsx", "Name\nx\n"), Layout("xlsx"))


def test_workbook_that_is_damaged_is_refused(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["a"], ["b"]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:80]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)

    assert "The workbook cannot be read" in refusal(path, Layout("xlsx"))


def test_workbook_that_unpacks_to_too_much_is_refused_unread(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (limits.RATIO_MATTERS_FROM + 1))

    assert "would unpack to 20000001 bytes" in refusal(path, Layout("xlsx"))


def test_workbook_with_a_cell_far_away_is_refused(tmp_path):
    book = Workbook()
    book.active.append(["a"])
    book.active.cell(row=1_048_576, column=1, value="x")
    book.save(tmp_path / "deep.xlsx")
    book = Workbook()
    book.active.cell(row=1, column=16_384, value="x")
    book.save(tmp_path / "wide.xlsx")

    assert "more than 100000 rows" in refusal(tmp_path / "deep.xlsx", Layout("xlsx"))
    assert "more than 500 columns" in refusal(tmp_path / "wide.xlsx", Layout("xlsx"))
