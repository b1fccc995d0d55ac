import pytest

from hub.catalogue.services.vocabularies import save_term
from search import clock
from search.names import WordCount
from search.query import SearchQuery, in_order
from search.spelling import corrections
from search.spelling.dictionary import dictionary
from search.spelling.lexicon import Lexicon, changes_allowed, distance
from search.spelling.written import rewritten
from tests.factories import organisation, term


def near(words: str, typed: str) -> list[str]:
    lexicon = Lexicon(WordCount(word, count) for count, word in enumerate(words.split(), start=1))
    return [alike.word for alike in sorted(lexicon.alike(typed))]


@pytest.mark.parametrize(
    ("first", "second", "changes"),
    [
        ("mother", "mother", 0),
        ("moter", "mother", 1),
        ("mothher", "mother", 1),
        ("mather", "mother", 1),
        ("mohter", "mother", 1),
        ("ohtmer", "mother", 3),
        ("", "ab", 2),
        ("πρόσφυγας", "πρόσφιγας", 1),
        ("لاجئين", "لاجين", 1),
    ],
)
def test_distance_is_the_number_of_changes(first, second, changes):
    assert (distance(first, second, 2), distance(second, first, 2)) == (changes, changes)


def test_distance_stops_counting():
    assert distance("welcome", "quilt", 2) == 3


@pytest.mark.parametrize(("word", "most"), [("cat", 0), ("cats", 1), ("mother", 2), ("a" * 41, 0), ("gp000214", 0)])
def test_short_words_and_numbers_may_not_change(word, most):
    assert changes_allowed(word) == most


def test_nearest_and_most_frequent_come_first():
    assert near("refugees refugee refuges refusal", "refugge") == ["refugee", "refuges", "refugees"]


def test_same_first_letter_counts():
    assert near("matter father", "mather") == ["matter", "father"]


def test_two_changes_and_another_beginning_are_another_word():
    assert near("cycle", "bicycle") == []
    assert near("bicycle", "bycicle") == ["bicycle"]


def test_words_of_every_script():
    assert near("μαθητης λαθος", "μαθητις") == ["μαθητης"]
    assert near("اللاجئين مدرسه", "اللاجين") == ["اللاجئين"]
    assert near("українська", "украінська") == ["українська"]


def test_what_is_too_long_or_a_number_is_no_word():
    assert Lexicon([WordCount("2024", 9), WordCount("a" * 50, 9)]).words == []


def test_rewritten_replaces_words_and_nothing_else():
    assert rewritten('"Moter tongue" -moter, l’ecole', {"moter": "mother", "ecole": "école"}) == (
        '"mother tongue" -mother, l’école'
    )


# ---------------------------------------------------------------- With a catalogue


@pytest.fixture
def filled(hub):
    for number in range(6):
        hub.entry(title=f"Refugee children at school {number}", summary="Élèves réfugiés")
    hub.entry("mooc", title="Mother tongue")
    term("target-group", "parents", "Parents", nl="Ouders van leerlingen")
    return hub


def spelt(text: str, *unmatched: str, few: bool = True) -> list[str]:
    return corrections(SearchQuery(text=text), unmatched, few=few)


def test_word_is_spelt_as_in_the_catalogue(filled):
    assert spelt("refugge")[0] == "refugee"
    assert spelt("moter tonge") == ["mother tongue"]
    assert spelt("refugis")[0] == "réfugiés"
    assert spelt("eleves refugis")[0] == "eleves réfugiés"


def test_words_of_labels_are_known_in_every_language(filled):
    assert spelt("leerligen") == ["leerlingen"]
    assert spelt("leerlingen") == []


def test_what_else_a_term_is_called_is_known(hub):
    save_term(term("target-group", "refugee-children"), labels={}, also={"nl": "vluchtelingen"})
    hub.entry(title="First")
    assert spelt("vluchtelignen") == ["vluchtelingen"]


def test_organisations_are_known(hub):
    hub.entry(title="First", organisation=organisation("Brugfiguren vzw"))
    assert spelt("brugfigurn") == ["brugfiguren"]


def test_word_that_is_there_is_right(filled):
    assert spelt("refugee") == []
    assert spelt("mother") == []


def test_rare_word_may_be_a_mistake_of_a_frequent_one(hub):
    for number in range(12):
        hub.entry(title=f"The library {number}")
    hub.entry(title="The libary")
    assert spelt("libary") == ["library"]


def test_only_unmatched_words_are_doubted_when_there_is_enough(filled):
    assert spelt("moter refugge", "refugge", few=False)[0] == "moter refugee"


def test_nothing_is_put_in_that_only_hidden_text_has(filled):
    hidden = filled.entry(title="Zanzibar")
    assert spelt("zanzibal") == ["zanzibar"]
    hidden.unpublish()
    assert spelt("zanzibal") == []


def test_dictionary_that_lags_behind_leaks_nothing(filled):
    hidden = filled.entry(title="Zanzibar")
    type(hidden).objects.filter(pk=hidden.pk).update(live=False)
    assert dictionary().count("zanzibar") == 1
    assert spelt("zanzibal") == []


def test_bounds(filled):
    long = " ".join(["refugge", "scool", "tonge", "chidren"] * 10)
    assert len(spelt(long)) <= 6
    assert spelt("x" * 500) == spelt("") == spelt("!!!") == []


@pytest.mark.django_db(transaction=True)
def test_dictionary_follows_publications():
    from tests.factories import Hub

    hub = Hub.build()
    hub.entry(title="Quilting")
    first = dictionary()
    assert first.count("quilting") == 1
    assert dictionary().names is first.names
    before = clock.read()
    hub.entry(title="Weaving")
    assert (clock.read() == before, dictionary().count("weaving")) == (False, 1)


def test_choices_stay(filled):
    query = SearchQuery(text="refugge", choices=in_order({"sector": ("schools",)}))
    assert query.with_text(corrections(query)[0]).to_url("/") == "/?q=refugee&sector=schools"
