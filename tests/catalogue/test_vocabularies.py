import pytest
from django.core.exceptions import ValidationError

from community.members.models import Organisation
from hub.catalogue.models import Entry, Sector, TermLabel
from hub.catalogue.services.vocabularies import (
    MergeRefused,
    TermInUse,
    delete_term,
    merge_terms,
    reorder_terms,
    restore_term,
    retire_term,
    save_term,
)
from hub.catalogue.signals import entries_changed
from hub.catalogue.vocabulary import vocabulary_of
from tests.factories import organisation, superuser, term


@pytest.fixture
def announced():
    calls = []

    def receive(sender, entry_ids, **kwargs):
        calls.append(set(entry_ids))

    entries_changed.connect(receive)
    yield calls
    entries_changed.disconnect(receive)


def sectors_of(entry):
    return sorted(Entry.objects.get(pk=entry.pk).sectors.values_list("code", flat=True))


def order_of(model):
    return list(model.objects.values_list("code", flat=True))


# ---------------------------------------------------------------- Merge


def test_merge_moves_tags_and_keeps_the_alias(hub):
    old, new = term("sector", "kindergarten"), term("sector", "early-childhood")
    first = hub.entry(sectors=["kindergarten"])
    second = hub.entry(sectors=["kindergarten", "schools"])

    moved = merge_terms(source=old, target=new)

    assert moved == 2
    assert sectors_of(first) == ["early-childhood"]
    assert sectors_of(second) == ["early-childhood", "schools"]
    assert vocabulary_of("sector").get("kindergarten").code == "early-childhood"
    old.refresh_from_db()
    assert (old.active, old.replaced_by) == (False, new)


def test_merge_leaves_no_tag_twice(hub):
    old, new = term("sector", "kindergarten"), term("sector", "early-childhood")
    entry = hub.entry(sectors=["kindergarten", "early-childhood"])

    merge_terms(source=old, target=new)

    assert sectors_of(entry) == ["early-childhood"]


def test_merge_moves_foreign_keys_of_every_model(hub):
    entry = hub.entry(licence="free")
    school = organisation(country=term("country", "nl"))

    merge_terms(source=term("licence", "free"), target=term("licence", "cc-by"))
    merge_terms(source=term("country", "nl"), target=term("country", "be"))

    entry.refresh_from_db()
    school.refresh_from_db()
    assert (entry.licence.code, school.country.code) == ("cc-by", "be")


def test_merge_moves_narrower_terms_and_older_aliases(hub):
    term("theme", "reading", parent="literacy")
    merge_terms(source=term("theme", "letters"), target=term("theme", "literacy"))

    merge_terms(source=term("theme", "literacy"), target=term("theme", "language"))

    assert term("theme", "reading").parent.code == "language"
    assert vocabulary_of("theme").get("letters").code == "language"
    assert term("theme", "letters").replaced_by.code == "language"


def test_merge_announces_the_entries_it_touches(hub, announced):
    entry = hub.entry(themes=["literacy"])
    below = hub.entry(themes=[])
    below.themes = [term("theme", "reading", parent="literacy")]
    below.save()
    hub.entry(themes=["language"])
    announced.clear()

    merge_terms(source=term("theme", "literacy"), target=term("theme", "language"))

    assert announced == [{entry.pk, below.pk}]


def test_merge_is_undone_when_a_receiver_fails(hub):
    def fail(sender, **kwargs):
        raise RuntimeError("no")

    entry = hub.entry(sectors=["kindergarten"])
    entries_changed.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            merge_terms(source=term("sector", "kindergarten"), target=term("sector", "schools"))
    finally:
        entries_changed.disconnect(fail)

    assert sectors_of(entry) == ["kindergarten"]
    assert term("sector", "kindergarten").replaced_by is None


def test_merge_that_would_make_two_organisations_equal_is_refused(hub):
    organisation("A school", country=term("country", "nl"))
    Organisation.objects.create(name="A school", slug="another", country=term("country", "be"))

    with pytest.raises(MergeRefused):
        merge_terms(source=term("country", "nl"), target=term("country", "be"))

    assert term("country", "nl").replaced_by is None


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        (("sector", "schools"), ("sector", "schools"), "A term cannot be merged into itself."),
        (("sector", "schools"), ("theme", "language"), "The two terms belong to different vocabularies."),
        (("sector", "merged"), ("sector", "schools"), "This term was merged already."),
        (("sector", "schools"), ("sector", "merged"), "The other term is not in use."),
        (("sector", "schools"), ("sector", "retired"), "The other term is not in use."),
        (
            ("theme", "language"),
            ("theme", "reading"),
            "This term has narrower terms, so it can only be merged into a term of the first level.",
        ),
    ],
)
def test_merge_is_refused(hub, source, target, reason):
    merge_terms(source=term("sector", "merged"), target=term("sector", "schools"))
    retire_term(term("sector", "retired"))
    term("theme", "reading", parent="language")

    with pytest.raises(MergeRefused, match=reason):
        merge_terms(source=term(*source), target=term(*target))


