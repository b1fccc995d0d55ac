import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import ModelLogEntry

from hub.catalogue.models import VOCABULARIES, Entry, Sector, TermLabel, Theme
from hub.catalogue.services.vocabularies import merge_terms
from tests.factories import organisation, superuser, term, user


@pytest.fixture
def editor(client, hub):
    client.force_login(superuser())
    return client


def address(model, name, *args):
    return reverse(f"vocabulary_{model._meta.model_name}:{name}", args=args)


def page(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text(response):
    main = BeautifulSoup(response.content, "html.parser").select_one("main")
    return " ".join(main.get_text(" ").split())


def fields_of(response):
    """What the form would send unchanged."""
    form = page(response).select_one("#w-editor-form")
    values = {
        field["name"]: field.get("value", "") for field in form.select("input[name]") if field.get("type") != "checkbox"
    }
    values |= {field["name"]: "on" for field in form.select("input[type=checkbox][checked]")}
    chosen = {field["name"]: field.select_one("option[selected]") for field in form.select("select[name]")}
    return values | {name: option["value"] if option else "" for name, option in chosen.items()}


# ---------------------------------------------------------------- Listing


@pytest.mark.parametrize("kind", VOCABULARIES)
def test_every_vocabulary_has_its_pages(editor, kind):
    model = VOCABULARIES[kind]
    pk = term(kind, "first").pk

    for name, args in [("index", ()), ("add", ()), ("order", ()), ("edit", (pk,)), ("history", (pk,))]:
        page(editor.get(address(model, name, *args)))
    for name in ("merge", "active", "delete", "usage"):
        page(editor.get(address(model, name, pk)))


def test_listing_is_a_tree_with_uses_labels_and_status(editor, hub):
    term("theme", "work")
    term("theme", "reading", parent="language", nl="Lezen")
    hub.entry(themes=["reading"])
    merge_terms(source=term("theme", "old"), target=term("theme", "work"))

    response = editor.get(address(Theme, "index"))

    rows = [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("td")]
        for row in page(response).select("main tbody tr")
    ]
    assert [[cell.split("  ")[0] for cell in row][1:2] for row in rows] == [
        ["language"],
        ["reading"],
        ["old"],
        ["work"],
    ]
    assert rows[1][0].startswith("– Reading")
    assert rows[1][2:5] == ["Lezen", "", "1"]
    assert rows[2][-1] == "Merged into Work"


def test_listing_asks_as_many_questions_for_many_terms(editor, django_assert_max_num_queries):
    for number in range(40):
        term("sector", f"sector-{number}")
    editor.get(address(Sector, "index"))

    with django_assert_max_num_queries(25):
        editor.get(address(Sector, "index"))


def test_listing_is_searched_in_any_language(editor):
    term("sector", "schools", nl="Onderwijs")
    term("sector", "health")

    response = editor.get(address(Sector, "index"), {"q": "onderwijs"})

    assert [row.select("td")[1].get_text(strip=True) for row in page(response).select("main tbody tr")] == ["schools"]


@pytest.mark.parametrize(
    ("status", "codes"), [("in-use", ["a"]), ("retired", ["b"]), ("merged", ["c"]), ("x", ["a", "b", "c"])]
)
def test_listing_is_filtered_by_status(editor, status, codes):
    term("sector", "a")
    Sector.objects.filter(pk=term("sector", "b").pk).update(active=False)
    merge_terms(source=term("sector", "c"), target=term("sector", "a"))

    response = editor.get(address(Sector, "index"), {"status": status})

    assert sorted(row.select("td")[1].get_text(strip=True) for row in page(response).select("main tbody tr")) == codes


def test_uses_are_listed(editor, hub):
    entry = hub.entry(title="Reading together", sectors=["schools"])
    hub.entry(title="Something else", sectors=["health"])

    response = editor.get(address(Sector, "usage", term("sector", "schools").pk))

    assert "Reading together" in text(response)
    assert "Something else" not in text(response)
    assert reverse("wagtailadmin_pages:edit", args=[entry.pk]) in response.content.decode()


@pytest.mark.parametrize(("format", "start"), [("csv", b"code,parent"), ("skos", b"@prefix")])
def test_vocabulary_is_downloaded(editor, format, start):
    term("sector", "schools")

    response = editor.get(address(Sector, "export", format))

    assert response.content.startswith(start)


