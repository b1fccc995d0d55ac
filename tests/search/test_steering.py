"""Synonyms and best bets, from the editor's words to the page."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from search.analysis import query_words
from search.asking import question_of
from search.engines import get_engine
from search.models import BestBet, Synonym
from search.query import SearchQuery
from search.steering import steering, steering_of
from search.steering.synonyms import MOST_ADDED

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 17)


def synonym(*words: str, also: str = "", **fields) -> Synonym:
    direction = "one-way" if also else "both"
    rule = Synonym(words="\n".join(words), also=also, direction=direction, **fields)
    rule.full_clean()
    rule.save()
    return rule


def bet(entry, *words: str, **fields) -> BestBet:
    rule = BestBet(words="\n".join(words), entry=entry, **fields)
    rule.full_clean()
    rule.save()
    return rule


def ranked(text: str, language: str = "en") -> tuple[int, ...]:
    return get_engine().search(question_of(SearchQuery(text=text, language=language))).ids


def found(text: str, language: str = "en") -> set[int]:
    return set(ranked(text, language))


@pytest.fixture
def entries(hub):
    """A single word, two words side by side, the same words apart."""
    word = hub.entry(title="Moedertaal in de klas", language="nl", slug="a")
    phrase = hub.entry(title="A mother tongue café", slug="b")
    apart = hub.entry(title="My tongue, said the mother", slug="c")
    return word, phrase, apart


# ---------------------------------------------------------------- Synonyms


def test_each_word_finds_the_others(entries):
    word, phrase, apart = entries
    assert (found("moedertaal"), found("mother tongue")) == ({word.pk}, {phrase.pk, apart.pk})
    synonym("moedertaal", "mother tongue")
    assert (found("moedertaal"), found("mother tongue")) == ({word.pk, phrase.pk}, {word.pk, phrase.pk, apart.pk})
    assert found("tongue") == {phrase.pk, apart.pk}


def test_one_way_does_not_lead_back(entries):
    word, phrase, apart = entries
    synonym("mother tongue", also="moedertaal")
    assert (found("moedertaal"), found("mother tongue")) == ({word.pk}, {word.pk, phrase.pk, apart.pk})


def test_rule_is_for_its_language(entries):
    word, phrase, _apart = entries
    synonym("moedertaal", "mother tongue", language="nl")
    assert (found("moedertaal", "nl"), found("moedertaal", "en")) == ({word.pk, phrase.pk}, {word.pk})


def test_words_among_others_are_understood(entries):
    word, phrase, _apart = entries
    synonym("moedertaal", "mother tongue")
    assert ranked("the MOEDERTAAL café")[0] == phrase.pk
    assert ranked("klas mother tongue")[0] == word.pk


def test_other_forms_of_a_word_are_the_same_word(hub):
    entry = hub.entry(title="Newcomers at school")
    synonym("immigrants", "newcomer")
    assert (found("immigrant"), found("Immigrants")) == ({entry.pk}, {entry.pk})


def test_what_was_typed_ranks_above_what_it_means(hub):
    meant = hub.entry(title="Newcomers", slug="a")
    typed = hub.entry(title="Immigrants", slug="b")
    for number in range(9):
        hub.entry(slug=f"other-{number}")
    synonym("immigrants", "newcomers")
    assert ranked("immigrants") == (typed.pk, meant.pk)


def test_deleted_or_changed_rule_is_in_force_at_once(entries):
    word, phrase, _apart = entries
    rule = synonym("moedertaal", "mother tongue")
    assert found("moedertaal") == {word.pk, phrase.pk}
    rule.words = "moedertaal\nhome language"
    rule.save()
    assert found("moedertaal") == {word.pk}
    rule.delete()
    assert found("moedertaal") == {word.pk}


def test_circles_do_no_harm(hub):
    entries = {name: hub.entry(title=name, slug=name) for name in ("alpha", "beta", "gamma")}
    for one, other in (("alpha", "beta"), ("beta", "gamma"), ("gamma", "alpha")):
        synonym(one, also=other)
    assert found("alpha") == {entries["alpha"].pk, entries["beta"].pk}


def test_a_word_means_only_so_much(hub):
    rules = [Synonym(words=f"alpha\nword{number}", direction="both") for number in range(50)]
    index = steering_of(rules, [], ("en",)).synonyms
    (meanings,) = index.meanings(query_words("alpha", ("en",)), "en")
    assert len(meanings) == MOST_ADDED


@pytest.mark.parametrize(
    ("words", "also", "field"),
    [
        ("refugee", "", "words"),
        ("refugee\nREFUGEE\n réfugee", "", "words"),
        ("the\nrefugee", "", "words"),
        ("!!!\nrefugee", "", "words"),
        ("one two three four five six seven\nrefugee", "", "words"),
        ("\n".join(f"word{number}" for number in range(11)), "", "words"),
        ("x" * 81 + "\nrefugee", "", "words"),
        ("refugee", "the", "also"),
    ],
)
def test_words_that_say_nothing_or_too_much_are_refused(hub, words, also, field):
    hub.entry()
    with pytest.raises(ValidationError) as refused:
        synonym(*words.split("\n"), also=also)
    assert list(refused.value.message_dict) == [field]


def test_lines_are_tidied(hub):
    rule = synonym("  refugee\x00 ", "", "Refugee", "newly   arrived")
    assert rule.words == "refugee\nnewly arrived"


# ---------------------------------------------------------------- Best bets


def ids(text: str, language: str = "en", day: date = TODAY) -> list[int]:
    words = query_words(text, ("en",))
    return steering().bets.entry_ids(words, language, day)


def test_bet_is_for_its_question(hub):
    entry = hub.entry()
    bet(entry, "story bags", "library")
    asked = ("story bags", "bag story", "Libraries", "story", "story bags at home")
    assert {text: ids(text) for text in asked} == {
        "story bags": [entry.pk],
        "bag story": [entry.pk],
        "Libraries": [entry.pk],
        "story": [],
        "story bags at home": [],
    }


def test_bet_may_be_for_questions_with_more_words(hub):
    entry = hub.entry()
    bet(entry, "story bags", match="contained")
    assert (ids("story bags at home"), ids("bags at home")) == ([entry.pk], [])


def test_bet_that_says_most_comes_first(hub):
    general, special = hub.entry(slug="a"), hub.entry(slug="b")
    bet(general, "story", match="contained")
    bet(special, "story bags", match="contained")
    assert ids("story bags") == [special.pk, general.pk]


@pytest.mark.parametrize(
    ("starts", "ends", "shown"),
    [(None, None, True), (0, 0, True), (1, None, False), (None, -1, False), (-3, 3, True)],
)
def test_bet_has_its_days(hub, starts, ends, shown):
    entry = hub.entry()
    days = [None if days is None else TODAY + timedelta(days=days) for days in (starts, ends)]
    bet(entry, "bags", starts_on=days[0], ends_on=days[1])
    assert ids("bags") == ([entry.pk] if shown else [])


def test_bet_is_for_its_language(hub):
    entry = hub.entry()
    bet(entry, "bags", language="nl")
    assert (ids("bags", "nl"), ids("bags", "en")) == ([entry.pk], [])


def test_bet_cannot_end_before_it_starts(hub):
    with pytest.raises(ValidationError):
        bet(hub.entry(), "bags", starts_on=TODAY, ends_on=TODAY - timedelta(days=1))
