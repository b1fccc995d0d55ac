import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from search.analysis import fold, part_stems, phrase_words, places, query_words, split, stem, words_of

LANGUAGES = ("ar", "de", "el", "en", "fr", "nl", "pl", "tr", "uk")
anything = st.text(st.characters(codec=None), max_size=200)
WORD = regex.compile(r"[\p{L}\p{N}\p{M}]{1,64}")


def test_fold_unites_what_people_type_differently():
    same = [
        ("École", "ecole"),
        ("Straße", "STRASSE"),
        ("πρόσφυγας", "ΠΡΟΣΦΥΓΑΣ"),
        ("إلى", "الي"),
        ("مدرسة", "مدرسه"),
        ("مُعَلِّم", "معلم"),
        ("مـــدرسة", "مدرسة"),
        ("یادگیری", "يادگيري"),
        ("Łódź", "lodz"),
        ("İstanbul", "istanbul"),
        ("ｆｕｌｌ", "full"),
        ("٢٠٢٦", "2026"),
    ]
    assert [fold(left) for left, _ in same] == [fold(right) for _, right in same]


def test_fold_keeps_letters_that_are_not_accents():
    assert fold("Київ") == "київ"
    assert fold("ёлка") == "елка"
    assert fold("हिन्दी") == "हिन्दी"


def test_split_keeps_the_place_in_the_source():
    text = "Voor l’école, covid-19!"
    assert [text[word.place.start : word.place.end] for word in split(text)] == ["Voor", "l’école", "covid-19"]
    assert [len(word.pieces) for word in split(text)] == [1, 2, 2]


def test_split_makes_pairs_of_scripts_without_spaces():
    assert [word.text for word in split("東京都 ABC東京")] == ["東京", "京都", "ABC", "東京"]
    assert [word.text for word in split("猫")] == ["猫"]


def test_stem_depends_on_the_language():
    assert stem("refugees", "en") == stem("refugee", "en")
    assert stem("vluchtelingen", "nl") == stem("vluchteling", "nl")
    assert stem("школами", "uk") == stem("школа", "uk")
    assert stem("اللاجئين", "ar") == stem("لاجئون", "ar")
    assert stem("words", "zh") == "words-"


def test_stem_is_the_beginning_of_a_word_where_nothing_is_known_of_the_language():
    assert [stem(word, "tl") for word in ("kaibigan", "kaibigang")] == ["kaibi-", "kaibi-"]
    assert [stem(word, "bn") for word in ("বাংলাদেশে", "বাংলাদেশের")] == ["বাংল-", "বাংল-"]
    assert [stem(word, "ko") for word in ("학교에서", "학교")] == ["학교-", "학교-"]
    assert [stem("kaibigan", language) for language in ("", "uk")] == ["kaibigan", "kaibigan"]


def test_words_of_hyphenated_word_is_found_apart_and_together():
    words = words_of("second-language", "en")
    assert words.text == ("second", "language")
    assert "secondlanguage" in words.forms


def test_words_of_umlaut_is_found_spelt_out():
    assert "mueller" in words_of("Müller", "de").forms


def test_query_words_drop_the_single_letter_of_an_elision():
    assert [word.exact for word in query_words("l’école d'accueil", ["fr"])] == [
        ("ecole", "lecole"),
        ("accueil", "daccueil"),
    ]


def test_query_words_have_the_stems_of_every_language():
    (word,) = query_words("schools", ["en", "nl", "fr"])
    assert "~school" in word.stems


def test_phrase_words_are_the_words_in_order():
    assert phrase_words("Second-Language Learners") == ("second", "language", "learners")


def test_places_name_all_forms_a_word_is_found_by():
    found = dict(places("Flüchtlinge lernen", "de"))
    assert found[(0, 11)] == {"fluchtlinge", "fluechtlinge", "~fluchtling"}


@given(anything)
@example("ﷺ ⑴ ½ ﬁ")
@example("\ud800a\udfff")
def test_fold_gives_a_word_that_stays_itself(text):
    folded = [fold(word.text) for word in split(text)]
    assert [fold(word) for word in folded] == folded


@given(anything, st.sampled_from(LANGUAGES))
@example("a\x00b\u202e ـــ", "ar")
@example("ꭰꭱ ᏣᎳᎩ ẞ İ", "de")
def test_words_of_any_text_are_clean_words(text, language):
    words = words_of(text, language)
    assert [word for word in words.text if not WORD.fullmatch(word)] == []
    assert [form for form in words.forms if not WORD.fullmatch(form.removeprefix("~"))] == []


@given(anything, st.sampled_from(LANGUAGES))
def test_a_text_is_found_by_its_own_words(text, language):
    words = words_of(text, language)
    stored = {*words.text, *words.forms}
    missing = [w for w in query_words(text, [language]) if not stored & {*w.exact, *w.stems}]
    assert missing == []


@given(anything)
def test_places_lie_inside_the_text(text):
    assert all(0 <= place.start < place.end <= len(text) for place, _ in places(text, "en"))


def found_by(question: str, text: str, language: str) -> list[bool]:
    """Whether each word of a question is in a text."""
    words = words_of(text, language)
    known = {*words.text, *words.forms}
    asked = query_words(question, ("de", "en", "fr", "nl"))
    return [not known.isdisjoint((*word.exact, *word.stems)) for word in asked]


@pytest.mark.parametrize(
    ("question", "text", "language"),
    [
        ("Kinder", "Flüchtlingskinder", "de"),
        ("Flüchtlinge", "Unterricht für Flüchtlingskinder", "de"),
        ("Flüchtlingskinder", "Kinder von Flüchtlingen", "de"),
        ("Sprachkurs", "Kurse der deutschen Sprache", "de"),
        ("Kurs", "Sprachkurse", "de"),
        ("kinderen", "vluchtelingenkinderen", "nl"),
        ("taalles", "lessen Nederlandse taal", "nl"),
        ("les", "taallessen", "nl"),
        ("vluchtelingenkinderen", "kinderen van vluchtelingen", "nl"),
        ("gezondheidszorg", "zorg voor gezondheid", "nl"),
        ("school", "l’école Sainte-Marie, une school", "fr"),
        ("ecole", "L’École", "fr"),
        ("covid19", "COVID-19", "en"),
        ("co-operation", "cooperation", "en"),
        ("Strasse", "Straße", "de"),
        ("schueler", "Schüler", "de"),
    ],
)
def test_words_are_found_as_people_type_them(question, text, language):
    assert set(found_by(question, text, language)) == {True}


def test_a_word_made_of_others_is_not_any_of_them():
    assert found_by("Flüchtlingskinder", "Kinder im Garten", "de") == [False, True]
    assert found_by("Kurs", "Exkursion", "de") == [False]


def test_only_words_of_the_field_are_taken_apart():
    assert [part_stems(word, "de") for word in ("Kindheit", "Mitarbeiter", "Zeitung", "spielen")] == [()] * 4
    assert [part_stems(word, "nl") for word in ("leerlingen", "gezelschap", "bestuur", "lezen")] == [()] * 4
    assert part_stems("Flüchtlingskinder", "en") == ()
