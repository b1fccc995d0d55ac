import pytest

from hub.catalogue.exchange import TermRow, VocabularyFileError
from hub.catalogue.models import Licence, Sector, TermLabel, Theme
from hub.catalogue.services.vocabularies import save_term
from hub.catalogue.services.vocabulary_loading import load_default_vocabularies, load_vocabulary
from hub.catalogue.vocabulary import vocabulary_of
from tests.factories import term

SCHOOLS = TermRow(
    "schools", labels={"en": "Schools", "nl": "Scholen"}, values={"sort_order": 20, "description": "Shipped"}
)


def test_shipped_vocabularies_load(db):
    reports = {report.kind: report.created for report in load_default_vocabularies()}

    assert reports == {
        "sector": 10,
        "target-group": 16,
        "audience": 13,
        "theme": 45,
        "subject": 12,
        "education-level": 9,
        "country": 252,
        "language": 230,
        "resource-type": 16,
        "licence": 10,
        "funding-programme": 16,
    }
    assert vocabulary_of("country").label("be", "nl") == "België"
    assert vocabulary_of("theme").with_ancestors("trauma") == ("trauma", "wellbeing")
    assert Licence.objects.get(code="cc-by-nc").may_sell is False


def test_loading_again_changes_nothing(db):
    load_default_vocabularies()

    assert [report.kind for report in load_default_vocabularies() if report.changed] == []


def test_loading_again_keeps_what_an_editor_changed(db):
    load_vocabulary("sector", [SCHOOLS], shipped=True)
    sector = Sector.objects.get()
    sector.active, sector.description = False, "Ours"
    save_term(sector, labels={"en": "Schools and colleges", "nl": ""})

    report = load_vocabulary("sector", [SCHOOLS], shipped=True)

    sector.refresh_from_db()
    assert (sector.active, sector.description, sector.label("nl")) == (False, "Ours", "Schools and colleges")
    assert (report.changed, report.labels_kept) == (False, 2)


def test_loading_again_corrects_a_label_nobody_changed(db):
    load_vocabulary("sector", [SCHOOLS], shipped=True)

    load_vocabulary("sector", [TermRow("schools", labels={"en": "School education"})], shipped=True)

    assert Sector.objects.get().label("en") == "School education"


def test_file_changes_what_it_names_and_nothing_else(db):
    load_vocabulary("sector", [SCHOOLS], shipped=True)

    load_vocabulary("sector", [TermRow("schools", labels={"nl": "Onderwijs"}, values={"active": False})])

    sector = Sector.objects.get()
    assert (sector.active, sector.sort_order) == (False, 20)
    assert (sector.label("en"), sector.label("nl")) == ("Schools", "Onderwijs")


def test_label_from_a_file_survives_the_shipped_one(db):
    load_vocabulary("sector", [TermRow("schools", labels={"nl": "Onderwijs"})])

    load_vocabulary("sector", [SCHOOLS], shipped=True)

    assert Sector.objects.get().label("nl") == "Onderwijs"


def test_editors_labels_are_overwritten_when_asked(db):
    load_vocabulary("sector", [SCHOOLS], shipped=True)
    save_term(Sector.objects.get(), labels={"nl": "Onderwijs"})

    kept = load_vocabulary("sector", [SCHOOLS])
    written = load_vocabulary("sector", [SCHOOLS], overwrite_labels=True)

    assert (kept.labels_kept, kept.labels_written) == (1, 0)
    assert (written.labels_kept, written.labels_written) == (0, 1)


def test_file_moves_a_term_below_another(db):
    term("theme", "reading")
    load_vocabulary("theme", [TermRow("language", labels={"en": "Language"}), TermRow("reading", parent="language")])

    assert Theme.objects.get(code="reading").parent.code == "language"


def test_file_merges_terms(hub):
    entry = hub.entry(sectors=["kindergarten"])

    report = load_vocabulary("sector", [TermRow("schools"), TermRow("kindergarten", replaced_by="schools")])

    assert report.merged == 1
    assert [sector.code for sector in type(entry).objects.get().sectors.all()] == ["schools"]
    assert not load_vocabulary("sector", [TermRow("kindergarten", replaced_by="schools")]).changed


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (TermRow("Not a code", line=3), "line 3, code: Use small letters"),
        (TermRow("", line=3), "line 3, code: Use small letters"),
        (TermRow("a", line=3), "line 3, code: “a” occurs more than once."),
        (TermRow("new", line=3, parent="nowhere"), "line 3, parent: There is no term “nowhere”."),
        (TermRow("new", line=3, parent="new"), "line 3, parent: A term cannot point to itself."),
        (TermRow("new", line=3, parent="a"), "line 3, parent: “a” has a broader term itself"),
        (TermRow("new", line=3, replaced_by="nowhere"), "line 3, replaced_by: There is no term “nowhere”."),
        (TermRow("new", line=3, labels={"en": "x" * 121}), "line 3, label en: This is longer than 120"),
    ],
)
def test_bad_row_changes_nothing(db, row, message):
    with pytest.raises(VocabularyFileError, match=message):
        load_vocabulary("theme", [TermRow("b"), TermRow("a", parent="b"), row])

    assert (Theme.objects.count(), TermLabel.objects.count()) == (0, 0)
