import time

import pytest

from practices.submissions.differences import Part, differences, parts_of
from tests.factories import term


def test_texts_are_compared_word_by_word():
    assert parts_of("We read a book.", "We read two books.") == [
        Part("We read ", "same"),
        Part("a book", "removed"),
        Part("two books", "added"),
        Part(".", "same"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "kind"), [("", "New", "added"), ("Old", "", "removed"), ("Same", "Same", "same")]
)
def test_text_that_appears_or_goes_is_one_part(old, new, kind):
    assert parts_of(old, new) == [Part(old or new, kind)]


def test_both_versions_can_be_read_from_the_parts():
    old = "One sentence stays. " * 30 + "Then a word changes here. " + "And it ends."
    new = "One sentence stays. " * 30 + "Then two words change there. " + "And it ends."
    parts = parts_of(old, new)

    assert "".join(part.text for part in parts if part.kind != "added") == old
    assert "".join(part.text for part in parts if part.kind != "removed") == new


def test_long_texts_are_compared_by_sentences_and_within_them_by_words():
    old = "".join(f"Sentence number {place} says this. " for place in range(600))
    new = old.replace("number 300 says this", "number 300 says that")

    assert [(part.text, part.kind) for part in parts_of(old, new) if part.kind != "same"] == [
        ("this", "removed"),
        ("that", "added"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a b " * 5_000, "b a " * 5_000),
        (" ".join(f"w{n % 90}" for n in range(6_000)), " ".join(f"w{n * 7 % 90}" for n in range(6_000))),
        ("x" * 20_000, "y" * 20_000),
        (". " * 10_000, "! " * 10_000),
        ("\n".join("a" for _ in range(10_000)), "\n".join("b" for _ in range(10_000))),
    ],
)
def test_hostile_texts_are_compared_within_a_second(old, new):
    begun = time.process_time()
    parts_of(old, new)

    assert time.process_time() - begun < 1


@pytest.mark.django_db
def test_fields_are_named_and_shown_in_words():
    for code in ("be", "nl"):
        term("country", code, {"be": "Belgium", "nl": "Netherlands"}[code])
    before = {"title": "Reading", "countries": ["be"], "cost_band": "", "links": []}
    after = {
        "title": "Reading",
        "countries": ["be", "nl"],
        "free_of_charge": True,
        "start": "2026-09-01",
        "links": [{"url": "https://example.org/", "label": "Home", "role": "website"}],
        "steps": [{"title": "Ask", "text": "Ask families."}],
    }
    found = {
        change.label: [(part.text, part.kind) for part in change.parts]
        for change in differences(before, after, "practice")
    }

    assert found == {
        "Countries": [("Belgium", "same"), ("\nNetherlands", "added")],
        "When did it begin?": [("1 Sep 2026", "added")],
        "Is it free of charge?": [("Yes", "added")],
        "Links": [("Website · Home · https://example.org/", "added")],
        "Step by step": [("Ask\nAsk families.", "added")],
    }


@pytest.mark.django_db
def test_long_text_that_stayed_is_shortened_in_its_middle():
    text = "Nothing changes in this sentence at all. " * 30
    change = differences({"context": text + "Old."}, {"context": text + "New."}, "practice")[0]

    assert len(change.parts[0].text) < 400
    assert [part.kind for part in change.parts] == ["same", "removed", "added"]
