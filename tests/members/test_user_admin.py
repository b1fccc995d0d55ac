import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import ModelLogEntry

from community.members.models import Membership, Role, User
from tests.factories import organisation, superuser, user


@pytest.fixture
def admin(client, db):
    client.force_login(superuser())
    return client


NEW = {
    "email": "Nadia@Example.org",
    "display_name": "Nadia",
    "language": "nl",
    "password1": "a-long-password-26",
    "password2": "a-long-password-26",
}


def test_administrator_adds_a_person(admin):
    group = Group.objects.create(name="Reviewers")

    response = admin.post(reverse("wagtailusers_users:add"), NEW | {"groups": [group.pk]})

    assert response.status_code == 302
    person = User.objects.get(email="nadia@example.org")
    assert (person.display_name, person.language, list(person.groups.all())) == ("Nadia", "nl", [group])
    assert person.check_password("a-long-password-26")


def test_address_in_use_is_refused_whatever_its_case(admin):
    user("nadia@example.org")

    response = admin.post(reverse("wagtailusers_users:add"), NEW)

    assert response.context["form"].errors == {"email": ["There is an account with this address already."]}


def test_short_password_is_refused(admin):
    response = admin.post(reverse("wagtailusers_users:add"), NEW | {"password1": "short", "password2": "short"})

    assert list(response.context["form"].errors) == ["password2"]


def test_administrator_edits_a_person(admin):
    person = user("nadia@example.org", display_name="Nadia")
    values = {"email": person.email, "display_name": "Nadia B.", "language": "en", "is_active": "on"}

    page = admin.get(reverse("wagtailusers_users:edit", args=[person.pk])).text
    response = admin.post(reverse("wagtailusers_users:edit", args=[person.pk]), values)

    person.refresh_from_db()
    assert response.status_code == 302
    assert ("first_name" in page, person.display_name, person.has_usable_password()) == (False, "Nadia B.", True)


def test_list_finds_people_by_name(admin):
    user("nadia@example.org", display_name="Nadia")

    assert "nadia@example.org" in admin.get(reverse("wagtailusers_users:index") + "?q=nadia").text
    assert "nadia@example.org" not in admin.get(reverse("wagtailusers_users:index") + "?q=milo").text


# ---------------------------------------------------------------- Erasing


def owner_of_a_school(name: str = "nadia@example.org") -> User:
    """Somebody others depend on."""
    owner, school = user(name, display_name="Nadia"), organisation(f"School of {name}")
    Membership.objects.create(user=owner, organisation=school, role=Role.OWNER)
    Membership.objects.create(user=user(f"other-{name}"), organisation=school, role=Role.EDITOR)
    return owner


def test_deleting_a_person_erases_the_account(admin):
    person = user("nadia@example.org", display_name="Nadia")
    address = reverse("wagtailusers_users:delete", args=[person.pk])

    assert "histories keep a former member" in admin.get(address).text
    assert admin.post(address).status_code == 302
    person.refresh_from_db()
    assert (bool(person.erased_at), person.display_name, person.is_active) == (True, "", False)
    (entry,) = ModelLogEntry.objects.filter(object_id=str(person.pk))
    assert (entry.action, "adia" in entry.label) == ("members.erase_account", False)
    assert "invalid.invalid" not in admin.get(reverse("wagtailusers_users:index")).text


def test_owner_others_depend_on_is_not_erased(admin):
    person = owner_of_a_school()
    response = admin.post(reverse("wagtailusers_users:delete", args=[person.pk]))

    person.refresh_from_db()
    assert (response.status_code, person.erased_at) == (409, None)
    assert "School of nadia@example.org" in response.text


def test_several_people_are_erased_and_none_deleted(admin):
    people = [user("a@example.org"), user("b@example.org"), owner_of_a_school()]
    query = "&".join(f"id={person.pk}" for person in people)
    address = reverse("wagtail_bulk_action", args=["members", "user", "delete"]) + f"?{query}"
    count = User.objects.count()

    assert "go for good" in admin.get(address).text
    page = admin.post(address + "&next=/admin/users/", follow=True).text
    assert "2 accounts were erased. 1 stays" in page
    assert [bool(User.objects.get(pk=person.pk).erased_at) for person in people] == [True, True, False]
    assert User.objects.count() == count


def test_nobody_erases_themselves_or_without_the_right(admin, client):
    me = User.objects.get(is_superuser=True)
    assert admin.post(reverse("wagtailusers_users:delete", args=[me.pk])).status_code in (302, 403)
    client.force_login(user("member@example.org"))
    client.post(reverse("wagtailusers_users:delete", args=[me.pk]))
    me.refresh_from_db()
    assert me.erased_at is None
