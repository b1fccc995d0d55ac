from hub.catalogue.services.vocabularies import merge_terms, retire_term
from hub.catalogue.widgets import TermCheckboxes, TermSelect
from tests.factories import term


def test_children_are_offered_below_their_parents(db):
    term("theme", "reading", parent="language")
    term("theme", "work")

    labels = [label for _, label in TermSelect("theme").choices]

    assert labels == ["—", "Language", "– Reading", "Work"]


def test_retired_term_is_offered_only_where_it_is_chosen(db):
    schools, health = term("sector", "schools"), term("sector", "health")
    retire_term(health)

    unchosen = TermCheckboxes("sector").render("sectors", [schools.pk])
    chosen = TermCheckboxes("sector").render("sectors", [schools.pk, health.pk])

    assert ("Health" in unchosen, "Health" in chosen) == (False, True)
    assert chosen.count("checked") == 2


def test_draft_with_a_merged_term_shows_the_new_one(db):
    old, new = term("sector", "kindergarten"), term("sector", "early-childhood")
    merge_terms(source=old, target=new)

    html = TermCheckboxes("sector").render("sectors", [old.pk])

    assert (html.count("checked"), "Kindergarten" in html) == (1, False)


def test_select_without_a_choice_renders(db):
    term("licence", "cc-by")

    assert "selected" not in TermSelect("licence").render("licence", None).replace('value="" selected', "")
