import pytest

from hub.catalogue.imports.column_file import ColumnReader
from hub.catalogue.imports.columns import Column, labels_of, shortened, whole_sentences, without_html
from hub.catalogue.imports.errors import BadValue

CELLS = {
    "Name": " Deutsch  für\nAlle ",
    "Text": "First one. Second one!\n\nThird paragraph.",
    "Html": "<p>One &amp; two</p><ul><li>three</li></ul><script>x</script>",
    "Amount": "1.091.100,16 €",
    "Day": "04.05.2016",
    "Place": "10041100 - Saarbrücken",
    "Groups": "adults; young people;;",
    "Number": 3,
    "Nothing": "N/A",
}


def column(vocabulary="", **options) -> Column:
    problems = []
    found = ColumnReader(problems, vocabulary).read(
        "columns.x", {key.rstrip("_"): value for key, value in options.items()}
    )
    assert problems == []
    return found


@pytest.mark.parametrize(
    ("options", "value"),
    [
        ({"column": "Name"}, "Deutsch  für\nAlle"),
        ({"column": "Name", "clean": ["spaces"]}, "Deutsch für Alle"),
        ({"column": "Missing"}, None),
        ({"column": "Number"}, 3),
        ({"column": "Nothing", "empty": "N/A"}, None),
        ({"column": "Nothing", "empty": ["N/A"], "or": "Number"}, 3),
        ({"columns": ["Number", "Nothing"], "join": ": "}, "3: N/A"),
        ({"template": "In {Place}: {Number}"}, "In 10041100 - Saarbrücken: 3"),
        ({"template": "In {Missing}"}, None),
        ({"constant": "de"}, "de"),
        ({"column": "Place", "pattern": r"^\d+ - (.+)"}, "Saarbrücken"),
        ({"column": "Place", "pattern": r"\d+"}, "10041100"),
        ({"column": "Name", "pattern": r"\d+"}, None),
        ({"column": "Text", "part": "first_paragraph"}, "First one. Second one!"),
        ({"column": "Text", "part": "later_paragraphs"}, "Third paragraph."),
        ({"column": "Text", "part": "first_sentence"}, "First one."),
        ({"column": "Text", "part": "sentences", "max": 25}, "First one. Second one!"),
        ({"column": "Name", "shorten": 10}, "Deutsch…"),
        ({"column": "Html", "clean": "html"}, "One & two\n\n- three"),
        ({"column": "Groups", "split": ";"}, ["adults", "young people"]),
        ({"column": "Groups", "split": ";", "values": {"young people": "young-adults"}}, ["adults", "young-adults"]),
        ({"column": "Groups", "split": ";", "values": {"adults": None, "Young  People": ["a", "b"]}}, ["a", "b"]),
        ({"column": "Nothing", "values": {"x": "y"}, "default": "z"}, "z"),
        ({"column": "Nothing", "values": {"x": "y"}}, "N/A"),
        (
            {"column": "Name", "words": {"a": "deutsch", "b": ["all"], "c": ["eutsch"], "d": ["*eutsch"]}},
            ["a", "b", "d"],
        ),
        ({"column": "Name", "words": {"c": ["x"]}, "default": ["d"]}, ["d"]),
        ({"column": "Name", "words": {"a": ["deutsch"]}, "default": ["d"]}, ["a"]),
        ({"column": "Name", "words": {"c": ["x"]}, "or": {"constant": "e"}}, "e"),
        ({"column": "Day", "dates": ["%Y", "%d.%m.%Y"]}, "2016-05-04"),
        ({"column": "Amount", "decimal": ","}, "1091100.16"),
        ({"column": "Number", "decimal": ","}, "3"),
    ],
)
def test_column_gives_value(options, value):
    assert column(**options).value(CELLS) == value


@pytest.mark.parametrize("options", [{"column": "Name", "dates": ["%Y"]}, {"column": "Name", "decimal": "."}])
def test_column_that_does_not_fit_is_refused(options):
    with pytest.raises(BadValue):
        column(**options).value(CELLS)


def test_hash_is_the_same_in_every_run_and_differs_by_value():
    same = column(hash=["Name", "Number"])

    assert same.value(CELLS) == same.value(dict(CELLS)) == "ef0e38d2a93a251841c2"
    assert same.value({**CELLS, "Number": 4}) != same.value(CELLS)


def test_labels_match_in_any_language_and_case(vocabularies):
    found = column("country", column="Country", match="label")

    values = [found.value({"Country": text}) for text in ("DE", "Allemagne", "deutschland", "Narnia")]

    assert values == ["de", "de", "de", "Narnia"]


def test_label_of_two_terms_matches_none(vocabularies):
    from tests.factories import term

    term("country", "xx", "Georgia")
    term("country", "yy", "Georgia")

    assert "georgia" not in labels_of("country")


def test_sentences_do_not_end_at_initials_and_numbers():
    text = "Das z. B. am 1. Arbeitsmarkt hilft. Und das nicht."

    assert whole_sentences(text, 40) == "Das z. B. am 1. Arbeitsmarkt hilft."


def test_text_without_spaces_is_cut_anywhere():
    assert shortened("x" * 20, 10) == "x" * 9 + "…"


def test_less_than_sign_is_no_tag():
    assert without_html("a < b <b>c</b> <!-- d -->") == "a < b c"
