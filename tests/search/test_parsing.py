import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.parsing import MAX_LENGTH, MAX_TERMS, Part, parse, tidy, without


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("refugee school", (Part("refugee"), Part("school"))),
        ('"welcome class" trauma', (Part("welcome class", quoted=True), Part("trauma"))),
        ("„erste Hilfe“ «accueil»", (Part("erste Hilfe", quoted=True), Part("accueil", quoted=True))),
        ("school -university", (Part("school"), Part("university", excluded=True))),
        ('-"higher education"', (Part("higher education", quoted=True, excluded=True),)),
        ("covid-19 - x", (Part("covid-19"), Part("-"), Part("x"))),
        ('an "open quote', (Part("an"), Part("open"), Part("quote"))),
        ('"" ""', ()),
    ],
)
def test_parse_takes_text_apart(text, parts):
    assert parse(text) == parts


def test_tidy_drops_what_no_word_has():
    assert tidy("  a\x00b\u202e c\n\nd\ud800 ") == "a b c d"


def test_tidy_cuts():
    assert len(tidy("word " * 10_000)) <= MAX_LENGTH


def test_without_leaves_one_part_out():
    assert without('"welcome class" school -health', Part("school")) == '"welcome class" -health'


@given(st.text(st.characters(codec=None), max_size=3000))
def test_any_text_is_bounded_and_stable(text):
    once = tidy(text)
    assert (tidy(once), len(once) <= MAX_LENGTH, len(parse(once)) <= MAX_TERMS) == (once, True, True)
