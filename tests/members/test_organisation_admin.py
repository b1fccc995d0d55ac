import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from community.members.models import Organisation
from community.members.services import ensure_groups
from tests.factories import organisation, term, user


@pytest.fixture
def admin(hub, client):
    ensure_groups()
    editor = user()
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)
    return client


def rows(response) -> list[Organisation]:
    return list(response.context["object_list"])


def test_list_of_thirty_stays_within_its_queries(hub, admin, django_assert_max_num_queries):
    country = term("country", "be")
    for number in range(30):
        organisation(f"School {number}", country=country)
    hub.entry(organisation=Organisation.objects.first())
    admin.get(reverse("organisations:index"))

    # One of them counts the submissions that wait, for the menu.
    with django_assert_max_num_queries(14):
        found = rows(admin.get(reverse("organisations:index")))

    assert (len(found), found[0].led) == (30, 1)


def test_list_is_filtered_and_searched(admin):
    organisation("Huis van de Taal", country=term("country", "be"), verified=True)
    organisation("A school", country=term("country", "nl"))
    index = reverse("organisations:index")

    assert [str(row) for row in rows(admin.get(index + "?verified=true"))] == ["Huis van de Taal"]
    assert [str(row) for row in rows(admin.get(index + "?country=nl"))] == ["A school"]
    assert [str(row) for row in rows(admin.get(index + "?q=taal"))] == ["Huis van de Taal"]


def test_editor_renames_and_verifies(admin):
    school = organisation("A school")
    values = {"name": "A good school", "slug": "a-school", "country": "", "website": "", "verified": "on"}

    response = admin.post(reverse("organisations:edit", args=[school.pk]), values)

    school.refresh_from_db()
    assert (response.status_code, school.name, school.verified) == (302, "A good school", True)


def test_organisation_with_entries_cannot_be_deleted(hub, admin):
    school = organisation("A school")
    hub.entry(organisation=school)

    response = admin.post(reverse("organisations:delete", args=[school.pk]))

    assert (response.status_code < 500, Organisation.objects.count()) == (True, 1)


def test_partners_are_suggested_with_their_country(admin):
    school = organisation("Huis van de Taal", country=term("country", "be", "Belgium"))

    found = admin.get(reverse("organisations:suggest") + "?q=taal+huis").json()

    assert found == {"results": [{"id": school.pk, "label": "Huis van de Taal (Belgium)"}]}
    assert admin.get(reverse("organisations:suggest") + "?q=").json() == {"results": []}


def test_suggestions_are_refused_to_members(hub, client):
    client.force_login(user("member@example.org"))
    assert client.get(reverse("organisations:suggest") + "?q=taal").status_code in (302, 403)


def test_chooser_finds_and_makes_an_organisation(admin):
    organisation("Huis van de Taal", country=term("country", "be", "Belgium"))
    found = admin.get(reverse("organisation_chooser:choose_results") + "?q=taal").text

    values = {"name": "Huis van de Taal", "country": term("country", "nl").pk, "website": ""}
    made = admin.post(reverse("organisation_chooser:create"), values)

    assert ("Huis van de Taal" in found, "Belgium" in found) == (True, True)
    assert made.json()["step"] == "chosen"
    assert sorted(Organisation.objects.values_list("slug", flat=True)) == ["huis-van-de-taal", "huis-van-de-taal-2"]