def test_unknown_format_is_not_found(editor):
    assert editor.get(address(Sector, "export", "pdf")).status_code == 404


# ---------------------------------------------------------------- Form


def test_new_term_comes_last(editor):
    term("sector", "health")

    editor.post(address(Sector, "add"), {"code": "schools", "label_en": "Schools", "label_nl": "Scholen"})

    assert list(Sector.objects.values_list("code", "sort_order")) == [("health", 10), ("schools", 20)]
    assert term("sector", "schools").label("nl") == "Scholen"


def test_edited_label_is_kept_as_the_editors(editor):
    schools = term("sector", "schools", nl="Scholen", ar="مدارس")
    form = fields_of(editor.get(address(Sector, "edit", schools.pk)))

    editor.post(address(Sector, "edit", schools.pk), form | {"label_nl": "Onderwijs"})

    labels = TermLabel.objects.filter(object_id=schools.pk).order_by("language")
    assert list(labels.values_list("language", "label", "edited")) == [
        ("ar", "مدارس", False),
        ("en", "Schools", False),
        ("nl", "Onderwijs", True),
    ]


def test_editor_writes_what_else_a_term_is_called(editor):
    schools = term("sector", "schools", nl="Scholen")
    form = fields_of(editor.get(address(Sector, "edit", schools.pk)))

    editor.post(address(Sector, "edit", schools.pk), form | {"also_nl": "lagere school; school"})

    label = TermLabel.objects.get(object_id=schools.pk, language="nl")
    assert (label.label, label.also, label.edited) == ("Scholen", "lagere school; school", True)
    assert "lagere school; school" in editor.get(address(Sector, "edit", schools.pk)).content.decode()


def test_saving_an_unchanged_form_changes_nothing(editor):
    term("theme", "language")
    theme = term("theme", "reading", parent="language", el="Ανάγνωση")
    before = [Theme.objects.values().get(pk=theme.pk), list(TermLabel.objects.values())]
    form = fields_of(editor.get(address(Theme, "edit", theme.pk)))

    editor.post(address(Theme, "edit", theme.pk), form)

    after = [Theme.objects.values().get(pk=theme.pk), list(TermLabel.objects.values())]
    after[0]["sort_order"] = before[0]["sort_order"]
    assert after == before


def test_code_cannot_be_changed(editor):
    schools = term("sector", "schools")
    form = fields_of(editor.get(address(Sector, "edit", schools.pk)))

    editor.post(address(Sector, "edit", schools.pk), form | {"code": "other"})

    schools.refresh_from_db()
    assert schools.code == "schools"


def test_order_number_moves_a_term(editor):
    for code in ("a", "b", "c"):
        term("sector", code)
    first = term("sector", "a")
    form = fields_of(editor.get(address(Sector, "edit", first.pk)))

    editor.post(address(Sector, "edit", first.pk), form | {"sort_order": "99"})

    assert list(Sector.objects.values_list("code", flat=True)) == ["b", "c", "a"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"label_en": ""}, "This field is required."),
        ({"label_en": "x" * 121}, "Ensure this value has at most 120 characters"),
        ({"uri": "nowhere"}, "Enter a valid URL."),
        ({"parent": "999999"}, "That choice is not one of the available choices."),
        ({"sort_order": "-1"}, "Ensure this value is greater than or equal to 0."),
        ({"active": ""}, "It has 1 narrower terms in use."),
    ],
)
def test_mistake_is_shown_next_to_its_field(editor, change, message):
    term("theme", "reading", parent="language")
    language = term("theme", "language")
    form = fields_of(editor.get(address(Theme, "edit", language.pk))) | change
    if not form["active"]:
        del form["active"]

    response = editor.post(address(Theme, "edit", language.pk), form)

    assert message in " ".join(page(response).get_text(" ").split())


@pytest.mark.parametrize("code", ["", "Two Words", "schools", "a" * 65])
def test_bad_code_is_refused(editor, code):
    term("sector", "schools")

    response = editor.post(address(Sector, "add"), {"code": code, "label_en": "New"})

    assert (response.status_code, Sector.objects.count()) == (200, 1)