def test_draft_gets_the_new_term_when_it_is_published(hub):
    entry = hub.entry(sectors=["schools"])
    entry.sectors = [term("sector", "kindergarten")]
    draft = entry.save_revision()
    merge_terms(source=term("sector", "kindergarten"), target=term("sector", "early-childhood"))

    draft.publish()

    assert sectors_of(entry) == ["early-childhood"]


# ---------------------------------------------------------------- Retire


def test_retired_term_stays_on_its_entries(hub):
    entry = hub.entry(sectors=["schools"])

    retire_term(term("sector", "schools"), user=superuser())

    assert sectors_of(entry) == ["schools"]
    assert not vocabulary_of("sector").get("schools").active


def test_restored_term_is_offered_again(hub):
    retire_term(term("sector", "schools"))

    restore_term(term("sector", "schools"))

    assert vocabulary_of("sector").get("schools").active


def test_term_with_narrower_terms_in_use_is_not_retired(hub):
    term("theme", "reading", parent="language")

    with pytest.raises(ValidationError, match="1 narrower terms in use"):
        retire_term(term("theme", "language"))

    assert term("theme", "language").active


def test_merged_term_is_not_restored(hub):
    merge_terms(source=term("sector", "kindergarten"), target=term("sector", "schools"))

    with pytest.raises(ValidationError):
        restore_term(term("sector", "kindergarten"))


# ---------------------------------------------------------------- Edit and order


def test_saved_label_is_marked_as_an_editors(hub):
    save_term(term("sector", "schools"), labels={"en": "Schools", "nl": " Scholen "})

    labels = TermLabel.objects.filter(object_id=term("sector", "schools").pk)
    assert set(labels.values_list("language", "label", "edited")) == {
        ("en", "Schools", False),
        ("nl", "Scholen", True),
    }


def test_emptied_label_falls_back_to_english(hub):
    save_term(term("sector", "schools", nl="Scholen"), labels={"nl": ""})

    assert term("sector", "schools").label("nl") == "Schools"


def test_a_term_is_called_otherwise_without_a_label(hub):
    save_term(term("sector", "schools"), labels={}, also={"nl": " school;; lagere school "})

    info = vocabulary_of("sector").by_code["schools"]
    assert (info.also, info.label("nl")) == ({"nl": ("lagere school", "school")}, "Schools")


def test_moving_a_term_announces_its_entries(hub, announced):
    entry = hub.entry(themes=["reading"])
    theme = term("theme", "reading")
    theme.parent = term("theme", "language")
    announced.clear()

    save_term(theme, labels={})

    assert announced == [{entry.pk}]


def test_third_level_is_refused(hub):
    term("theme", "reading", parent="language")
    theme = term("theme", "phonics")
    theme.parent = term("theme", "reading")

    with pytest.raises(ValidationError, match="two levels"):
        save_term(theme, labels={})


def test_reordering_numbers_the_tree_anew(hub):
    for code in ("a", "b"):
        term("theme", code)
        for below in ("1", "2"):
            term("theme", code + below, parent=code)

    reorder_terms([term("theme", "b"), term("theme", "a")])
    reorder_terms([term("theme", "a2"), term("theme", "a1")])

    assert order_of(type(term("theme", "a"))) == ["b", "b1", "b2", "a", "a2", "a1"]


# ---------------------------------------------------------------- Delete


def test_unused_term_is_deleted_with_its_labels(hub):
    delete_term(term("sector", "schools"), user=superuser())

    assert (Sector.objects.count(), TermLabel.objects.count()) == (0, 0)


def test_term_in_use_is_not_deleted(hub):
    hub.entry(sectors=["schools"], licence="cc-by")
    hub.entry(sectors=["schools"], live=False)

    with pytest.raises(TermInUse) as refused:
        delete_term(term("sector", "schools"))

    assert refused.value.usage.entries == 2
    assert Sector.objects.filter(code="schools").exists()


def test_term_of_a_draft_is_not_deleted(hub):
    entry = hub.entry(sectors=["schools"])
    entry.sectors = [term("sector", "health")]
    entry.save_revision()

    with pytest.raises(TermInUse) as refused:
        delete_term(term("sector", "health"))

    assert refused.value.usage.draft_ids == {entry.pk}


def test_term_of_other_records_is_not_deleted(hub):
    organisation(country=term("country", "be"))

    with pytest.raises(TermInUse) as refused:
        delete_term(term("country", "be"))

    assert refused.value.usage.elsewhere == {"organisations": 1}


def test_term_with_an_alias_is_not_deleted(hub):
    merge_terms(source=term("sector", "kindergarten"), target=term("sector", "schools"))

    with pytest.raises(TermInUse) as refused:
        delete_term(term("sector", "schools"))

    assert refused.value.usage.aliases == 1