# ---------------------------------------------------------------- Merge, retire, order, delete


def test_merge_shows_what_moves_and_moves_it(editor, hub):
    first = hub.entry(sectors=["kindergarten"])
    hub.entry(sectors=["kindergarten", "early-childhood"])
    old, new = term("sector", "kindergarten"), term("sector", "early-childhood")

    preview = text(editor.get(address(Sector, "merge", old.pk), {"target": new.pk}))
    editor.post(address(Sector, "merge", old.pk), {"target": new.pk})

    assert "2 entries move from “Kindergarten” to “Early childhood”." in preview
    assert "1 of them has both and keeps one." in preview
    assert [sector.code for sector in Entry.objects.get(pk=first.pk).sectors.all()] == ["early-childhood"]
    assert ModelLogEntry.objects.get(action="catalogue.merge_term").data == {"into": "early-childhood", "moved": 2}


def test_merge_into_a_term_that_is_not_offered_is_refused(editor):
    schools = term("sector", "schools")

    response = editor.post(address(Sector, "merge", schools.pk), {"target": schools.pk})

    assert "Select a valid choice." in text(response)
    assert Sector.objects.get().replaced_by is None


def test_retiring_and_restoring(editor):
    schools = term("sector", "schools")

    editor.post(address(Sector, "active", schools.pk))
    retired = Sector.objects.get().active
    editor.post(address(Sector, "active", schools.pk))

    assert (retired, Sector.objects.get().active) == (False, True)


def test_retiring_a_broader_term_in_use_says_why_not(editor):
    term("theme", "reading", parent="language")

    response = editor.post(address(Theme, "active", term("theme", "language").pk), follow=True)

    assert "It has 1 narrower terms in use." in page(response).get_text()


def test_moving_up_down_and_by_name(editor):
    b, a, c = term("sector", "b"), term("sector", "a"), term("sector", "c")
    orders = []
    for action in ({"down": a.pk}, {"up": c.pk}, {"up": b.pk}, {"alphabet": "1"}, {"up": "nonsense"}):
        editor.post(address(Sector, "order"), action)
        orders.append("".join(Sector.objects.values_list("code", flat=True)))

    assert orders == ["bac", "bca", "bca", "abc", "abc"]


def test_only_the_terms_of_one_level_are_ordered(editor):
    for code in ("x", "y"):
        term("theme", code, parent="language")
    term("theme", "work")
    path = f"{address(Theme, 'order')}?parent={term('theme', 'language').pk}"

    editor.post(path, {"down": term("theme", "x").pk})

    assert list(Theme.objects.values_list("code", flat=True)) == ["language", "y", "x", "work"]


@pytest.mark.parametrize("parent", ["0", "x", "999999"])
def test_order_below_an_unknown_term_is_not_found(editor, parent):
    assert editor.get(address(Theme, "order"), {"parent": parent}).status_code == 404


def test_unused_term_is_deleted(editor):
    schools = term("sector", "schools")

    editor.post(address(Sector, "delete", schools.pk))

    assert Sector.objects.count() == 0
    assert ModelLogEntry.objects.filter(action="wagtail.delete", deleted=True).count() == 1


def test_term_in_use_is_not_deleted_and_the_page_says_why(editor, hub):
    hub.entry(countries=["be"])
    organisation(country=term("country", "be"))
    country = term("country", "be")

    shown = editor.get(address(type(country), "delete", country.pk))
    refused = editor.post(address(type(country), "delete", country.pk))

    assert "1 entry has it Organisations: 1" in text(shown)
    assert (refused.status_code, type(country).objects.count()) == (409, 1)


# ---------------------------------------------------------------- Access


def test_without_permission_there_is_nothing(client, hub):
    person = user("member@example.org")
    group = Group.objects.create(name="Admin access")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    person.groups.add(group)
    client.force_login(person)
    pk = term("sector", "schools").pk

    pages = [("index", ()), ("add", ()), ("order", ()), ("export", ("csv",))]
    pages += [(name, (pk,)) for name in ("edit", "merge", "active", "delete", "usage", "history")]
    answers = {name: client.get(address(Sector, name, *args)).status_code for name, args in pages}

    assert answers == dict.fromkeys(answers, 302)
